/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "ask.h"

Test(query_function, looks_into_strings)
{
	ask_expect("[?starts_with(@,'ab')]", "[\"abc\",\"b\",\"\"]",
		   "[\"abc\"]");
	ask_expect("[?ends_with(@,'bc')]", "[\"abc\",\"b\",\"\"]", "[\"abc\"]");
	ask_expect("[?contains(@,'b')]", "[\"abc\",\"b\",\"\"]",
		   "[\"abc\",\"b\"]");
	ask_expect("contains(@, `2`)", "[1,2]", "true");
	ask_expect("contains(@, 'x')", "[1,2]", "false");
	ask_expect("contains('1', `1`)", "{}", "false");
	ask_expect_failed("starts_with(a,'x')", "{}", "starts_with()");
	ask_expect_failed("ends_with('x',a)", "{}", "ends_with()");
	ask_expect_failed("contains(a,'x')", "{}", "contains()");
}

Test(query_function, counts)
{
	ask_expect("length('g\xc3\xbcn')", "{}", "3");
	ask_expect("length(@)", "[1,2]", "2");
	ask_expect("length(@)", "{\"a\":1}", "1");
	ask_expect_failed("length(`1`)", "{}", "length()");
}

Test(query_function, joins)
{
	ask_expect("join(', ', @)", "[\"a\",\"b\"]", "\"a, b\"");
	ask_expect("join('x', @)", "[]", "\"\"");
	ask_expect_failed("join(', ', @)", "[\"a\",1]", "join()");
	ask_expect_failed("join(`1`, @)", "[\"a\"]", "join()");
	ask_expect_failed("join(',', a)", "{}", "join()");
}

Test(query_function, takes_objects_and_lists_apart)
{
	ask_expect("keys(@)", "{\"b\":1,\"a\":2}", "[\"b\",\"a\"]");
	ask_expect("values(@)", "{\"b\":1,\"a\":null}", "[1,null]");
	ask_expect("reverse(@)", "[1,null,3]", "[3,null,1]");
	ask_expect("reverse('g\xc3\xbcn')", "{}", "\"n\xc3\xbcg\"");
	ask_expect("to_array(a)", "{\"a\":1}", "[1]");
	ask_expect("to_array(@)", "[1]", "[1]");
	ask_expect_failed("keys(@)", "[]", "keys()");
	ask_expect_failed("values(@)", "[]", "values()");
	ask_expect_failed("reverse(`1`)", "[]", "reverse()");
	ask_expect_failed("map(a, @)", "[]", "map()");
	ask_expect_failed("map(&a, @)", "{}", "map()");
}

Test(query_function, names_types)
{
	ask_expect("map(&type(@), @)", "[null,true,1,\"\",[],{}]",
		   "[\"null\",\"boolean\",\"number\",\"string\",\"array\","
		   "\"object\"]");
	ask_expect("not_null(a)", "{}", "null");
}

Test(query_function, refuses_others_by_name)
{
	ask_expect_refused("sum(@)", "JMESPath's sum() is not supported here");
	ask_expect_refused("to_string(@)", "to_string()");
	ask_expect_refused("nonsense(@)", "there is no function nonsense()");
}
