/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "printed.h"

static const struct akv_output_style plain;
static const struct akv_output_style sorted = { .sorts = true };

Test(output_yaml, has_blocks)
{
	printed_expect(akv_output_yaml, &sorted,
		       "{\"b\":{\"y\":1,\"x\":null},\"a\":[1,[2,3],{\"k\":true,"
		       "\"l\":[4]}],\"e\":{},\"f\":[]}",
		       "a:\n"
		       "- 1\n"
		       "- - 2\n"
		       "  - 3\n"
		       "- k: true\n"
		       "  l:\n"
		       "  - 4\n"
		       "b:\n"
		       "  x: null\n"
		       "  y: 1\n"
		       "e: {}\n"
		       "f: []\n");
}

Test(output_yaml, ends_a_word)
{
	struct akv_output_sink sink = { 0 };
	AKV_AUTO(json) *word = akv_json_new_text("word", 4);

	cr_assert_eq(akv_output_sink_init(&sink, -1, NULL), AKV_OK);
	akv_output_yaml(&sink, word, &plain);
	cr_expect_str_eq(akv_secret_text(sink.buffer), "word\n...\n");
	akv_output_sink_clear(&sink);
	printed_expect(akv_output_yaml, &plain, "[]", "[]\n");
}

Test(output_yaml, quotes_what_reads_as_something_else)
{
	printed_expect(
		akv_output_yaml, &plain,
		"[\"plain text\",\"\",\"true\",\"No\",\"~\",\"12\",\"1.5e3\","
		"\"2024-01-02T03:04:05+00:00\",\"- a\",\"a: b\",\"a #b\","
		"\"it's\",\"'q'\",\" a\",\"a \",\"a:\",\"https://x/y\",\"=\","
		"\"---\",\"@x\",\"a,b\"]",
		"- plain text\n- ''\n- 'true'\n- 'No'\n- '~'\n- '12'\n"
		"- '1.5e3'\n- '2024-01-02T03:04:05+00:00'\n- '- a'\n"
		"- 'a: b'\n- 'a #b'\n- it's\n- '''q'''\n- ' a'\n- 'a '\n"
		"- 'a:'\n- https://x/y\n- '='\n- '---'\n- '@x'\n- a,b\n");
}

Test(output_yaml, escapes_what_cannot_be_printed)
{
	printed_expect(akv_output_yaml, &plain,
		       "[\"a\\nb\\t\\r\\\"\\\\\",\"\\u0000\\u001b\\u007f\","
		       "\"\\u0085\\u2028\\ufeff\",\"\\u00e9\\ud83d\\udd11\"]",
		       "- \"a\\nb\\t\\r\\\"\\\\\"\n"
		       "- \"\\x00\\x1B\\x7F\"\n"
		       "- \"\\x85\\u2028\\uFEFF\"\n"
		       "- \xc3\xa9\xf0\x9f\x94\x91\n");
}
