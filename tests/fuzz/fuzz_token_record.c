/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/token_record.h"

/*
 * The input is a record.  What is good can be sent in a header, lasts as long
 * as it must and no longer than it may, and is the same when it is written
 * again: there are no two ways to write one.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

enum { NOW = 1700000000 };

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void judge(const struct akv_token *token,
		  const struct akv_secret *record)
{
	AKV_AUTO(secret) *again = NULL;
	const char *text = akv_secret_text(token->value);

	check(token->expires_at >= NOW + AKV_TOKEN_RECORD_MARGIN_S);
	check(token->expires_at <= NOW + AKV_TOKEN_RECORD_LIFE_MAX_S);
	check(akv_secret_len(token->value) > 0);
	check(strlen(text) == akv_secret_len(token->value));
	for (; *text != '\0'; text++)
		check(*text > ' ' && *text <= '~');
	check(akv_token_record_new(KEY, token, &again, NULL) == AKV_OK);
	check(akv_secret_equal(again, record));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(secret) *record = NULL;
	struct akv_token token = { 0 };

	if (size > AKV_TOKEN_RECORD_MAX)
		return 0;
	check(akv_secret_new_from(data, size, &record, NULL) == AKV_OK);
	if (akv_token_record_parse(record, KEY, NOW, &token) ==
	    AKV_TOKEN_RECORD_GOOD)
		judge(&token, record);
	else
		check(token.value == NULL);
	akv_token_clear(&token);
	return 0;
}
