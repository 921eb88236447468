/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "libhelper/base/text.h"

/* -- building -- */

Test(text, is_built_piece_by_piece)
{
	char buf[32];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	cr_assert_str_eq(buf, "");
	akv_text_add(&text, "a");
	akv_text_add_bytes(&text, "bcd", 2);
	akv_text_addf(&text, "-%d-%s", 7, "x");
	akv_text_add_escaped(&text, "\n", 1);
	cr_assert_str_eq(buf, "abc-7-x\\n");
	cr_assert_eq(text.len, 9);
	cr_assert_not(text.cut);
}

Test(text, fills_its_buffer_to_the_nul)
{
	char buf[5];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	akv_text_add(&text, "ab");
	akv_text_addf(&text, "%s", "cd");
	cr_assert_str_eq(buf, "abcd");
	cr_assert_not(text.cut);
	akv_text_add(&text, "");
	akv_text_addf(&text, "%s", "");
	cr_assert_str_eq(buf, "abcd");
}

Test(text, says_when_it_was_cut)
{
	char buf[5];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	akv_text_add(&text, "abc");
	akv_text_add(&text, "de");
	cr_assert(text.cut);
	cr_assert_str_eq(buf, "abc");

	akv_text_init(&text, buf, sizeof(buf));
	akv_text_addf(&text, "%d", 12345);
	cr_assert(text.cut);
	cr_assert_str_eq(buf, "");

	akv_text_init(&text, buf, sizeof(buf));
	akv_text_add_bytes(&text, "abcde", 5);
	cr_assert(text.cut);
	cr_assert_str_eq(buf, "");
}

/* What comes behind a hole must not look as if there were none. */
Test(text, stays_cut)
{
	char buf[5];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	akv_text_add(&text, "abcdef");
	akv_text_add(&text, "x");
	akv_text_add_bytes(&text, "x", 1);
	akv_text_addf(&text, "x");
	akv_text_add_escaped(&text, "x", 1);
	cr_assert(text.cut);
	cr_assert_str_eq(buf, "");
}

/* -- escaping -- */

static void expect_escaped(const char *bytes, size_t len, const char *expected)
{
	char buf[256];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	akv_text_add_escaped(&text, bytes, len);
	cr_assert_str_eq(buf, expected);
	cr_assert_not(text.cut);
}

static void expect_printed(const char *bytes)
{
	expect_escaped(bytes, strlen(bytes), bytes);
}

Test(text, prints_ascii_and_utf8)
{
	expect_printed(" !\"'%\\~");
	expect_printed("\xc2\xa0");	    /* U+00A0, the first after C1 */
	expect_printed("\xc3\xa9\xdf\xbf"); /* U+00E9 U+07FF */
	expect_printed("\xe0\xa0\x80\xe2\x82\xac\xed\x9f\xbf"); /* U+0800... */
	expect_printed("\xee\x80\x80\xef\xbf\xbf");		/* U+E000... */
	expect_printed("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf");	/* U+10000... */
}

Test(text, escapes_controls)
{
	expect_escaped("\n\r\t", 3, "\\n\\r\\t");
	expect_escaped("\0\x01\x08\x0b\x1b\x1f\x7f", 7,
		       "\\x00\\x01\\x08\\x0b\\x1b\\x1f\\x7f");
	expect_escaped("\xc2\x80\xc2\x9b\xc2\x9f", 6,
		       "\\xc2\\x80\\xc2\\x9b\\xc2\\x9f");
}

Test(text, escapes_what_is_not_utf8)
{
	expect_escaped("\x80\xbf\xff\xfe", 4, "\\x80\\xbf\\xff\\xfe");
	expect_escaped("\xc0\xaf\xc1\x81", 4, "\\xc0\\xaf\\xc1\\x81");
	expect_escaped("\xe0\x9f\xbf", 3, "\\xe0\\x9f\\xbf"); /* overlong */
	expect_escaped("\xed\xa0\x80", 3, "\\xed\\xa0\\x80"); /* surrogate */
	expect_escaped("\xf0\x8f\xbf\xbf", 4, "\\xf0\\x8f\\xbf\\xbf");
	expect_escaped("\xf4\x90\x80\x80", 4, "\\xf4\\x90\\x80\\x80");
	expect_escaped("\xe2\x82"
		       "A",
		       3, "\\xe2\\x82A");
	expect_escaped("\xc3\xc3\xa9", 3, "\\xc3\xc3\xa9");
}

Test(text, escapes_a_character_that_the_end_cuts)
{
	expect_escaped("\xe2\x82\xac", 2, "\\xe2\\x82");
	expect_escaped("\xf0\x90\x80\x80", 3, "\\xf0\\x90\\x80");
	expect_escaped("\xc3\xa9", 1, "\\xc3");
}

Test(text, escapes_between_characters_when_it_is_cut)
{
	char buf[8];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	akv_text_add_escaped(&text, "abcdef\xe2\x82\xac", 9);
	cr_assert(text.cut);
	cr_assert_str_eq(buf, "abcdef");

	akv_text_init(&text, buf, sizeof(buf));
	akv_text_add_escaped(&text, "abcd\x1b", 5);
	cr_assert(text.cut);
	cr_assert_str_eq(buf, "abcd");
}

/* -- case -- */

Test(text, compares_without_case)
{
	cr_assert(akv_text_equal_nocase("Example.COM", "eXAMPLE.com"));
	cr_assert(akv_text_equal_nocase("", ""));
	cr_assert_not(akv_text_equal_nocase("a", "ab"));
	cr_assert_not(akv_text_equal_nocase("ab", "a"));
	cr_assert_not(akv_text_equal_nocase("a", "b"));
}

