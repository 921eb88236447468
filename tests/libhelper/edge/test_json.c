/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/edge/json.h"

static struct akv_error err;
static struct akv_json *json;

static void tear_down(void)
{
	akv_json_free(json);
}

TestSuite(json, .fini = tear_down);

static enum akv_code parse_bytes(const char *bytes, size_t len)
{
	AKV_AUTO(secret) *text = NULL;

	akv_json_free(json);
	json = NULL;
	cr_assert_eq(akv_secret_new_from(bytes, len, &text, NULL), AKV_OK);
	return akv_json_parse(text, &json, &err);
}

static const struct akv_json *parse(const char *text)
{
	cr_assert_eq(parse_bytes(text, strlen(text)), AKV_OK, "%s: %s", text,
		     err.text);
	return json;
}

/* The member "a" of an object. */
static const struct akv_json *parse_a(const char *text)
{
	return akv_json_member(parse(text), "a");
}

/* -- reading -- */

Test(json, says_what_is_wrong)
{
	cr_expect_eq(parse_bytes("{\"a\":1,\"a\":2}", 13), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "NotJson");
	cr_expect_str_eq(err.text, "not JSON: duplicate name, byte 10 of 13");
	cr_expect_null(json);
	cr_expect_eq(parse_bytes("", 0), AKV_ERR_PEER);
	cr_expect_eq(parse_bytes("{}\0", 3), AKV_ERR_PEER);
}

Test(json, takes_white_space_around_the_document)
{
	cr_expect_eq(akv_json_count(parse(" \r\n\t{\"a\":1}\r\n ")), 1);
}

Test(json, frees_nothing)
{
	akv_json_free(NULL);
}

/* -- members and elements -- */

Test(json, finds_members)
{
	cr_expect_not_null(parse_a("{\"b\":1,\"a\":2}"));
	cr_expect_null(parse_a("{\"b\":1,\"A\":2}"));
	cr_expect_null(parse_a("{\"a\":null}"));
	cr_expect_null(parse_a("[1]"));
	cr_expect_null(akv_json_member(NULL, "a"));
}

Test(json, finds_a_member_whose_name_is_escaped)
{
	cr_expect_not_null(parse_a("{\"\\u0061\":1}"));
}

Test(json, counts_and_finds_elements)
{
	int64_t number = 0;

	parse("[10,20,30]");
	cr_expect_eq(akv_json_count(json), 3);
	cr_expect(akv_json_integer(akv_json_element(json, 2), &number));
	cr_expect_eq(number, 30);
	cr_expect_null(akv_json_element(json, 3));
	cr_expect_null(akv_json_element(parse("{\"a\":1}"), 0));
	cr_expect_null(akv_json_element(NULL, 0));
	cr_expect_eq(akv_json_count(json), 1);
	cr_expect_eq(akv_json_count(parse("[]")), 0);
	cr_expect_eq(akv_json_count(parse_a("{\"a\":\"x\"}")), 0);
	cr_expect_eq(akv_json_count(NULL), 0);
}

Test(json, knows_kinds)
{
	cr_expect_eq(akv_json_kind(parse_a("{\"a\":true}")), AKV_JSON_BOOLEAN);
	cr_expect_eq(akv_json_kind(parse_a("{\"a\":1}")), AKV_JSON_NUMBER);
	cr_expect_eq(akv_json_kind(parse_a("{\"a\":1.5}")), AKV_JSON_NUMBER);
	cr_expect_eq(akv_json_kind(parse_a("{\"a\":\"\"}")), AKV_JSON_STRING);
	cr_expect_eq(akv_json_kind(parse_a("{\"a\":[]}")), AKV_JSON_ARRAY);
	cr_expect_eq(akv_json_kind(parse_a("{\"a\":{}}")), AKV_JSON_OBJECT);
	cr_expect_eq(akv_json_kind(parse_a("{\"a\":null}")), AKV_JSON_NULL);
	cr_expect_eq(akv_json_kind(NULL), AKV_JSON_NULL);
}

/* -- strings -- */

static void expect_text(const char *document, const char *bytes, size_t len)
{
	size_t found_len = 0;
	const char *found = akv_json_text(parse_a(document), &found_len);

	cr_assert_not_null(found);
	cr_expect_eq(found_len, len, "%s", document);
	cr_expect_eq(memcmp(found, bytes, len), 0, "%s", document);
	cr_expect_eq(found[len], '\0');
}

