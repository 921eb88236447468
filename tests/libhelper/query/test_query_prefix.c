/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "ask.h"

Test(query_prefix, reads_lists_and_hashes)
{
	ask_expect("[a, b]", "{\"a\":1}", "[1,null]");
	ask_expect("{x: a, \"y z\": b}", "{\"a\":1,\"b\":2}",
		   "{\"x\":1,\"y z\":2}");
	ask_expect_refused("[a, ]", "an expression is expected");
	ask_expect_refused("[a", "] or , is expected, at its end");
	ask_expect_refused("{a}", ": is expected");
	ask_expect_refused("{a: b", "} or , is expected");
	ask_expect_refused("{}", "a name is expected");
}

Test(query_prefix, reads_what_is_asked_of_everything)
{
	ask_expect("*", "{\"a\":1,\"b\":2}", "[1,2]");
	ask_expect("*.n", "{\"a\":{\"n\":1},\"b\":2}", "[1]");
	ask_expect("[*].n", "[{\"n\":1},2]", "[1]");
	ask_expect("[*.n, @]", "[1]", "[null,[1]]");
	ask_expect("[]", "[[1],2]", "[1,2]");
	ask_expect("[?@]", "[1,null,false]", "[1]");
	ask_expect("[1]", "[1,2]", "2");
	ask_expect("[:1]", "[1,2]", "[1]");
	ask_expect("@", "[1]", "[1]");
}

Test(query_prefix, ends_projections_at_parentheses)
{
	ask_expect("[*][0]", "[[1],[2]]", "[1,2]");
	ask_expect("([*])[0]", "[[1],[2]]", "[1]");
	ask_expect_refused("(a", ") is expected");
}

Test(query_prefix, knows_what_begins_nothing)
{
	ask_expect_refused(".a", "an expression is expected, at character 1");
	ask_expect_refused("| a", "an expression is expected");
	ask_expect_refused("\"keys\"(@)", "has no quotation marks");
	ask_expect_refused("1", "an expression is expected");
}
