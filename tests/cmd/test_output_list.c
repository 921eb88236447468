/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <fcntl.h>
#include <unistd.h>

#include "cmd/output.h"
#include "cmd/output_list.h"

TestSuite(output_list, .init = cr_redirect_stdout);

static struct akv_json *element(const char *name)
{
	struct akv_json *object = akv_json_new_object();

	akv_json_set_text(object, "name", name);
	akv_json_set_boolean(object, "enabled", true);
	return object;
}

static void print(enum akv_output_format format, size_t count)
{
	AKV_AUTO(output_list) *list = NULL;

	cr_assert_eq(akv_output_list_new(format, &list, NULL), AKV_OK);
	for (size_t i = 0; i < count; i++)
		cr_expect(
			akv_output_list_add(list, element(i == 0 ? "a" : "b")));
	cr_assert_eq(akv_output_list_finish(list, NULL), AKV_OK);
}

Test(output_list, writes_json_as_if_it_were_one_document)
{
	print(AKV_OUTPUT_JSON, 2);
	cr_assert_stdout_eq_str("[\n"
				"  {\n"
				"    \"enabled\": true,\n"
				"    \"name\": \"a\"\n"
				"  },\n"
				"  {\n"
				"    \"enabled\": true,\n"
				"    \"name\": \"b\"\n"
				"  }\n"
				"]\n");
}

Test(output_list, writes_an_empty_list)
{
	print(AKV_OUTPUT_JSON, 0);
	cr_assert_stdout_eq_str("[]\n");
}

Test(output_list, writes_a_line_for_each_element)
{
	print(AKV_OUTPUT_TSV, 2);
	cr_assert_stdout_eq_str("True\ta\nTrue\tb\n");
}

Test(output_list, writes_yaml)
{
	print(AKV_OUTPUT_YAML, 2);
	cr_assert_stdout_eq_str("- enabled: true\n"
				"  name: a\n"
				"- enabled: true\n"
				"  name: b\n");
}

Test(output_list, keeps_what_a_table_has_to_see)
{
	AKV_AUTO(output_list) *list = NULL;

	cr_assert_eq(akv_output_list_new(AKV_OUTPUT_TABLE, &list, NULL),
		     AKV_OK);
	cr_expect(akv_output_list_add(list, element("a")));
	cr_expect(akv_output_list_add(list, element("b")));
	cr_expect_eq(akv_json_count(akv_output_list_kept(list)), 2);
	cr_assert_stdout_eq_str("");
}

Test(output_list, writes_nothing_where_nothing_is_wanted)
{
	print(AKV_OUTPUT_NONE, 2);
	cr_assert_stdout_eq_str("");
}

Test(output_list, keeps_what_a_query_has_to_see)
{
	cr_assert_eq(akv_output_set_query("[].name", NULL), AKV_OK);
	print(AKV_OUTPUT_TSV, 2);
	cr_assert_stdout_eq_str("a\nb\n");
}

Test(output_list, writes_nothing_before_its_end_while_it_is_short)
{
	AKV_AUTO(output_list) *list = NULL;

	cr_assert_eq(akv_output_list_new(AKV_OUTPUT_JSON, &list, NULL), AKV_OK);
	cr_expect_eq(akv_output_list_kept(list), NULL);
	for (int i = 0; i < 100; i++)
		cr_expect(akv_output_list_add(list, element("a")));
	cr_assert_stdout_eq_str("");
}

/* Elements that could have come; 3 MB of them. */
enum { MANY = 100000 };

Test(output_list, wants_no_more_when_nobody_reads)
{
	AKV_AUTO(output_list) *list = NULL;
	struct akv_error err = { 0 };
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
	int added = 0;

	cr_assert_geq(full, 0);
	cr_assert_eq(dup2(full, STDOUT_FILENO), STDOUT_FILENO);
	(void)close(full);
	cr_assert_eq(akv_output_list_new(AKV_OUTPUT_JSON, &list, NULL), AKV_OK);
	while (added < MANY && akv_output_list_add(list, element("a")))
		added++;
	cr_expect_lt(added, MANY);
	cr_expect_neq(akv_output_list_finish(list, &err), AKV_OK);
	cr_expect_neq(err.code, AKV_OK);
}
