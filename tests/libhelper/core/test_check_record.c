/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/check_record.h"

static struct akv_check_record *records;
static size_t count;

static void tear_down(void)
{
	free(records);
	records = NULL;
}

TestSuite(check_record, .fini = tear_down);

static void parse(const char *text)
{
	AKV_AUTO(secret) *bytes = NULL;

	free(records);
	records = NULL;
	cr_assert_eq(akv_secret_new_from(text, strlen(text), &bytes, NULL),
		     AKV_OK);
	cr_assert_eq(akv_check_record_parse(bytes, &records, &count, NULL),
		     AKV_OK);
	cr_assert_not_null(records);
}

#define KEY \
	"\"connection\":\"nightly\",\"vault\":\"contoso.vault.azure.net\"," \
	"\"secret\":\"sftp-password\",\"version\":\"\","
#define REST \
	"\"since\":1,\"checked\":2,\"settled\":\"accessible\"," \
	"\"passingRuns\":3,\"told\":{\"journal\":\"accessible\"," \
	"\"command\":\"deleted\"}"
#define RECORD "{" KEY "\"state\":\"unreachable\"," REST "}"
#define FILE_OF(list) "{\"format\":1,\"records\":[" list "]}"

Test(check_record, is_read)
{
	parse(FILE_OF(RECORD));
	cr_assert_eq(count, 1);
	cr_assert_not_null(records);
	cr_expect_str_eq(records[0].key.connection, "nightly");
	cr_expect_str_eq(records[0].key.vault, "contoso.vault.azure.net");
	cr_expect_str_eq(records[0].key.secret, "sftp-password");
	cr_expect_str_eq(records[0].key.version, "");
	cr_expect_eq(records[0].state, AKV_CHECK_UNREACHABLE);
	cr_expect_eq(records[0].since, 1);
	cr_expect_eq(records[0].checked_at, 2);
	cr_expect_eq(records[0].settled, AKV_CHECK_ACCESSIBLE);
	cr_expect_eq(records[0].passing_runs, 3);
	cr_expect_eq(records[0].told[AKV_CHECK_JOURNAL], AKV_CHECK_ACCESSIBLE);
	cr_expect_eq(records[0].told[AKV_CHECK_COMMAND], AKV_CHECK_DELETED);
}

Test(check_record, is_written_as_it_is_read)
{
	AKV_AUTO(secret) *text = NULL;

	parse(FILE_OF(RECORD "," RECORD));
	cr_assert_eq(count, 2);
	cr_assert_eq(akv_check_record_write(records, count, &text, NULL),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(text), FILE_OF(RECORD "," RECORD));
}

Test(check_record, survives_every_name_that_a_connection_may_have)
{
	AKV_AUTO(secret) *text = NULL;
	struct akv_check_record record = { 0 };

	memset(record.key.connection, '"', sizeof(record.key.connection) - 1);
	memset(record.key.vault, 'v', sizeof(record.key.vault) - 1);
	memset(record.key.secret, 's', sizeof(record.key.secret) - 1);
	memset(record.key.version, '1', sizeof(record.key.version) - 1);
	cr_assert_eq(akv_check_record_write(&record, 1, &text, NULL), AKV_OK);
	parse(akv_secret_text(text));
	cr_assert_eq(count, 1);
	cr_expect_str_eq(records[0].key.connection, record.key.connection);
}

Test(check_record, of_garbage_is_none)
{
	static const char *const files[] = {
		"",
		"garbage",
		"{",
		"[]",
		"{}",
		"{\"format\":1}",
		"{\"format\":2,\"records\":[" RECORD "]}",
		"{\"format\":\"x\",\"records\":[" RECORD "]}",
		"{\"format\":1,\"records\":{}}",
		FILE_OF(""),
		FILE_OF("null,1,\"x\",[],{}"),
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		parse(files[i]);
		cr_expect_eq(count, 0, "%s", files[i]);
	}
}

Test(check_record, that_makes_no_sense_is_left_out)
{
	parse(FILE_OF("{" KEY REST "}," RECORD));
	cr_expect_eq(count, 1);
	parse(FILE_OF("{" KEY "\"state\":\"splendid\"," REST "}," RECORD));
	cr_expect_eq(count, 1);
	parse(FILE_OF("{\"state\":\"missing\"," REST "}"));
	cr_expect_eq(count, 0);
	parse(FILE_OF("{\"connection\":\"\",\"vault\":\"\",\"secret\":\"\","
		      "\"version\":\"\",\"state\":\"missing\"," REST "}"));
	cr_expect_eq(count, 0);
	parse(FILE_OF("{" KEY "\"state\":\"missing\",\"since\":-1,"
		      "\"checked\":2,\"settled\":\"accessible\","
		      "\"passingRuns\":3,\"told\":{}}"));
	cr_expect_eq(count, 0);
}

Test(check_record, is_one_of_a_bounded_number)
{
	AKV_AUTO(secret) *text = NULL;
	struct akv_check_record *many =
		calloc(AKV_CHECK_RECORDS_MAX + 1, sizeof(*many));

	cr_assert_not_null(many);
	for (size_t i = 0; i <= AKV_CHECK_RECORDS_MAX; i++)
		(void)snprintf(many[i].key.connection,
			       sizeof(many[i].key.connection), "c%zu", i);
	cr_assert_eq(akv_check_record_write(many, AKV_CHECK_RECORDS_MAX + 1,
					    &text, NULL),
		     AKV_OK);
	free(many);
	cr_expect_leq(akv_secret_len(text), AKV_CHECK_RECORDS_BYTES_MAX);
	parse(akv_secret_text(text));
	cr_expect_eq(count, AKV_CHECK_RECORDS_MAX);
}
