/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/edge/json_string.h"

static void expect(const char *text, size_t used, uint32_t character)
{
	uint32_t found = 0;

	cr_expect_eq(akv_json_string_read(text, strlen(text), &found), used,
		     "%s", text);
	cr_expect_eq(found, character, "%s", text);
}

static void expect_none(const char *bytes, size_t len)
{
	uint32_t found = 7;

	cr_expect_eq(akv_json_string_read(bytes, len, &found), 0, "%s", bytes);
}

Test(json_string, reads_plain_characters)
{
	expect("a", 1, 'a');
	expect(" ", 1, ' ');
	expect("\"", 1, '"');
	expect("\x7f", 1, 0x7f);
	expect("\xc3\xa9x", 2, 0xe9);
	expect("\xe2\x82\xacx", 3, 0x20ac);
	expect("\xf0\x9f\x98\x80x", 4, 0x1f600);
	expect("\xf4\x8f\xbf\xbf", 4, 0x10ffff);
}

Test(json_string, reads_every_short_escape)
{
	expect("\\\"", 2, '"');
	expect("\\\\", 2, '\\');
	expect("\\/", 2, '/');
	expect("\\b", 2, '\b');
	expect("\\f", 2, '\f');
	expect("\\n", 2, '\n');
	expect("\\r", 2, '\r');
	expect("\\t", 2, '\t');
}

Test(json_string, reads_unicode_escapes)
{
	expect("\\u0000", 6, 0);
	expect("\\u0041", 6, 'A');
	expect("\\u20AC", 6, 0x20ac);
	expect("\\u20ac", 6, 0x20ac);
	expect("\\ud7ff", 6, 0xd7ff);
	expect("\\ue000", 6, 0xe000);
	expect("\\uffff", 6, 0xffff);
	expect("\\u9aFf", 6, 0x9aff);
}

Test(json_string, joins_surrogate_pairs)
{
	expect("\\ud83d\\ude00x", 12, 0x1f600);
	expect("\\uD800\\uDC00", 12, 0x10000);
	expect("\\udbff\\udfff", 12, 0x10ffff);
}

Test(json_string, refuses_half_a_pair)
{
	static const char *const texts[] = {
		"\\ud800",	     "\\udc00",	       "\\udfff",
		"\\ud800x",	     "\\ud800\\n",     "\\ud800\\u0041",
		"\\ud800\\ud800",    "\\udc00\\ud800", "\\ud800\\udbff",
		"\\ud800\\u",	     "\\ud800\\udc0",  "\\ud800\\",
		"\\ud800u_dc00aaaa", "\\ud800\\xdc00", "\\ud800xudc00",
		"\\udc00\\udc00",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_none(texts[i], strlen(texts[i]));
}

Test(json_string, refuses_bad_escapes)
{
	static const char *const texts[] = {
		"\\",	"\\x",	  "\\a",     "\\0",	"\\'",	   "\\u",
		"\\u1", "\\u123", "\\u12g4", "\\u 123", "\\U0041",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_none(texts[i], strlen(texts[i]));
	/* a NUL is no end of the table of escapes */
	expect_none("\\\0", 2);
}

Test(json_string, refuses_control_characters)
{
	for (int c = 0; c < 0x20; c++) {
		char byte = (char)c;

		expect_none(&byte, 1);
	}
}

Test(json_string, refuses_what_is_not_utf8)
{
	static const char *const texts[] = {
		"\x80", /* continuation first */
		"\xbf",
		"\xc0\x80", /* overlong */
		"\xc1\xbf",
		"\xe0\x80\x80",
		"\xf0\x80\x80\x80",
		"\xed\xa0\x80",	    /* a surrogate */
		"\xf4\x90\x80\x80", /* beyond U+10FFFF */
		"\xf5\x80\x80\x80",
		"\xff",
		"\xfe",
		"\xc3", /* cut */
		"\xc3(",
		"\xe2\x82",
		"\xe2(\xa1",
		"\xe2\x82(",
		"\xf0\x9f\x98",
		"\xf0\x9f\x98(",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		expect_none(texts[i], strlen(texts[i]));
		cr_expect_eq(
			akv_json_string_utf8_len(texts[i], strlen(texts[i])),
			0);
	}
}

Test(json_string, stops_at_the_end)
{
	expect_none("a", 0);
	cr_expect_eq(akv_json_string_utf8_len("a", 0), 0);
	cr_expect_eq(akv_json_string_utf8_len("\xc3\xa9", 1), 0);
	expect_none("\\u0041", 5);
	expect_none("\\ud83d\\ude00", 11);
}

Test(json_string, counts_a_nul_as_a_character_of_utf8)
{
	cr_expect_eq(akv_json_string_utf8_len("\0", 1), 1);
}
