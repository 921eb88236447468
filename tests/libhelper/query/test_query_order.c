/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "ask.h"

static const char rows[] =
	"[{\"n\":\"b\",\"d\":2},{\"n\":\"a\",\"d\":2},{\"n\":\"c\",\"d\":1}]";

Test(query_order, sorts)
{
	ask_expect("sort(@)", "[3,1,2.5]", "[1,2.5,3]");
	ask_expect("sort(@)", "[\"b\",\"\",\"a\"]", "[\"\",\"a\",\"b\"]");
	ask_expect("sort(@)", "[]", "[]");
	ask_expect("sort_by(@, &n)[].n", rows, "[\"a\",\"b\",\"c\"]");
}

Test(query_order, keeps_equal_ones_in_their_order)
{
	ask_expect("sort_by(@, &d)[].n", rows, "[\"c\",\"b\",\"a\"]");
	ask_expect("max_by(@, &d).n", rows, "\"b\"");
	ask_expect("min_by(@, &d).n", rows, "\"c\"");
}

Test(query_order, picks)
{
	ask_expect("max(@)", "[3,1,2]", "3");
	ask_expect("min(@)", "[\"b\",\"a\"]", "\"a\"");
	ask_expect("max(@)", "[]", "null");
}

Test(query_order, refuses_what_has_no_order)
{
	ask_expect_failed("sort(@)", "[1,\"a\"]", "sort()");
	ask_expect_failed("sort(@)", "[null]", "sort()");
	ask_expect_failed("sort(@)", "{}", "it takes a list");
	ask_expect_failed("sort_by(@, &x)", rows, "sort_by()");
	ask_expect_failed("sort_by(@, n)", rows, "an expression: &name");
	ask_expect_failed("max_by(@, n)", rows, "max_by()");
	ask_expect_failed("min_by(@, n)", rows, "min_by()");
}
