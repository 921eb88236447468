/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/harness/suite.h"

/* Command lines: help, and what makes no sense. */
E2E_SUITE_OFFLINE(usage);

/* Everybody's --help says how to call it and what its options are. */
static void expect_help(const struct outcome *got, const char *usage)
{
	expect_words(got, "\noptions:\n");
	expect_words(got, "  -h, --help ");
	cr_assert_eq(strncmp(got->out, usage, strlen(usage)), 0, "%s",
		     outcome_words(got));
	cr_assert_eq(got->err_len, 0);
	cr_assert_eq(got->out[got->out_len - 1], '\n');
}

Test(usage, helps_with_every_command)
{
	expect_help(akv("get", "--help"), "usage: akv get [OPTION ...]\n");
	expect_help(akv("store", "-h"), "usage: akv store [OPTION ...]\n");
	expect_help(akv("erase", "-h"), "usage: akv erase [OPTION ...]\n");
	expect_help(akv("--help", "capability"),
		    "usage: akv capability [OPTION ...]\n");
	expect_help(akv("read", "--help"),
		    "usage: akv read [CONNECTION] [OPTION ...]\n");
	expect_help(akv("read", "x", "y", "z", "--help"),
		    "usage: akv read [CONNECTION] [OPTION ...]\n");
	expect_help(akv("connection", "list", "-h"),
		    "usage: akv connection list [OPTION ...]\n");
	expect_help(akv("connection", "show", "-h"),
		    "usage: akv connection show --name CONNECTION "
		    "[OPTION ...]\n");
	expect_help(akv("cache", "show", "-h"),
		    "usage: akv cache show [OPTION ...]\n");
	expect_help(akv("cache", "clear", "-h"),
		    "usage: akv cache clear [OPTION ...]\n");
}

Test(usage, helps_with_groups_of_commands)
{
	const struct outcome *got = akv("connection", "--help");

	expect_words(got, "usage: akv connection COMMAND [OPTION ...]\n");
	expect_words(got, "  connection list ");
	expect_words(got, "  connection show ");
	cr_assert_null(strstr(got->out, "cache"));
	expect_words(akv("cache", "-h"), "  cache clear ");
}

Test(usage, names_every_command)
{
	static const char *const names[] = {
		"get",
		"store",
		"erase",
		"capability",
		"read",
		"connection list",
		"connection show",
		"cache show",
		"cache clear",
	};
	const struct outcome *got = akv("--help");

	expect_words(got, "usage: akv COMMAND [OPTION ...]\n");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		expect_words(got, sandbox_text("\n  %s ", names[i]));
}

Test(usage, tells_its_version)
{
	expect_answer(akv("--version"), "akv " AKV_VERSION "\n");
}

Test(usage, wants_a_command)
{
	expect_failure(akv_run(WORDS(NULL)), 2, "NoCommand");
	expect_failure(akv("connection"), 2, "NoCommand");
	expect_hint(akv("connection"), "akv --help");
	expect_failure(akv("connection", "frobnicate"), 2, "UnknownCommand");
	expect_failure(akv("frobnicate"), 2, "UnknownCommand");
	expect_failure(akv("frobnicate", "get"), 2, "UnknownCommand");
	expect_failure(akv(""), 2, "UnknownCommand");
}

Test(usage, refuses_options_that_it_does_not_know)
{
	expect_failure(akv("read", "--frobnicate"), 2, "UnknownOption");
	expect_failure(akv("read", "-z"), 2, "UnknownOption");
	expect_failure(akv("get", "--newline"), 2, "UnknownOption");
	expect_failure(akv("read", "x", "-o", "json"), 2, "UnknownOption");
	expect_failure(akv("cache", "clear", "--timeout", "1"), 2,
		       "UnknownOption");
	expect_failure(akv("get", "--version"), 2, "UnknownOption");
}

/* The next option that begins so would change what a script means. */
Test(usage, refuses_the_beginnings_of_options)
{
	expect_failure(akv("read", "x", "--time", "5"), 2, "UnknownOption");
	expect_failure(akv("--ver"), 2, "UnknownOption");
	expect_failure(akv("get", "--hel"), 2, "UnknownOption");
}

Test(usage, repeats_nothing_that_could_be_a_secret)
{
	const struct outcome *got;

	canary_add("hunter2", 7);
	got = akv("read", "--passphrase=hunter2");
	expect_failure(got, 2, "UnknownOption");
	expect_error(got, "akv: there is no option --passphrase "
			  "(UnknownOption)");
	got = akv("read", "--newline=hunter2");
	expect_failure(got, 2, "BadOption");
	expect_error(got, "akv: --newline takes no argument (BadOption)");
	got = akv("read", "hunter2", "-zhunter2");
	expect_failure(got, 2, "UnknownOption");
	expect_error(got, "akv: there is no option -z (UnknownOption)");
}

Test(usage, wants_arguments_that_make_sense)
{
	expect_failure(akv("read", "x", "--timeout"), 2, "BadOption");
	expect_failure(akv("read", "x", "--timeout", "0"), 2, "BadOption");
	expect_failure(akv("read", "x", "--timeout", "-1"), 2, "BadOption");
	expect_failure(akv("read", "x", "--timeout", "1.5"), 2, "BadOption");
	expect_failure(akv("read", "x", "--timeout", "soon"), 2, "BadOption");
	expect_failure(akv("read", "x", "--timeout", "3601"), 2, "BadOption");
	expect_failure(akv("read", "x", "--timeout", "99999999999999999999"), 2,
		       "BadOption");
	expect_failure(akv("connection", "list", "-o", "xml"), 2, "BadOption");
	expect_failure(akv("connection", "list", "extra"), 2,
		       "TooManyArguments");
	expect_failure(akv("read", "a", "b"), 2, "TooManyArguments");
	expect_failure(akv("get", "nightly-export"), 2, "TooManyArguments");
}

Test(usage, takes_what_follows_two_dashes_for_a_name)
{
	expect_failure(akv("read", "--", "--newline"), 3, "ConnectionNotFound");
}
