/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "protocol/shell_variables.h"
#include "tests/protocol/entries.h"

static enum akv_code usual(const struct akv_entry *entry,
			   struct akv_secret **out, struct akv_error *err)
{
	return akv_shell_variables_format(entry, NULL, out, err);
}

static enum akv_code named(const struct akv_entry *entry,
			   struct akv_secret **out, struct akv_error *err)
{
	return akv_shell_variables_format(entry, "PGPASSWORD", out, err);
}

Test(shell_variables, are_a_user_and_a_password)
{
	entries_expect(usual, entries_sample(), "hunter2",
		       "AKV_USERNAME='bob'\nAKV_PASSWORD='hunter2'\n");
}

Test(shell_variables, leave_out_a_user_that_nobody_knows)
{
	const struct akv_entry entry = { .host = "example.com" };

	entries_expect(usual, entry, "x", "AKV_PASSWORD='x'\n");
}

Test(shell_variables, may_be_one_by_another_name)
{
	entries_expect(named, entries_sample(), "x", "PGPASSWORD='x'\n");
}

Test(shell_variables, quote_a_quote)
{
	entries_expect(named, entries_sample(), "it's $(x) `y` \\ \"z\"\n#",
		       "PGPASSWORD='it'\"'\"'s $(x) `y` \\ \"z\"\n#'\n");
	entries_expect(named, entries_sample(), "", "PGPASSWORD=''\n");
}

Test(shell_variables, hold_no_nul)
{
	entries_refuse(usual, entries_sample(), "nul\0byte", 8, "DoesNotFit");
}

Test(shell_variables, have_names)
{
	cr_assert(akv_shell_variables_is_name("A"));
	cr_assert(akv_shell_variables_is_name("_"));
	cr_assert(akv_shell_variables_is_name("pg_PASSWORD9"));
	cr_assert_not(akv_shell_variables_is_name(""));
	cr_assert_not(akv_shell_variables_is_name("9A"));
	cr_assert_not(akv_shell_variables_is_name("A-B"));
	cr_assert_not(akv_shell_variables_is_name("A=B"));
	cr_assert_not(akv_shell_variables_is_name("A B"));
	cr_assert_not(akv_shell_variables_is_name("\xc3\x84"));
}
