/* SPDX-License-Identifier: MIT */
#include "tests/fuzz/certificate_input.h"

/* PEM, loaded without a passphrase and with one. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* DER is the other target's */
	if (size > 0 && data[0] == 0x30)
		return 0;
	certificate_input_load(data, size, NULL);
	certificate_input_load(data, size, "open sesame");
	return 0;
}
