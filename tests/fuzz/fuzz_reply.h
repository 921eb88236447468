/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FUZZ_FUZZ_REPLY_H
#define AKV_TESTS_FUZZ_FUZZ_REPLY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/edge/http.h"

/*
 * What the targets of libhelper/reply share.  An input is a reply: three
 * digits of status, a K when it has Key Vault's headers (else any byte), and
 * the body.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUZZ_REPLY_HEAD = 4 };

static inline void fuzz_check(bool holds)
{
	if (!holds)
		abort();
}

/* False when ${data} is too short to be a reply. */
static inline bool fuzz_reply_make(const uint8_t *data, size_t size,
				   struct akv_http_reply *out)
{
	*out = (struct akv_http_reply){ .retry_after_ms = -1, .date_s = -1 };
	if (size < FUZZ_REPLY_HEAD || size > AKV_SECRET_REPLY_MAX)
		return false;
	out->status =
		(data[0] % 10) * 100 + (data[1] - '0') * 10 + (data[2] - '0');
	out->status = abs(out->status) % 600;
	out->from_key_vault = data[3] == 'K';
	/* a part of the body besides, for the fields that come as headers */
	memcpy(out->network_info, data + FUZZ_REPLY_HEAD,
	       size - FUZZ_REPLY_HEAD < sizeof(out->network_info) ?
		       size - FUZZ_REPLY_HEAD :
		       sizeof(out->network_info) - 1);
	fuzz_check(akv_secret_new_from(data + FUZZ_REPLY_HEAD,
				       size - FUZZ_REPLY_HEAD, &out->body,
				       NULL) == AKV_OK);
	return true;
}

/* Every line of ${text} is printable: nothing draws on a terminal. */
static inline void fuzz_check_words(const char *text)
{
	for (; *text != '\0'; text++)
		fuzz_check(*text == '\n' ||
			   ((unsigned char)*text >= 0x20 && *text != 0x7f));
}

static inline void fuzz_check_error(enum akv_code code,
				    const struct akv_error *err)
{
	fuzz_check(code != AKV_OK && err->code == code);
	fuzz_check(err->reason[0] != '\0' && err->text[0] != '\0');
	fuzz_check(strchr(err->text, '\n') == NULL);
	fuzz_check(strpbrk(err->reason, " \n\x1b") == NULL);
	fuzz_check_words(err->reason);
	fuzz_check_words(err->text);
	fuzz_check_words(err->hint);
}

#endif
