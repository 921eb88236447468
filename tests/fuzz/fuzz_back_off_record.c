/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/core/back_off_record.h"

/*
 * The input is a record.  What is taken keeps nobody out for longer than an
 * hour, is one sentence without a control character, and is the same when it
 * is written and read again.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void judge(const struct akv_back_off *found)
{
	AKV_AUTO(secret) *record = NULL;
	struct akv_back_off again;

	check(found->made_at >= 0 && found->made_at_ms >= 0);
	check(found->wait_ms >= 0);
	check(found->wait_ms <= AKV_BACK_OFF_WAIT_MAX_MS);
	check(found->error.code != AKV_OK);
	check(!akv_text_has_control(found->error.text));
	for (const char *at = found->error.hint; *at != '\0'; at++)
		check(*at == '\n' ||
		      ((unsigned char)*at >= 0x20 && *at != 0x7f));
	/* escaping may have made it longer than a file may be */
	if (akv_back_off_record_new(KEY, found, &record, NULL) != AKV_OK)
		return;
	check(akv_back_off_record_parse(record, KEY, &again));
	check(again.error.code == found->error.code);
	check(strcmp(again.error.text, found->error.text) == 0);
	check(strcmp(again.error.hint, found->error.hint) == 0);
	check(again.wait_ms == found->wait_ms);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(secret) *record = NULL;
	struct akv_back_off found;

	if (size > AKV_BACK_OFF_RECORD_MAX)
		return 0;
	check(akv_secret_new_from(data, size, &record, NULL) == AKV_OK);
	if (akv_back_off_record_parse(record, NULL, &found))
		judge(&found);
	return 0;
}
