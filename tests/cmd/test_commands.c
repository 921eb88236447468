/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "cmd/commands.h"

static const struct akv_command *find(const char *first, const char *second,
				      size_t *used)
{
	const char *const words[] = { first, second };

	return akv_commands_find(words, second == NULL ? 1 : 2, used);
}

Test(commands, are_found_by_all_their_words)
{
	size_t used;

	cr_expect_eq(find("get", NULL, &used), &akv_cmd_get);
	cr_expect_eq(used, 1);
	cr_expect_eq(find("connection", "show", &used),
		     &akv_cmd_connection_show);
	cr_expect_eq(used, 2);
	cr_expect_eq(find("read", "x", &used), &akv_cmd_read);
	cr_expect_eq(used, 1);
}

Test(commands, are_not_found_by_a_part_or_by_more)
{
	size_t used;

	cr_expect_eq(find("connection", NULL, &used), NULL);
	cr_expect_eq(find("connection", "sho", &used), NULL);
	cr_expect_eq(find("connection", "shows", &used), NULL);
	cr_expect_eq(find("ge", NULL, &used), NULL);
	cr_expect_eq(find("gets", NULL, &used), NULL);
	cr_expect_eq(find("", NULL, &used), NULL);
	cr_expect_eq(find("connection show", NULL, &used), NULL);
}

Test(commands, know_their_groups)
{
	cr_expect(akv_commands_has_group("connection"));
	cr_expect_not(akv_commands_has_group("get"));
	cr_expect_not(akv_commands_has_group("connect"));
	cr_expect_not(akv_commands_has_group(""));
}

Test(commands, say_what_they_do)
{
	size_t count;
	const struct akv_command *const *commands = akv_commands(&count);

	for (size_t i = 0; i < count; i++) {
		cr_expect_neq(commands[i]->run, NULL);
		cr_expect_gt(strlen(commands[i]->summary), 10);
	}
}