/* "[" and "{", "@" and "`" differ by the same bit as letters do. */
Test(text, knows_letters_from_their_neighbours)
{
	cr_assert_not(akv_text_equal_nocase("[", "{"));
	cr_assert_not(akv_text_equal_nocase("@", "`"));
	cr_assert_not(akv_text_equal_nocase("\xc3\xa9", "\xc3\x89"));
}

Test(text, compares_beginnings_and_ends)
{
	cr_assert(akv_text_starts_nocase("HTTPS://x", "https://"));
	cr_assert(akv_text_starts_nocase("x", ""));
	cr_assert_not(akv_text_starts_nocase("http", "https"));
	cr_assert(
		akv_text_ends_nocase("a.VAULT.azure.net", ".vault.azure.net"));
	cr_assert(akv_text_ends_nocase("x", ""));
	cr_assert(akv_text_ends_nocase("x", "x"));
	cr_assert_not(akv_text_ends_nocase("net", ".net"));
	cr_assert_not(akv_text_ends_nocase("a.net.b", ".net"));
}

Test(text, lowers_ascii_alone)
{
	char text[] = "AZ@[az09\xc3\x89";

	akv_text_lower(text);
	cr_assert_str_eq(text, "az@[az09\xc3\x89");
}

/* -- questions -- */

Test(text, finds_every_control_character)
{
	for (int c = 1; c < 256; c++) {
		const char text[] = { 'a', (char)c, 'b', '\0' };

		cr_assert_eq(akv_text_has_control(text), c < 0x20 || c == 0x7f,
			     "0x%02x", (unsigned int)c);
	}
	cr_assert_not(akv_text_has_control(""));
}

static void expect_number(const char *text, int64_t max, int64_t expected)
{
	int64_t number = -1;

	cr_assert(akv_text_number(text, max, &number), "%s of %" PRId64, text,
		  max);
	cr_assert_eq(number, expected);
}

static void expect_no_number(const char *text, int64_t max)
{
	int64_t number = -1;

	cr_assert_not(akv_text_number(text, max, &number), "%s of %" PRId64,
		      text, max);
	cr_assert_eq(number, -1, "out must stay as it was");
}

Test(text, reads_numbers)
{
	expect_number("0", 0, 0);
	expect_number("0", 10, 0);
	expect_number("007", 10, 7);
	expect_number("10", 10, 10);
	expect_number("9223372036854775807", INT64_MAX, INT64_MAX);
}

Test(text, refuses_numbers_above_the_most)
{
	expect_no_number("11", 10);
	expect_no_number("100", 99);
	expect_no_number("99999999999999999999999", 10);
	expect_no_number("9223372036854775808", INT64_MAX);
	expect_no_number("9223372036854775810", INT64_MAX);
}

Test(text, refuses_digits_above_a_small_most)
{
	expect_no_number("1", 0);
	expect_no_number("9", 0);
	expect_no_number("6", 5);
	expect_no_number("9", 8);
	expect_no_number("06", 5);
}

Test(text, refuses_what_is_no_number)
{
	static const char *const others[] = { "",    "-1",	"+1",  " 1",
					      "1 ",  "1x",	"0x1", "1.0",
					      "1e3", "\xd9\xa1" };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		expect_no_number(others[i], 1000);
}

/* -- percent encoding -- */

static void expect_encoded(const char *text, const char *expected)
{
	char buf[64];
	struct akv_text encoded;

	akv_text_init(&encoded, buf, sizeof(buf));
	akv_text_add_percent_encoded(&encoded, text);
	cr_assert_not(encoded.cut);
	cr_assert_str_eq(buf, expected);
}

Test(text, encodes_all_but_unreserved_characters)
{
	expect_encoded("", "");
	expect_encoded("aZ09-._~", "aZ09-._~");
	expect_encoded("api://AzureADTokenExchange",
		       "api%3A%2F%2FAzureADTokenExchange");
	expect_encoded("a b&c=d+e%#?\n\xff",
		       "a%20b%26c%3Dd%2Be%25%23%3F%0A%FF");
}

Test(text, encodes_within_its_room)
{
	char buf[4];
	struct akv_text encoded;

	akv_text_init(&encoded, buf, sizeof(buf));
	akv_text_add_percent_encoded(&encoded, "/");
	cr_assert_not(encoded.cut);
	akv_text_add_percent_encoded(&encoded, "a");
	cr_assert(encoded.cut);
}

static void expect_decoded(const char *text, const char *expected)
{
	char copy[64];

	cr_assert_lt(strlen(text), sizeof(copy));
	memcpy(copy, text, strlen(text) + 1);
	cr_assert(akv_text_percent_decode(copy), "%s", text);
	cr_assert_str_eq(copy, expected);
}

Test(text, decodes_percent_escapes)
{
	expect_decoded("", "");
	expect_decoded("abc", "abc");
	expect_decoded("a%20b", "a b");
	expect_decoded("%41%4a%4A%fF", "AJJ\xff");
	expect_decoded("%25%32%35", "%25");
	expect_decoded("a+b", "a+b");
	expect_decoded("%0a", "\n");
}

Test(text, refuses_bad_escapes)
{
	static const char *const bad[] = { "%",	  "%4",	  "a%4", "%%41",
					   "%g1", "%1g",  "%-1", "% 1",
					   "%00", "a%00", "%4\n" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char copy[8];

		memcpy(copy, bad[i], strlen(bad[i]) + 1);
		cr_assert_not(akv_text_percent_decode(copy), "%s", bad[i]);
	}
}
