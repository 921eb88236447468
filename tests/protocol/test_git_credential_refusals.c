/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/protocol/input.h"
#include "tests/protocol/request.h"

#include "protocol/git_credential.h"

Test(git_credential_refusals, refuses_other_encodings)
{
	static const char *const others[] = { "", "raw", "BASE64", "base64 ",
					      "hex" };
	char text[64];

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		snprintf(text, sizeof(text), "host=a\nencoding=%s\n",
			 others[i]);
		expect_refusal(text, "UnknownEncoding",
			       "line 2: encoding is not one that we know");
	}
}

/* CVE-2020-5260, and its kin in the other parts and characters */
Test(git_credential_refusals, refuses_control_characters_that_a_url_hides)
{
	expect_refusal("url=https://evil.example%0ahost=example.com/x\n",
		       "ControlCharacter",
		       "line 1: host holds a control character");
	expect_refusal("url=https://a%0Ab@example.com\n", "ControlCharacter",
		       "line 1: username holds a control character");
	expect_refusal("url=https://example.com/a%0db\n", "ControlCharacter",
		       "line 1: path holds a control character");
	expect_refusal("x=y\nurl=https://example.com/%1b[31m\n",
		       "ControlCharacter",
		       "line 2: path holds a control character");
	expect_refusal("url=https://%7f@example.com/\n", "ControlCharacter",
		       "line 1: username holds a control character");
}

Test(git_credential_refusals, refuses_bad_escapes_in_a_url)
{
	expect_refusal("url=https://example.com/%zz\n", "BadUrl",
		       "line 1: path in the url has a bad % escape");
	expect_refusal("url=https://example.com%4\n", "BadUrl",
		       "line 1: host in the url has a bad % escape");
	expect_refusal("url=https://u%00@example.com\n", "BadUrl",
		       "line 1: username in the url has a bad % escape");
}

Test(git_credential_refusals, refuses_a_url_that_it_cannot_take_apart)
{
	expect_refusal("url=example.com/x\n", "BadUrl",
		       "line 1: the url has no scheme (like https://)");
	expect_refusal("url=\n", "BadUrl",
		       "line 1: the url has no scheme (like https://)");
	expect_refusal("url=https://u:p@ss@example.com\n", "BadUrl",
		       "line 1: the url has more than one @ before its path");
}

Test(git_credential_refusals, refuses_a_line_without_an_equals_sign)
{
	expect_refusal("host=a\nhunter2\n", "NoEqualsSign",
		       "line 2 (7 bytes) has no \"=\"");
	expect_refusal(" \n", "NoEqualsSign", "line 1 (1 bytes) has no \"=\"");
}

Test(git_credential_refusals, refuses_an_empty_key)
{
	expect_refusal("=hunter2\n", "EmptyKey",
		       "line 1 (8 bytes) has nothing before \"=\"");
	expect_refusal("a=b\n=\n", "EmptyKey",
		       "line 2 (1 bytes) has nothing before \"=\"");
}

Test(git_credential_refusals,
     refuses_control_characters_in_every_value_it_keeps)
{
	static const char *const keys[] = {
		"connection", "secret", "vault", "version",
		"protocol",   "host",	"path",	 "username",
	};
	static const char controls[] = "\x01\t\x1b\x1f\x7f";

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		for (const char *control = controls; *control; control++) {
			char request[64];
			char text[64];

			snprintf(request, sizeof(request), "a=b\n%s=x%cy\n",
				 keys[i], *control);
			snprintf(text, sizeof(text),
				 "line 2: %s holds a control character",
				 keys[i]);
			expect_refusal(request, "ControlCharacter", text);
		}
}

