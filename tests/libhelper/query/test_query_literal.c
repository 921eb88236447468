/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "ask.h"

Test(query_literal, reads_json)
{
	ask_expect("`{\"a\": [1, null]}`", "{}", "{\"a\":[1,null]}");
	ask_expect("`true`", "{}", "true");
	ask_expect("`null`", "{}", "null");
	ask_expect("`\"x\"`", "{}", "\"x\"");
	ask_expect("`\"\\`\"`", "{}", "\"`\"");
}

Test(query_literal, takes_bare_words_for_strings)
{
	ask_expect("` sftp-password`", "{}", "\"sftp-password\"");
	ask_expect("`1, 2`", "{}", "\"1, 2\"");
	ask_expect_refused("`\"a`", "this is not a JSON value, at character 1");
	ask_expect_refused("`{\"a\":1,\"a\":2}`", "this is not a JSON value");
}

Test(query_literal, takes_raw_strings_as_they_are)
{
	ask_expect("'a\\n\\'b'", "{}", "\"a\\\\n'b\"");
	ask_expect("''", "{}", "\"\"");
	ask_expect("'`'", "{}", "\"`\"");
}

Test(query_literal, reads_quoted_names)
{
	ask_expect("\"file-encoding\"", "{\"file-encoding\":1}", "1");
	ask_expect("\"\\u00e9\\\"\"", "{\"\\u00e9\\\"\":1}", "1");
	ask_expect("\"\"", "{\"\":1}", "1");
	ask_expect_refused("\"\\q\"", "this is not a JSON string");
	ask_expect_refused("\"a\\u0000\"", "no name holds a NUL");
	ask_expect_refused("{`a`: b}", "a name is expected");
}
