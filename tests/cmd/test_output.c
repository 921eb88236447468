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
	cr_assert_stdout_eq_str("nightly-export\tsftp://h\t0\tTrue\n"
				"b\tNone\t0\tTrue\n");
}

Test(output, of_nothing_is_no_table)
{
	AKV_AUTO(json) *list = akv_json_new_array();

	cr_assert_eq(akv_output_print(list, AKV_OUTPUT_TABLE, NULL), AKV_OK);
	cr_assert_stdout_eq_str("");
}

Test(output, writes_yaml)
{
	AKV_AUTO(json) *object = row("a", NULL);

	cr_assert_eq(akv_output_print(object, AKV_OUTPUT_YAML, NULL), AKV_OK);
	cr_assert_stdout_eq_str("name: a\nmoreUrl: null\nlist: []\n"
				"used: true\n");
}

Test(output, writes_nothing_when_told)
{
	AKV_AUTO(json) *object = row("a", NULL);

	cr_assert_eq(akv_output_print(object, AKV_OUTPUT_NONE, NULL), AKV_OK);
	cr_assert_stdout_eq_str("");
}

Test(output, has_no_colours_but_on_a_terminal)
{
	AKV_AUTO(json) *list = akv_json_new_array();

	akv_json_append_text(list, "a");
	cr_assert_eq(akv_output_print(list, AKV_OUTPUT_JSONC, NULL), AKV_OK);
	cr_assert_stdout_eq_str("[\n  \"a\"\n]\n");
}

Test(output, sorts_members_as_the_azure_cli_does)
{
	AKV_AUTO(json) *object = row("a", NULL);

	cr_assert_eq(akv_output_print_sorted(object, AKV_OUTPUT_TSV, NULL),
		     AKV_OK);
	cr_assert_stdout_eq_str("0\tNone\ta\tTrue\n");
}

Test(output, answers_a_query)
{
	AKV_AUTO(json) *list = two_rows();

	cr_expect_not(akv_output_has_query());
	cr_assert_eq(akv_output_set_query("[].{n:name,a:used}", NULL), AKV_OK);
	cr_expect(akv_output_has_query());
	cr_assert_eq(akv_output_print(list, AKV_OUTPUT_TSV, NULL), AKV_OK);
	cr_assert_stdout_eq_str("nightly-export\tTrue\nb\tTrue\n");
}

Test(output, sorts_an_answer_in_json)
{
	AKV_AUTO(json) *list = two_rows();

	cr_assert_eq(akv_output_set_query("[0].{n:name,a:used}", NULL), AKV_OK);
	cr_assert_eq(akv_output_print(list, AKV_OUTPUT_JSON, NULL), AKV_OK);
	cr_assert_stdout_eq_str("{\n  \"a\": true,\n"
				"  \"n\": \"nightly-export\"\n}\n");
}

Test(output, of_null_is_nothing)
{
	AKV_AUTO(json) *list = two_rows();

	cr_assert_eq(akv_output_set_query("name", NULL), AKV_OK);
	cr_assert_eq(akv_output_print(list, AKV_OUTPUT_JSON, NULL), AKV_OK);
	cr_assert_stdout_eq_str("");
}

Test(output, refuses_what_is_no_query)
{
	struct akv_error err = { 0 };

	cr_expect_eq(akv_output_set_query("[", &err), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "BadQuery");
	cr_expect_not(akv_output_has_query());
}
