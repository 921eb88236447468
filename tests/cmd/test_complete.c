/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "cmd/complete.h"

static struct akv_complete line;

#define READ(...) read_words((const char *const[]){ __VA_ARGS__, NULL })

static enum akv_complete_kind read_words(const char *const *words)
{
	size_t count = 0;

	while (words[count] != NULL)
		count++;
	akv_complete_read(words, count, &line);
	return line.kind;
}

Test(complete, begins_with_commands)
{
	cr_expect_eq(READ(""), AKV_COMPLETE_COMMAND);
	cr_expect_eq(READ("se"), AKV_COMPLETE_COMMAND);
	cr_expect_str_eq(line.beginning, "se");
	cr_expect_eq(READ("secret", "sh"), AKV_COMPLETE_COMMAND);
	cr_expect_eq(line.name_count, 1);
	cr_expect_eq(READ("nonsense", ""), AKV_COMPLETE_NOTHING);
	akv_complete_read(NULL, 0, &line);
	cr_expect_eq(line.kind, AKV_COMPLETE_NOTHING);
}

Test(complete, knows_the_options_of_a_command)
{
	cr_expect_eq(READ("secret", "show", "--v"), AKV_COMPLETE_OPTION);
	cr_assert_not_null(line.command);
	cr_expect_str_eq(line.command->name, "secret show");
	cr_expect_eq(READ("-"), AKV_COMPLETE_OPTION);
	cr_expect_null(line.command);
}

Test(complete, knows_what_an_argument_is)
{
	cr_expect_eq(READ("secret", "show", "-o", ""), AKV_COMPLETE_WORD);
	cr_expect_str_eq(line.words[0], "json");
	cr_expect_eq(READ("secret", "show", "--output=t"), AKV_COMPLETE_WORD);
	cr_expect_str_eq(line.beginning, "t");
	cr_expect_eq(line.before_len, 9);
	cr_expect_eq(READ("secret", "download", "-e", "b"), AKV_COMPLETE_WORD);
	cr_expect_eq(READ("secret", "download", "-f", ""), AKV_COMPLETE_FILE);
	cr_expect_eq(READ("read", "--format", "ss"), AKV_COMPLETE_WORD);
	cr_expect_str_eq(line.words[0], "raw");
	cr_expect_eq(READ("connection", "create", "--type", ""),
		     AKV_COMPLETE_TYPE);
	cr_expect_eq(READ("secret", "list", "--vault-name", "c"),
		     AKV_COMPLETE_VAULT);
	cr_expect_eq(READ("secret", "list", "--maxresults", ""),
		     AKV_COMPLETE_NOTHING);
	cr_expect_eq(READ("secret", "show", "--overwrite=x"),
		     AKV_COMPLETE_NOTHING);
}

Test(complete, knows_whose_name_it_is)
{
	cr_expect_eq(
		READ("secret", "show", "--vault-name", "contoso", "-n", "s"),
		AKV_COMPLETE_SECRET);
	cr_expect_str_eq(line.vault, "contoso");
	cr_expect_eq(READ("secret", "show", "--vault-name=other", "--name="),
		     AKV_COMPLETE_SECRET);
	cr_expect_str_eq(line.vault, "other");
	cr_expect_eq(READ("secret", "show", "-n", ""), AKV_COMPLETE_SECRET);
	cr_expect_null(line.vault);
	cr_expect_eq(READ("connection", "show", "--name", ""),
		     AKV_COMPLETE_CONNECTION);
	cr_expect_eq(READ("read", "--name", ""), AKV_COMPLETE_CONNECTION);
	cr_expect_eq(READ("connection", "create", "--vault-name", "contoso",
			  "--secret-name", "s"),
		     AKV_COMPLETE_SECRET);
	cr_expect_str_eq(line.vault, "contoso");
	cr_expect_eq(READ("connection", "update", "--more-secrets=s"),
		     AKV_COMPLETE_SECRET);
}

Test(complete, knows_operands)
{
	cr_expect_eq(READ("read", "n"), AKV_COMPLETE_CONNECTION);
	cr_expect_eq(READ("read", "--timeout", "5", "n"),
		     AKV_COMPLETE_CONNECTION);
	cr_expect_eq(READ("secret", "show", "x"), AKV_COMPLETE_NOTHING);
	cr_expect_eq(READ("cache", "show", ""), AKV_COMPLETE_NOTHING);
}

Test(complete, leaves_other_programs_to_the_shell)
{
	cr_expect_eq(READ("read", "--", "sf"), AKV_COMPLETE_PROGRAM);
	cr_expect_str_eq(line.beginning, "sf");
}