/* "connection=$NAME" of an unset NAME asks for nothing, not for anything */
Test(git_credential_refusals, refuses_empty_values_of_our_own_attributes)
{
	expect_refusal("protocol=https\nhost=a\nconnection=\n", "EmptyValue",
		       "line 3: connection has no value");
	expect_refusal("secret=\n", "EmptyValue",
		       "line 1: secret has no value");
	expect_refusal("secret=s\nvault=\n", "EmptyValue",
		       "line 2: vault has no value");
	expect_refusal("connection=c\nversion=\n", "EmptyValue",
		       "line 2: version has no value");
}

Test(git_credential_refusals, passes_the_reader_s_refusals_on)
{
	expect_refusal("protocol=https\r\nhost=a\r\n\r\n",
		       "CarriageReturnInLine",
		       "line 1 (15 bytes) holds a carriage return");
}

/* Whatever is refused, its bytes stay out of what people and logs will see. */
Test(git_credential_refusals, never_tells_what_it_refused)
{
	static const char *const requests[] = {
		"hunter2\n",
		"=hunter2\n",
		"password=hunter2\r\n",
		"hunter2\r\n",
		"connection=hunter2\x01\n",
		"encoding=hunter2\n",
		"url=hunter2\n",
		"url=https://u:hunter2@hunter2@h/\n",
		"url=https://u:hunter2/@h\n",
		"url=https://u%zz:hunter2@h\n",
		"url=https://hunter2%01@h\n",
	};

	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		AKV_AUTO(line_reader) *reader = reader_of_text(requests[i]);
		struct akv_credential_request request;
		struct akv_error err;

		cr_assert_eq(akv_git_credential_read(reader, &request, &err),
			     AKV_ERR_USAGE, "%s", requests[i]);
		cr_assert_null(strstr(err.text, "hunter2"), "%s", err.text);
		cr_assert_null(strstr(err.hint, "hunter2"), "%s", err.hint);
	}
}

Test(git_credential_refusals, refuses_the_rest_after_a_line_that_is_too_long)
{
	char *text = long_line("wwwauth[]=", 65536 + 30);
	AKV_AUTO(line_reader) *reader = NULL;

	overwrite(text + 65536, "\nhost=victim.example.com\n");
	reader = reader_of_text(text);
	for (int i = 0; i < 2; i++)
		expect_failure(reader, "LineTooLong",
			       "line 1 is longer than 65535 bytes");
	free(text);
}

/* git 71201ab0e5 with every length that a buffer of somebody's might have */
Test(git_credential_refusals, is_not_confused_by_a_long_header)
{
	static const size_t lens[] = { 1023, 1024, 1025, 4095,	4096,
				       8191, 8192, 8193, 65533, 65534 };

	for (size_t i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
		char *header = long_line("wwwauth[]=basic realm=", lens[i]);
		char text[70000];

		overwrite(header + lens[i] - 23, "host=victim.example.com");
		snprintf(text, sizeof(text),
			 "protocol=https\nhost=badguy.example\n%s", header);
		EXPECT_REQUEST(text, .protocol = "https",
			       .host = "badguy.example");
		free(header);
	}
}

Test(git_credential_refusals, bounds_a_request_that_does_not_end)
{
	static const size_t line_len = 64;
	static const size_t most = 1048576;
	size_t len = most + line_len;
	char *text = malloc(len);
	AKV_AUTO(line_reader) *fits = NULL;
	AKV_AUTO(line_reader) *does_not = NULL;
	struct akv_credential_request request;

	cr_assert_not_null(text);
	memset(text, 'a', len);
	for (size_t at = 0; at < len; at += line_len) {
		overwrite(text + at, "wwwauth[]=");
		text[at + line_len - 1] = '\n';
	}
	fits = reader_of(text, most);
	does_not = reader_of(text, len);
	free(text);

	cr_assert_eq(akv_git_credential_read(fits, &request, NULL), AKV_OK);
	cr_assert_eq(request.line_count, most / line_len);
	akv_credential_request_clear(&request);
	expect_failure(does_not, "RequestTooLarge",
		       "the request is larger than 1048576 bytes");
}
