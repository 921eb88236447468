/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/reply/jws.h"

/* What has the shape has two dots and nothing that could be more than one
 * value of a form; its expiry can be asked for, whatever it holds. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_compact(const char *text, size_t len)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789-_.";
	const char *dot = strchr(text, '.');

	check(len <= AKV_SECRET_TOKEN_MAX && strspn(text, allowed) == len);
	check(dot != NULL && dot != text);
	check(strchr(dot + 1, '.') == strrchr(text, '.'));
	check(strrchr(text, '.') > dot + 1 && text[len - 1] != '.');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(secret) *token = NULL;
	int64_t expires_at;

	check(akv_secret_new_from(data, size, &token, NULL) == AKV_OK);
	if (akv_jws_shape(akv_secret_text(token), size) == AKV_JWS_COMPACT)
		check_compact(akv_secret_text(token), size);
	(void)akv_jws_expires_at(token, &expires_at);
	return 0;
}
