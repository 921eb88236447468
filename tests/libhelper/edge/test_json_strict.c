/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/edge/json_strict.h"

static struct akv_error err;

static void expect_good(const char *text)
{
	cr_expect_eq(akv_json_strict_check(text, strlen(text), &err), AKV_OK,
		     "%s: %s", text, err.text);
}

static void expect_bad(const char *text, const char *problem)
{
	cr_expect_eq(akv_json_strict_check(text, strlen(text), &err),
		     AKV_ERR_PEER, "%s", text);
	cr_expect_str_eq(err.reason, "NotJson");
	cr_expect_eq(strncmp(err.text, problem, strlen(problem)), 0, "%s: %s",
		     text, err.text);
}

Test(json_strict, accepts_objects_and_arrays)
{
	expect_good("{}");
	expect_good("[]");
	expect_good(" \t\r\n{ } \n");
	expect_good("[ [ ] , { } ]");
	expect_good("{\"a\":{\"b\":[1,2,{\"c\":null}]},\"d\":\"\"}");
	expect_good("{ \"a\" : true , \"b\" : false , \"c\" : null }");
	expect_good("{\"\":1}");
}

Test(json_strict, accepts_every_form_of_number)
{
	expect_good("[0,-0,1,-1,10,1234567890]");
	expect_good("[0.5,-0.5,1.25,10.0]");
	expect_good("[1e5,1E5,1e+5,1e-5,0e0,1.5e10,-1.5E-10]");
	expect_good("[99999999999999999999999999999999999999]");
}

Test(json_strict, refuses_other_numbers)
{
	static const char *const numbers[] = {
		"01",	"00",  "-",	   "-a",	"1.",	".5",
		"1.e5", "1e",  "1e+",	   "+1",	"--1",	"0x10",
		"1_0",	"NaN", "Infinity", "-Infinity", "1,0.",
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		char text[32];

		(void)snprintf(text, sizeof(text), "[%s]", numbers[i]);
		expect_bad(text, "not JSON: ");
	}
	expect_bad("[01]", "not JSON: bad number, byte 1 of 4");
}

