/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "printed.h"

static const struct akv_output_style plain;
static const struct akv_output_style sorted = { .sorts = true };
static const struct akv_output_style coloured = { .has_colour = true };

Test(output_json, indents_as_the_azure_cli_does)
{
	printed_expect(akv_output_json, &plain,
		       "{\"b\":[1,{\"x\":null}],\"a\":\"q\\\"\\u0001\\u00e9\"}",
		       "{\n"
		       "  \"b\": [\n"
		       "    1,\n"
		       "    {\n"
		       "      \"x\": null\n"
		       "    }\n"
		       "  ],\n"
		       "  \"a\": \"q\\\"\\u0001\xc3\xa9\"\n"
		       "}\n");
}

Test(output_json, keeps_what_is_empty_on_its_line)
{
	printed_expect(akv_output_json, &plain, "[]", "[]\n");
	printed_expect(akv_output_json, &plain, "{\"a\":{},\"b\":[]}",
		       "{\n  \"a\": {},\n  \"b\": []\n}\n");
}

Test(output_json, sorts_at_every_depth)
{
	printed_expect(akv_output_json, &sorted,
		       "{\"b\":{\"z\":1,\"A\":2},\"a\":3}",
		       "{\n"
		       "  \"a\": 3,\n"
		       "  \"b\": {\n"
		       "    \"A\": 2,\n"
		       "    \"z\": 1\n"
		       "  }\n"
		       "}\n");
}

Test(output_json, has_colours)
{
	printed_expect(akv_output_json, &coloured, "{\"a\":\"b\"}",
		       "{\n  \x1b[94m\"a\"\x1b[0m: \x1b[33m\"b\"\x1b[0m\n}\n");
	printed_expect(akv_output_json, &coloured, "[1]",
		       "[\n  \x1b[34m1\x1b[0m\n]\n");
}
