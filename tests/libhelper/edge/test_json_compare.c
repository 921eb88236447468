/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/edge/json.h"

static struct akv_json *parse(const char *text)
{
	AKV_AUTO(secret) *secret = NULL;
	struct akv_json *json = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &secret, NULL),
		     AKV_OK);
	cr_assert_eq(akv_json_parse(secret, &json, NULL), AKV_OK);
	return json;
}

/* -1, 0 or 1 for the two elements of ${pair}; 9 where they have no order. */
static int order_of(const char *pair)
{
	AKV_AUTO(json) *json = parse(pair);
	int order;

	if (!akv_json_compare(akv_json_element(json, 0),
			      akv_json_element(json, 1), &order))
		return 9;
	return (order > 0) - (order < 0);
}

static bool is_equal(const char *pair)
{
	AKV_AUTO(json) *json = parse(pair);

	return akv_json_compare_equal(akv_json_element(json, 0),
				      akv_json_element(json, 1));
}

Test(json_compare, orders_numbers)
{
	cr_expect_eq(order_of("[1,2]"), -1);
	cr_expect_eq(order_of("[2,1.5]"), 1);
	cr_expect_eq(order_of("[2,2.0]"), 0);
	cr_expect_eq(order_of("[9007199254740993,9007199254740992]"), 1);
}

Test(json_compare, orders_strings_by_code_points)
{
	cr_expect_eq(order_of("[\"a\",\"b\"]"), -1);
	cr_expect_eq(order_of("[\"a\",\"\"]"), 1);
	cr_expect_eq(order_of("[\"ab\",\"ab\"]"), 0);
	cr_expect_eq(order_of("[\"a\\u0000b\",\"a\\u0000a\"]"), 1);
	/* UTF-16 would have it the other way round */
	cr_expect_eq(order_of("[\"\\ud83d\\ude00\",\"\\uffff\"]"), 1);
}

Test(json_compare, has_no_order_for_anything_else)
{
	cr_expect_eq(order_of("[1,\"1\"]"), 9);
	cr_expect_eq(order_of("[true,false]"), 9);
	cr_expect_eq(order_of("[null,null]"), 9);
	cr_expect_eq(order_of("[[],[]]"), 9);
}

Test(json_compare, knows_equal_values)
{
	cr_expect(is_equal("[null,null]"));
	cr_expect(is_equal("[{\"a\":[1,true],\"b\":\"x\"},"
			   "{\"b\":\"x\",\"a\":[1,true]}]"));
	cr_expect(is_equal("[2,2.0]"));
	cr_expect_not(is_equal("[{\"a\":1},{\"a\":2}]"));
	cr_expect_not(is_equal("[null,false]"));
	cr_expect_not(is_equal("[1,true]"));
	cr_expect_not(is_equal("[\"1\",1]"));
	cr_expect_not(is_equal("[[],{}]"));
}
