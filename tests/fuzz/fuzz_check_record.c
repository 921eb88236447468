/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/check_change.h"
#include "libhelper/core/check_record.h"

/*
 * The input is a file of records.  Whatever it holds, what is understood of it
 * is bounded, can be gone on with, and is the same when it is written and read
 * again.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void go_on(struct akv_check_record *record)
{
	check(memchr(record->key.connection, '\0',
		     sizeof(record->key.connection)) != NULL);
	check(record->key.connection[0] != '\0');
	check(record->state < AKV_CHECK_STATES);
	check(record->settled < AKV_CHECK_STATES);
	check(record->since >= 0 && record->checked_at >= 0);
	check(record->passing_runs >= 0);
	akv_check_change_apply(record, AKV_CHECK_UNREACHABLE, 1, true);
	for (int i = 0; i < AKV_CHECK_CHANNELS; i++) {
		enum akv_check_channel channel = (enum akv_check_channel)i;

		(void)akv_check_change_event(record, channel);
		akv_check_change_told(record, channel);
		check(akv_check_change_event(record, channel) ==
		      AKV_CHECK_NOTHING);
	}
}

static struct akv_secret *write_again(const struct akv_check_record *records,
				      size_t count)
{
	struct akv_secret *text = NULL;

	check(akv_check_record_write(records, count, &text, NULL) == AKV_OK);
	return text;
}

static size_t parse(const struct akv_secret *text,
		    struct akv_check_record **records)
{
	size_t count = 0;

	check(akv_check_record_parse(text, records, &count, NULL) == AKV_OK);
	check(count <= AKV_CHECK_RECORDS_MAX);
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AKV_AUTO(secret) *text = NULL;
	AKV_AUTO(secret) *once = NULL;
	AKV_AUTO(secret) *twice = NULL;
	struct akv_check_record *records = NULL;
	struct akv_check_record *again = NULL;
	size_t count;

	check(akv_secret_new_from(data, size, &text, NULL) == AKV_OK);
	count = parse(text, &records);
	once = write_again(records, count);
	check(parse(once, &again) == count);
	twice = write_again(again, count);
	check(akv_secret_equal(once, twice));
	for (size_t i = 0; i < count; i++)
		go_on(&again[i]);
	free(records);
	free(again);
	return 0;
}
