/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "ask.h"

Test(query_run, knows_what_is_true)
{
	ask_expect("[?@]", "[null,false,\"\",[],{},0,\"x\",[1],{\"a\":1},true]",
		   "[0,\"x\",[1],{\"a\":1},true]");
}

Test(query_run, finds_null_where_there_is_nothing)
{
	ask_expect("a.b.c", "{\"a\":1}", "null");
	ask_expect("a[0]", "{\"a\":{\"0\":1}}", "null");
	ask_expect("a[*]", "{\"a\":1}", "null");
	ask_expect("a[]", "{\"a\":1}", "null");
	ask_expect("a[:1]", "{\"a\":\"text\"}", "null");
	ask_expect("a.*", "{\"a\":[1]}", "null");
	ask_expect("a.[b, c]", "{}", "null");
	ask_expect("a.{b: c}", "{}", "null");
	ask_expect("[9]", "[1]", "null");
	ask_expect("[-9]", "[1]", "null");
}

Test(query_run, leaves_null_out_of_projections)
{
	ask_expect("[].a", "[{\"a\":null},{\"a\":1}]", "[1]");
	ask_expect("[].[a]", "[{\"a\":null},{\"a\":1}]", "[[null],[1]]");
}

Test(query_run, compares)
{
	ask_expect("[?@ < '2025']", "[\"2024\",\"2026\",7,null]", "[\"2024\"]");
	ask_expect("[?@ >= `2`]", "[1,2,3,\"2\"]", "[2,3]");
	ask_expect("[?@ <= `1`]", "[1,2,true]", "[1]");
	ask_expect("[?@ > `1.5`]", "[1,2]", "[2]");
	ask_expect("a == `[1]`", "{\"a\":[1]}", "true");
	ask_expect("a != b", "{\"a\":1}", "true");
	ask_expect("a == b", "{}", "true");
}

Test(query_run, flattens_one_level)
{
	ask_expect("[]", "[[1,[2]],[],3,null]", "[1,[2],3]");
	ask_expect("@[]", "{}", "null");
}

Test(query_run, does_no_endless_work)
{
	/* each [@,@][] doubles the list */
	ask_expect_failed("[@,@][]|[@,@][]|[@,@][]|[@,@][]|[@,@][]|[@,@][]|"
			  "[@,@][]|[@,@][]|[@,@][]|[@,@][]|[@,@][]|[@,@][]|"
			  "[@,@][]|[@,@][]|[@,@][]|[@,@][]|[@,@][]|[@,@][]|"
			  "[@,@][]|[@,@][]|[@,@][]|[@,@][]|[@,@][]|[@,@][]|"
			  "[@,@][]|[@,@][]|[@,@][]|[@,@][]|[@,@][]|[@,@][]",
			  "[1]", "more than 5000000 values");
}
