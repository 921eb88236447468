/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "printed.h"

static const struct akv_output_style plain;
static const struct akv_output_style sorted = { .sorts = true };

Test(output_tsv, writes_the_bytes_of_a_value)
{
	struct akv_output_sink sink = { 0 };
	AKV_AUTO(json) *value = akv_json_new_text("a\tb\nc\0\x1b", 7);

	cr_assert_eq(akv_output_sink_init(&sink, -1, NULL), AKV_OK);
	akv_output_tsv(&sink, value, &plain);
	cr_assert_eq(akv_secret_len(sink.buffer), 8);
	cr_expect_eq(memcmp(akv_secret_text(sink.buffer), "a\tb\nc\0\x1b\n", 8),
		     0);
	akv_output_sink_clear(&sink);
}

Test(output_tsv, has_a_line_for_each_element)
{
	printed_expect(akv_output_tsv, &plain, "[\"a\",1,true,null,\"\"]",
		       "a\n1\ntrue\nNone\n\n");
	printed_expect(akv_output_tsv, &plain, "[]", "");
}

Test(output_tsv, has_a_field_for_each_member)
{
	printed_expect(akv_output_tsv, &plain,
		       "{\"b\":\"x\",\"a\":true,\"c\":null,\"d\":[1,2],"
		       "\"e\":{\"f\":1},\"g\":7}",
		       "x\tTrue\tNone\t2\t\t7\n");
	printed_expect(akv_output_tsv, &sorted, "[{\"b\":1,\"a\":2},{\"a\":3}]",
		       "2\t1\n3\n");
	printed_expect(akv_output_tsv, &plain, "[[1,null,\"z\"],[]]",
		       "1\tNone\tz\n\n");
}