Test(json_strict, refuses_what_is_neither_object_nor_array)
{
	static const char *const texts[] = { "1", "\"a\"", "null", "true",
					     "x" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_bad(texts[i], "not JSON: neither an object nor an "
				     "array");
	expect_bad("<!DOCTYPE html>",
		   "not JSON: neither an object nor an array, byte 0 of 15");
}

Test(json_strict, refuses_what_has_no_end)
{
	static const char *const texts[] = {
		"",	    " ",	 "{",  "[",   "{\"a\"", "{\"a\":",
		"{\"a\":1", "{\"a\":1,", "[1", "[1,", "[[]",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_bad(texts[i], "not JSON: its end is missing");
	expect_bad("[\"a", "not JSON: bad character in a string");
	expect_bad("[\"a\\", "not JSON: bad character in a string");
}

Test(json_strict, refuses_bytes_behind_the_value)
{
	expect_bad("{}x", "not JSON: bytes behind the value, byte 2 of 3");
	expect_bad("{}{}", "not JSON: bytes behind the value");
	expect_bad("[],", "not JSON: bytes behind the value");
	expect_bad("{}}", "not JSON: bytes behind the value");
	cr_expect_eq(akv_json_strict_check("{}\0", 3, &err), AKV_ERR_PEER);
}

Test(json_strict, refuses_bad_punctuation)
{
	expect_bad("[1 2]", "not JSON: no comma behind a value");
	expect_bad("[1}", "not JSON: no comma behind a value");
	expect_bad("{\"a\":1]", "not JSON: no comma behind a value");
	expect_bad("[1,]", "not JSON: no value where one belongs");
	expect_bad("[,1]", "not JSON: no value where one belongs");
	expect_bad("{\"a\" 1}", "not JSON: no : behind a name");
	expect_bad("{\"a\",1}", "not JSON: no : behind a name");
	expect_bad("{\"a\":}", "not JSON: no value where one belongs");
	expect_bad("{\"a\":1,}", "not JSON: no string where a name belongs");
	expect_bad("{,}", "not JSON: no string where a name belongs");
	expect_bad("{a:1}", "not JSON: no string where a name belongs");
	expect_bad("{'a':1}", "not JSON: no string where a name belongs");
	expect_bad("{1:1}", "not JSON: no string where a name belongs");
	expect_bad("{\"a\":'b'}", "not JSON: no value where one belongs");
}

Test(json_strict, refuses_what_others_let_through)
{
	static const char *const texts[] = {
		"{}//",	 "/**/{}", "[1/**/]", "[True]", "[TRUE]",
		"[nul]", "[tru]",  "[nullx]", "[nan]",	"\xef\xbb\xbf{}",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_bad(texts[i], "not JSON: ");
}

Test(json_strict, refuses_bad_strings)
{
	static const char *const texts[] = {
		"[\"\n\"]",	      "[\"\t\"]",
		"[\"\\x\"]",	      "[\"\xff\"]",
		"[\"\xed\xa0\x80\"]", "[\"\\ud800\"]",
		"[\"\\udc00\"]",      "[\"\\ud800\\u0041\"]",
		"{\"\\ud800\":1}",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect_bad(texts[i], "not JSON: bad character in a string");
	cr_expect_eq(akv_json_strict_check("[\"\0\"]", 5, &err), AKV_ERR_PEER);
}

Test(json_strict, accepts_a_nul_in_a_value_and_not_in_a_name)
{
	expect_good("{\"a\":\"\\u0000\"}");
	expect_bad("{\"value\\u0000\":1}", "not JSON: NUL in a name");
}

Test(json_strict, refuses_duplicate_names)
{
	expect_bad("{\"value\":\"a\",\"value\":\"b\"}",
		   "not JSON: duplicate name");
	expect_bad("{\"a\":1,\"b\":2,\"a\":3}", "not JSON: duplicate name");
	expect_bad("{\"\":1,\"\":2}", "not JSON: duplicate name");
	expect_bad("[{\"x\":{\"a\":1,\"a\":2}}]", "not JSON: duplicate name");
}

Test(json_strict, sees_through_escapes_in_names)
{
	expect_bad("{\"value\":1,\"valu\\u0065\":2}",
		   "not JSON: duplicate name");
	expect_bad("{\"\\u00e9\":1,\"\xc3\xa9\":2}",
		   "not JSON: duplicate name");
	expect_bad("{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}",
		   "not JSON: duplicate name");
	expect_bad("{\"a/b\":1,\"a\\/b\":2}", "not JSON: duplicate name");
}

Test(json_strict, lets_names_repeat_in_other_objects)
{
	expect_good("{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}");
	expect_good("[{\"a\":1},{\"a\":1}]");
	expect_good("{\"a\":[{\"a\":1},{\"a\":1}],\"b\":\"a\"}");
	expect_good("{\"a\":1,\"A\":1,\"aa\":1,\"\":1}");
}

Test(json_strict, bounds_the_depth)
{
	char text[2 * (AKV_JSON_STRICT_DEPTH + 1) + 1] = "";

	for (int i = 0; i < AKV_JSON_STRICT_DEPTH; i++) {
		text[i] = '[';
		text[2 * AKV_JSON_STRICT_DEPTH - 1 - i] = ']';
	}
	expect_good(text);
	for (int i = 0; i <= AKV_JSON_STRICT_DEPTH; i++) {
		text[i] = '[';
		text[2 * AKV_JSON_STRICT_DEPTH + 1 - i] = ']';
	}
	expect_bad(text, "not JSON: nested too deep, byte 16 of 34");
	expect_bad("{\"a\":[[[[[[[[[[[[[[[{",
		   "not JSON: nested too deep, byte 20 of 21");
}

static char *with_members(int count)
{
	char *text = malloc((size_t)count * 16 + 16);
	size_t len = 0;

	text[len++] = '{';
	for (int i = 0; i < count; i++)
		len += (size_t)sprintf(text + len, "%s\"n%d\":0",
				       i > 0 ? "," : "", i);
	memcpy(text + len, "}", 2);
	return text;
}

Test(json_strict, bounds_the_members)
{
	char *text = with_members(AKV_JSON_STRICT_MEMBERS);

	expect_good(text);
	free(text);
	text = with_members(AKV_JSON_STRICT_MEMBERS + 1);
	expect_bad(text, "not JSON: too many members");
	free(text);
}