Test(json, decodes_strings_completely)
{
	expect_text("{\"a\":\"\"}", "", 0);
	expect_text("{\"a\":\" x\\r\\n\"}", " x\r\n", 4);
	expect_text("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "\"\\/\b\f\n\r\t",
		    8);
	expect_text("{\"a\":\"\\u00e9\\u20ac\"}", "\xc3\xa9\xe2\x82\xac", 5);
	expect_text("{\"a\":\"\\ud83d\\ude00\"}", "\xf0\x9f\x98\x80", 4);
	expect_text("{\"a\":\"\xf0\x9f\x98\x80\"}", "\xf0\x9f\x98\x80", 4);
	expect_text("{\"a\":\"\\ufeffx\"}", "\xef\xbb\xbfx", 4);
	expect_text("{\"a\":\"\\ufffd\"}", "\xef\xbf\xbd", 3);
}

Test(json, keeps_nul_inside_strings)
{
	expect_text("{\"a\":\"x\\u0000y\"}", "x\0y", 3);
	expect_text("{\"a\":\"\\u0000\"}", "\0", 1);
}

Test(json, keeps_every_code_point)
{
	char document[64];
	char expected[8];

	for (uint32_t c = 0; c <= 0xffff; c++) {
		size_t len = 0;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		if (c < 0x80) {
			expected[len++] = (char)c;
		} else if (c < 0x800) {
			expected[len++] = (char)(0xc0 | c >> 6);
			expected[len++] = (char)(0x80 | (c & 0x3f));
		} else {
			expected[len++] = (char)(0xe0 | c >> 12);
			expected[len++] = (char)(0x80 | (c >> 6 & 0x3f));
			expected[len++] = (char)(0x80 | (c & 0x3f));
		}
		(void)snprintf(document, sizeof(document),
			       "{\"a\":\"\\u%04x\"}", c);
		expect_text(document, expected, len);
	}
}

Test(json, gives_no_text_for_what_is_no_string)
{
	cr_expect_null(akv_json_text(parse_a("{\"a\":1}"), NULL));
	cr_expect_null(akv_json_text(parse_a("{\"a\":[]}"), NULL));
	cr_expect_null(akv_json_text(NULL, NULL));
	cr_expect_not_null(akv_json_text(parse_a("{\"a\":\"x\"}"), NULL));
}

Test(json, copies_text_members)
{
	char buf[4] = "xyz";

	parse("{\"a\":\"abc\",\"b\":\"abcd\",\"c\":\"a\\u0000\",\"d\":1}");
	cr_expect(akv_json_copy_text(json, "a", buf, sizeof(buf)));
	cr_expect_str_eq(buf, "abc");
	cr_expect_not(akv_json_copy_text(json, "b", buf, sizeof(buf)));
	cr_expect_str_empty(buf);
	buf[0] = 'x';
	cr_expect_not(akv_json_copy_text(json, "c", buf, sizeof(buf)));
	cr_expect_str_empty(buf);
	buf[0] = 'x';
	cr_expect_not(akv_json_copy_text(json, "d", buf, sizeof(buf)));
	cr_expect_str_empty(buf);
	buf[0] = 'x';
	cr_expect_not(akv_json_copy_text(json, "e", buf, sizeof(buf)));
	cr_expect_str_empty(buf);
}

/* -- numbers and truths -- */

static void expect_integer(const char *document, int64_t expected)
{
	int64_t number = 7;

	cr_expect(akv_json_integer(parse_a(document), &number), "%s", document);
	cr_expect_eq(number, expected, "%s", document);
}

static void expect_no_integer(const char *document)
{
	int64_t number = 7;

	cr_expect_not(akv_json_integer(parse_a(document), &number), "%s",
		      document);
	cr_expect_eq(number, 7, "%s", document);
}

Test(json, reads_integers_and_strings_of_digits)
{
	expect_integer("{\"a\":0}", 0);
	expect_integer("{\"a\":-5}", -5);
	expect_integer("{\"a\":1800000000}", 1800000000);
	expect_integer("{\"a\":9223372036854775806}", INT64_MAX - 1);
	expect_integer("{\"a\":\"3599\"}", 3599);
	expect_integer("{\"a\":\"0\"}", 0);
	expect_integer("{\"a\":\"9223372036854775806\"}", INT64_MAX - 1);
}

