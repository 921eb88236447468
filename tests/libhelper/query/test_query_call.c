/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "ask.h"

Test(query_call, gives_functions_values_and_expressions)
{
	ask_expect("not_null(a, b)", "{\"b\":2}", "2");
	ask_expect("map(&a, @)", "[{\"a\":1},{}]", "[1,null]");
}

Test(query_call, has_no_use_for_an_expression_elsewhere)
{
	ask_expect_failed("&a", "{}", "for functions alone");
	ask_expect_failed("[&a]", "{}", "for functions alone");
}

Test(query_call, ends_with_the_first_failure)
{
	ask_expect_failed("length(keys(a))", "{\"a\":1}", "keys()");
	ask_expect_failed("[length(`1`), keys(`1`)]", "{}", "length()");
}
