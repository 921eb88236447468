/* SPDX-License-Identifier: MIT */
#include "tests/fuzz/certificate_input.h"

/* PKCS#12, and whatever else begins as DER does. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || data[0] != 0x30)
		return 0;
	/* that includes: with an empty one, and without */
	certificate_input_load(data, size, "open sesame");
	return 0;
}
