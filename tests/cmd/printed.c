/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "printed.h"

void printed_expect(printed_format_fn *format,
		    const struct akv_output_style *style, const char *document,
		    const char *text)
{
	struct akv_output_sink sink = { 0 };
	AKV_AUTO(secret) *bytes = NULL;
	AKV_AUTO(json) *json = NULL;

	cr_assert_eq(akv_output_sink_init(&sink, -1, NULL), AKV_OK);
	cr_assert_eq(
		akv_secret_new_from(document, strlen(document), &bytes, NULL),
		AKV_OK);
	cr_assert_eq(akv_json_parse(bytes, &json, NULL), AKV_OK, "%s",
		     document);
	format(&sink, json, style);
	cr_expect_eq(sink.code, AKV_OK);
	cr_expect_str_eq(akv_secret_text(sink.buffer), text, "%s:\n%s",
			 document, akv_secret_text(sink.buffer));
	akv_output_sink_clear(&sink);
}
