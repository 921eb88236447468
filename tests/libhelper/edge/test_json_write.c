/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/edge/json.h"

static struct akv_json *json;
static struct akv_secret *text;
static struct akv_error err;

static void set_up(void)
{
	cr_assert_eq(akv_secret_new(4096, &text, NULL), AKV_OK);
}

static void tear_down(void)
{
	akv_json_free(json);
	akv_secret_free(text);
}

TestSuite(json_write, .init = set_up, .fini = tear_down);

static void expect(bool pretty, const char *expected)
{
	akv_secret_truncate(text, 0);
	cr_assert_eq(akv_json_write(json, pretty, text, &err), AKV_OK);
	cr_expect_str_eq(akv_secret_text(text), expected);
}

static void expect_string(const char *value, const char *expected)
{
	akv_json_free(json);
	json = akv_json_new_array();
	akv_json_append_text(json, value);
	expect(false, expected);
}

Test(json_write, indents_as_the_azure_cli_does)
{
	struct akv_json *attributes = akv_json_new_object();
	struct akv_json *names = akv_json_new_array();

	akv_json_set_boolean(attributes, "enabled", true);
	akv_json_set_boolean(attributes, "managed", false);
	akv_json_set_text(attributes, "expires", NULL);
	akv_json_append_text(names, "a");
	akv_json_append_text(names, NULL);
	akv_json_append(names, akv_json_new_array());
	json = akv_json_new_object();
	akv_json_set_text(json, "name", "sftp");
	akv_json_set_integer(json, "port", 22);
	akv_json_set(json, "attributes", attributes);
	akv_json_set(json, "names", names);
	akv_json_set(json, "tags", akv_json_new_object());
	akv_json_set(json, "none", NULL);
	expect(true, "{\n"
		     "  \"name\": \"sftp\",\n"
		     "  \"port\": 22,\n"
		     "  \"attributes\": {\n"
		     "    \"enabled\": true,\n"
		     "    \"managed\": false,\n"
		     "    \"expires\": null\n"
		     "  },\n"
		     "  \"names\": [\n"
		     "    \"a\",\n"
		     "    null,\n"
		     "    []\n"
		     "  ],\n"
		     "  \"tags\": {},\n"
		     "  \"none\": null\n"
		     "}");
	expect(false, "{\"name\":\"sftp\",\"port\":22,\"attributes\":{"
		      "\"enabled\":true,\"managed\":false,\"expires\":null},"
		      "\"names\":[\"a\",null,[]],\"tags\":{},\"none\":null}");
}

Test(json_write, writes_empty_containers_on_one_line)
{
	json = akv_json_new_object();
	expect(true, "{}");
	akv_json_free(json);
	json = akv_json_new_array();
	expect(true, "[]");
}

/* U+009B begins a command for a terminal, as ESC [ does. */
Test(json_write, escapes_what_terminals_obey)
{
	expect_string("\xc2\x80|\xc2\x9b|\xc2\x9f",
		      "[\"\\u0080|\\u009b|\\u009f\"]");
	expect_string("~\xc2\xa0\xc3\x9b", "[\"~\xc2\xa0\xc3\x9b\"]");
}

Test(json_write, escapes_what_must_be)
{
	expect_string("\"\\\b\f\n\r\t", "[\"\\\"\\\\\\b\\f\\n\\r\\t\"]");
	expect_string("\x01\x1f", "[\"\\u0001\\u001f\"]");
	expect_string("/'<>&", "[\"/'<>&\"]");
	expect_string("", "[\"\"]");
}

Test(json_write, keeps_utf8_as_it_is)
{
	expect_string("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\x7f",
		      "[\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\x7f\"]");
}

Test(json_write, replaces_what_is_not_utf8)
{
	expect_string("a\xff\xc3(\xed\xa0\x80",
		      "[\"a\\ufffd\\ufffd(\\ufffd\\ufffd\\ufffd\"]");
}

Test(json_write, escapes_names)
{
	json = akv_json_new_object();
	akv_json_set_integer(json, "a\"b", 1);
	expect(false, "{\"a\\\"b\":1}");
}

Test(json_write, writes_the_whole_range_of_integers)
{
	json = akv_json_new_object();
	akv_json_set_integer(json, "a", INT64_MIN);
	akv_json_set_integer(json, "b", INT64_MAX);
	expect(false, "{\"a\":-9223372036854775808,\"b\":9223372036854775807}");
}

Test(json_write, replaces_a_member_of_the_same_name)
{
	json = akv_json_new_object();
	akv_json_set_text(json, "a", "old");
	akv_json_set_text(json, "b", "x");
	akv_json_set_text(json, "a", "new");
	expect(false, "{\"a\":\"new\",\"b\":\"x\"}");
}

Test(json_write, writes_what_was_read)
{
	static const char document[] =
		"{\"a\":\"x\\u0000y\",\"b\":[1.5,1e3,-0.25,null,true],"
		"\"c\":{\"d\":{}}}";
	AKV_AUTO(secret) *read = NULL;

	cr_assert_eq(
		akv_secret_new_from(document, strlen(document), &read, NULL),
		AKV_OK);
	cr_assert_eq(akv_json_parse(read, &json, &err), AKV_OK);
	expect(false, document);
}

Test(json_write, appends)
{
	json = akv_json_new_object();
	cr_assert_eq(akv_secret_append_text(text, "> ", NULL), AKV_OK);
	cr_assert_eq(akv_json_write(json, true, text, &err), AKV_OK);
	cr_expect_str_eq(akv_secret_text(text), "> {}");
}

Test(json_write, fails_when_it_does_not_fit)
{
	AKV_AUTO(secret) *small = NULL;

	json = akv_json_new_object();
	akv_json_set_text(json, "name", "a long value\n");
	for (size_t size = 0; size < 24; size++) {
		cr_assert_eq(akv_secret_new(size, &small, NULL), AKV_OK);
		cr_expect_eq(akv_json_write(json, false, small, &err),
			     AKV_ERR_PEER);
		akv_secret_free(small);
	}
	cr_assert_eq(akv_secret_new(25, &small, NULL), AKV_OK);
	cr_expect_eq(akv_json_write(json, false, small, &err), AKV_OK);
	cr_expect_str_eq(akv_secret_text(small),
			 "{\"name\":\"a long value\\n\"}");
}