Test(json, reads_no_integer_out_of_anything_else)
{
	expect_no_integer("{\"a\":1.5}");
	expect_no_integer("{\"a\":1e3}");
	expect_no_integer("{\"a\":\"\"}");
	expect_no_integer("{\"a\":\"-5\"}");
	expect_no_integer("{\"a\":\"12x\"}");
	expect_no_integer("{\"a\":\" 12\"}");
	expect_no_integer("{\"a\":\"12\\u0000\"}");
	expect_no_integer("{\"a\":true}");
	expect_no_integer("{\"a\":null}");
	expect_no_integer("{\"a\":[1]}");
	expect_no_integer("{}");
}

Test(json, does_not_round_integers_that_do_not_fit)
{
	expect_no_integer("{\"a\":9223372036854775807}");
	expect_no_integer("{\"a\":9223372036854775808}");
	expect_no_integer("{\"a\":18446744073709551616}");
	expect_no_integer("{\"a\":99999999999999999999999999}");
	expect_no_integer("{\"a\":-9223372036854775809}");
	expect_no_integer("{\"a\":-99999999999999999999999999}");
	expect_no_integer("{\"a\":\"9223372036854775808\"}");
}

Test(json, reads_truths)
{
	bool truth = false;

	cr_expect(akv_json_boolean(parse_a("{\"a\":true}"), &truth));
	cr_expect(truth);
	cr_expect(akv_json_boolean(parse_a("{\"a\":false}"), &truth));
	cr_expect_not(truth);
	cr_expect_not(akv_json_boolean(parse_a("{\"a\":1}"), &truth));
	cr_expect_not(akv_json_boolean(parse_a("{\"a\":\"true\"}"), &truth));
	cr_expect_not(akv_json_boolean(NULL, &truth));
}

/* -- each -- */

struct seen {
	char names[16];
	size_t count;
	size_t limit;
};

static bool note(const char *name, AKV_UNUSED const struct akv_json *value,
		 void *context)
{
	struct seen *seen = context;

	seen->names[seen->count++] = name[0];
	return seen->count < seen->limit;
}

Test(json, visits_members_in_order)
{
	struct seen seen = { .limit = 9 };

	akv_json_each(parse("{\"c\":1,\"a\":null,\"b\":{\"x\":2}}"), note,
		      &seen);
	cr_expect_str_eq(seen.names, "cab");
}

Test(json, stops_visiting_when_told)
{
	struct seen seen = { .limit = 2 };

	akv_json_each(parse("{\"c\":1,\"a\":1,\"b\":1}"), note, &seen);
	cr_expect_str_eq(seen.names, "ca");
}

Test(json, visits_nothing_where_there_is_none)
{
	struct seen seen = { .limit = 9 };

	akv_json_each(NULL, note, &seen);
	akv_json_each(parse("[1]"), note, &seen);
	akv_json_each(parse("{}"), note, &seen);
	cr_expect_str_empty(seen.names);
}

/* -- sharing -- */

Test(json, shares_a_part_that_outlives_its_document)
{
	struct akv_json *part;
	AKV_AUTO(json) *other = akv_json_new_object();

	part = akv_json_share(parse_a("{\"a\":[\"kept\",1]}"));
	akv_json_free(json);
	json = NULL;
	akv_json_set(other, "part", part);
	cr_expect_str_eq(
		akv_json_text(
			akv_json_element(akv_json_member(other, "part"), 0),
			NULL),
		"kept");
	cr_expect_null(akv_json_share(NULL));
}

Test(json, makes_single_values)
{
	AKV_AUTO(json) *text = akv_json_new_text("a\0b", 3);
	AKV_AUTO(json) *number = akv_json_new_integer(-7);
	AKV_AUTO(json) *truth = akv_json_new_boolean(true);
	int64_t read = 0;
	bool is_true = false;
	size_t len = 0;

	cr_expect_eq(memcmp(akv_json_text(text, &len), "a\0b", 3), 0);
	cr_expect_eq(len, 3);
	cr_expect(akv_json_integer(number, &read));
	cr_expect_eq(read, -7);
	cr_expect(akv_json_boolean(truth, &is_true));
	cr_expect(is_true);
}
