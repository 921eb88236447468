/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "tests/protocol/input.h"

#include "tests/protocol/request.h"

struct akv_credential_request request_of(const char *text)
{
	AKV_AUTO(line_reader) *reader = reader_of_text(text);
	struct akv_credential_request request;
	struct akv_error err = { .code = AKV_OK };

	cr_assert_eq(akv_git_credential_read(reader, &request, &err), AKV_OK,
		     "%s", err.text);
	return request;
}

void expect_value(const char *value, const char *expected)
{
	if (expected == NULL) {
		cr_assert_null(value, "expected none, got \"%s\"", value);
		return;
	}
	cr_assert_not_null(value, "expected \"%s\", got none", expected);
	cr_assert_str_eq(value, expected);
}

void expect_request(const char *text, struct expected expected)
{
	struct akv_credential_request request = request_of(text);

	expect_value(request.connection, expected.connection);
	expect_value(request.secret, expected.secret);
	expect_value(request.vault, expected.vault);
	expect_value(request.version, expected.version);
	expect_value(request.protocol, expected.protocol);
	expect_value(request.host, expected.host);
	expect_value(request.path, expected.path);
	expect_value(request.username, expected.username);
	cr_assert_eq(request.encoding, expected.encoding);
	cr_assert_eq(request.capabilities, expected.capabilities);
	akv_credential_request_clear(&request);
}

void expect_failure(struct akv_line_reader *reader, const char *reason,
		    const char *text)
{
	struct akv_credential_request request = { .line_count = 4711 };
	struct akv_error err;

	cr_assert_eq(akv_git_credential_read(reader, &request, &err),
		     AKV_ERR_USAGE);
	cr_assert_str_eq(err.reason, reason);
	cr_assert_str_eq(err.text, text);
	cr_assert_eq(request.line_count, 4711,
		     "out is written on success only");
}

void expect_refusal(const char *request, const char *reason, const char *text)
{
	AKV_AUTO(line_reader) *reader = reader_of_text(request);

	expect_failure(reader, reason, text);
}
