/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "ask.h"

Test(query_parse, binds_as_the_libraries_do)
{
	ask_expect("a || b && c", "{\"a\":false,\"b\":1,\"c\":2}", "2");
	ask_expect("a == `1` && b == `2`", "{\"a\":1,\"b\":2}", "true");
	ask_expect("!a == `1`", "{\"a\":1}", "false");
	ask_expect("a | b || c", "{\"a\":{\"c\":3}}", "3");
	ask_expect("(a || b).c", "{\"b\":{\"c\":3}}", "3");
}

Test(query_parse, says_where)
{
	ask_expect_refused("a.b c", "at character 5");
	ask_expect_refused("a.", "a name is expected behind ., at its end");
	ask_expect_refused("a)", "at character 2");
}

Test(query_parse, is_bounded_in_depth)
{
	char text[AKV_QUERY_DEPTH_MAX + 2];

	memset(text, '!', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	text[sizeof(text) - 2] = 'a';
	ask_expect_refused(text, "too many expressions, one in another");
	text[AKV_QUERY_DEPTH_MAX - 1] = 'a';
	text[AKV_QUERY_DEPTH_MAX] = '\0';
	ask_expect(text, "{}", "true");
}

Test(query_parse, is_bounded_in_parts)
{
	char text[AKV_QUERY_TEXT_MAX];
	size_t len = 0;

	for (; len < sizeof(text) - 4; len += 2)
		memcpy(text + len, "a|", 2);
	memcpy(text + len, "a", 2);
	ask_expect_refused(text, "more than 1024 parts");
}
