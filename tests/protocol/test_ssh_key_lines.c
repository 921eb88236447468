/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "protocol/ssh_key_lines.h"

static void expect_end(const char *text, const char *expected, bool crlf,
		       bool escapes)
{
	AKV_AUTO(secret) *value = NULL;
	AKV_AUTO(secret) *out = NULL;
	struct akv_ssh_key_repairs repairs = { 0 };

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &value, NULL),
		     AKV_OK);
	cr_assert_eq(akv_ssh_key_lines_end(value, &out, &repairs, NULL),
		     AKV_OK);
	cr_assert_str_eq(akv_secret_text(out), expected);
	cr_assert_eq(repairs.crlf, crlf);
	cr_assert_eq(repairs.escapes, escapes);
}

Test(ssh_key_lines, end_in_lf)
{
	expect_end("a\nb\n", "a\nb\n", false, false);
	expect_end("a\r\nb\n", "a\nb\n", true, false);
	expect_end("a\\nb\\r\\n", "a\nb\n", false, true);
	expect_end("a\\\\n", "a\\\n", false, true);
	expect_end("a\\", "a\\", false, false);
	expect_end("", "", false, false);
}

Test(ssh_key_lines, have_no_other_bytes)
{
	static const char *const texts[] = { "a\rb", "a\r",  "\t",
					     "\x1b", "\x7f", "\x80" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		AKV_AUTO(secret) *value = NULL;
		struct akv_secret *out = NULL;
		struct akv_ssh_key_repairs repairs = { 0 };

		cr_assert_eq(akv_secret_new_from(texts[i], strlen(texts[i]),
						 &value, NULL),
			     AKV_OK);
		cr_assert_eq(akv_ssh_key_lines_end(value, &out, &repairs, NULL),
			     AKV_ERR_UNUSABLE);
		cr_assert_null(out);
	}
}

static void expect_lines(const char *text, bool spaces, size_t count,
			 const char *const *expected)
{
	struct akv_ssh_key_lines lines = { .at = text,
					   .end = text + strlen(text),
					   .spaces = spaces };
	struct akv_ssh_key_line line;

	for (size_t i = 0; i < count; i++) {
		cr_assert(akv_ssh_key_lines_next(&lines, &line));
		cr_assert_eq(line.len, strlen(expected[i]));
		cr_assert_eq(memcmp(line.bytes, expected[i], line.len), 0, "%s",
			     expected[i]);
	}
	cr_assert_not(akv_ssh_key_lines_next(&lines, &line));
}

#define LINES(...) \
	sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *), \
		(const char *const[]) \
	{ \
		__VA_ARGS__ \
	}

Test(ssh_key_lines, are_taken_one_by_one)
{
	expect_lines("a b\n\nc", false, LINES("a b", "", "c"));
	expect_lines("a b\n  c \n", true, LINES("a", "b", "c"));
	expect_lines("\n", false, LINES(""));
}

Test(ssh_key_lines, with_spaces_keep_headers_together)
{
	expect_lines("A: 1 B-C: 2,3  d", true, LINES("A: 1", "B-C: 2,3", "d"));
	expect_lines("A: ", true, LINES("A: "));
	expect_lines("A:", true, LINES("A:"));
}
