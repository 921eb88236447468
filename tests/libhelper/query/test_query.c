/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "ask.h"

Test(query, finds_the_value)
{
	ask_expect("value", "{\"value\":\"a b\"}", "\"a b\"");
	ask_expect("[].name", "[{\"name\":\"a\"},{\"name\":\"b\"},{}]",
		   "[\"a\",\"b\"]");
}

Test(query, is_bounded_in_length)
{
	char text[AKV_QUERY_TEXT_MAX + 2];

	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	ask_expect_refused(text, "longer than 4096 bytes");
	text[AKV_QUERY_TEXT_MAX] = '\0';
	ask_expect(text, "{}", "null");
}

Test(query, is_taken_whole)
{
	ask_expect_refused("a b", "at character 3");
	ask_expect_refused("", "at its end");
}

Test(query, frees_nothing)
{
	akv_query_free(NULL);
}

Test(query, shares_what_it_finds)
{
	static const char document[] = "{\"value\":\"s\"}";
	AKV_AUTO(secret) *text = NULL;
	AKV_AUTO(query) *query = NULL;
	struct akv_json *json = NULL;
	struct akv_json *found = NULL;
	struct akv_error err;

	cr_assert_eq(akv_secret_new_from(document, sizeof(document) - 1, &text,
					 NULL),
		     AKV_OK);
	cr_assert_eq(akv_json_parse(text, &json, &err), AKV_OK);
	cr_assert_eq(akv_query_parse("value", &query, &err), AKV_OK);
	cr_assert_eq(akv_query_run(query, json, &found, &err), AKV_OK);
	cr_expect_eq(akv_json_text(found, NULL),
		     akv_json_text(akv_json_member(json, "value"), NULL));
	akv_json_free(json);
	cr_expect_str_eq(akv_json_text(found, NULL), "s");
	akv_json_free(found);
}
