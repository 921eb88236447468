/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/redirect.h>

#include "cmd/output.h"

TestSuite(output, .init = cr_redirect_stdout);

static struct akv_json *row(const char *name, const char *url)
{
	struct akv_json *object = akv_json_new_object();

	akv_json_set_text(object, "name", name);
	akv_json_set_text(object, "moreUrl", url);
	akv_json_set(object, "list", akv_json_new_array());
	akv_json_set_boolean(object, "used", true);
	return object;
}

static struct akv_json *two_rows(void)
{
	struct akv_json *list = akv_json_new_array();

	akv_json_append(list, row("nightly-export", "sftp://h"));
	akv_json_append(list, row("b", NULL));
	return list;
}

Test(output, writes_json_as_the_azure_cli_does)
{
	AKV_AUTO(json) *object = row("a\"b", NULL);

	cr_assert_eq(akv_output_print(object, AKV_OUTPUT_JSON, NULL), AKV_OK);
	cr_assert_stdout_eq_str("{\n"
				"  \"name\": \"a\\\"b\",\n"
				"  \"moreUrl\": null,\n"
				"  \"list\": [],\n"
				"  \"used\": true\n"
				"}\n");
}

Test(output, writes_a_table)
{
	AKV_AUTO(json) *list = two_rows();

	cr_assert_eq(akv_output_print(list, AKV_OUTPUT_TABLE, NULL), AKV_OK);
	cr_assert_stdout_eq_str("Name            MoreUrl   Used\n"
				"--------------  --------  ----\n"
				"nightly-export  sftp://h  True\n"
				"b                         True\n");
}

Test(output, writes_values_between_tabs)
{
	AKV_AUTO(json) *list = two_rows();

	cr_assert_eq(akv_output_print(list, AKV_OUTPUT_TSV, NULL), AKV_OK);
	cr_assert_stdout_eq_str("nightly-export\tsftp://h\tTrue\n"
				"b\tNone\tTrue\n");
}

Test(output, keeps_a_value_in_its_cell)
{
	AKV_AUTO(json) *object = row("a\tb\nc", "u");

	cr_assert_eq(akv_output_print(object, AKV_OUTPUT_TSV, NULL), AKV_OK);
	cr_assert_stdout_eq_str("a\\tb\\nc\tu\tTrue\n");
}

Test(output, of_nothing_is_no_table)
{
	AKV_AUTO(json) *list = akv_json_new_array();

	cr_assert_eq(akv_output_print(list, AKV_OUTPUT_TABLE, NULL), AKV_OK);
	cr_assert_stdout_eq_str("");
}
