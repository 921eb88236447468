/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "ask.h"

static const char ten[] = "[0,1,2,3,4,5,6,7,8,9]";

Test(query_suffix, reads_indexes_and_slices)
{
	ask_expect("[-1]", ten, "9");
	ask_expect("[2:8:3]", ten, "[2,5]");
	ask_expect("[::-4]", ten, "[9,5,1]");
	ask_expect("[:-8]", ten, "[0,1]");
	ask_expect("[-2:]", ten, "[8,9]");
	ask_expect_refused("[1:2:3:4]", "a slice is [start:stop:step]");
	ask_expect_refused("[1 2]", "] is expected");
	ask_expect_refused("[::0]", "the step of a slice is not 0");
	ask_expect_refused("a[b]", "a number, a slice or * is expected");
}

Test(query_suffix, goes_on_with_each_element)
{
	ask_expect("a[].b", "{\"a\":[{\"b\":1},{\"b\":2}]}", "[1,2]");
	ask_expect("a[].b | [0]", "{\"a\":[{\"b\":1},{\"b\":2}]}", "1");
	ask_expect("a[*].[b]", "{\"a\":[{\"b\":1}]}", "[[1]]");
	ask_expect("a[*].{c: b}", "{\"a\":[{\"b\":1}]}", "[{\"c\":1}]");
	ask_expect("a[?b==`1`].b[]", "{\"a\":[{\"b\":1},{\"b\":2}]}", "[1]");
	ask_expect("a.*.b", "{\"a\":{\"x\":{\"b\":1}}}", "[1]");
	ask_expect_refused("[*]a", "this cannot follow an expression");
	ask_expect_refused("[?a", "] is expected");
}

Test(query_suffix, reads_calls)
{
	ask_expect("length(a)", "{\"a\":\"xyz\"}", "3");
	ask_expect("a.length(@)", "{\"a\":\"xyz\"}", "3");
	ask_expect_refused("length()", "another number of arguments than 0");
	ask_expect_refused("length(a, b)", "another number of arguments");
	ask_expect_refused("length(a b)", ") or , is expected");
	ask_expect_refused("length(a", ") or , is expected");
	ask_expect_refused("a[0](b)", "a function's name is expected");
	ask_expect_refused("keys(@", ") or , is expected");
}

Test(query_suffix, wants_a_name_behind_a_dot)
{
	ask_expect_refused("a.1", "a name is expected behind .");
	ask_expect_refused("a.'b'", "a name is expected behind .");
	ask_expect_refused("a.!b", "a name is expected behind .");
	ask_expect_refused("a{b: c}", "this cannot follow an expression");
	ask_expect_refused("a!", "this cannot follow an expression");
}
