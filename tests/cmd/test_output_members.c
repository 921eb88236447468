/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "cmd/output_format.h"

static struct akv_json *object;

static void set_up(void)
{
	object = akv_json_new_object();
	akv_json_set_integer(object, "b", 1);
	akv_json_set_text(object, "a", NULL);
}

static void tear_down(void)
{
	akv_json_free(object);
}

TestSuite(output_members, .init = set_up, .fini = tear_down);

Test(output_members, keeps_their_order)
{
	size_t count = 0;
	struct akv_output_member *member =
		akv_output_members(object, false, &count);

	cr_assert_eq(count, 2);
	cr_expect_str_eq(member[0].name, "b");
	cr_expect_null(member[1].value);
	free(member);
}

Test(output_members, sorts_them_when_told)
{
	size_t count = 0;
	struct akv_output_member *member =
		akv_output_members(object, true, &count);

	cr_assert_eq(count, 2);
	cr_expect_str_eq(member[0].name, "a");
	cr_expect_str_eq(member[1].name, "b");
	free(member);
}

Test(output_members, of_nothing_are_none)
{
	size_t count = 7;

	free(akv_output_members(NULL, true, &count));
	cr_expect_eq(count, 0);
}
