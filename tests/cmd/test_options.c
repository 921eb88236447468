/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "cmd/options.h"

static struct akv_options options;
static struct akv_error err;
static const enum akv_option *known;

static void tear_down(void)
{
	akv_options_clear(&options);
}

TestSuite(options, .fini = tear_down);

#define PARSE(...) parse((const char *const[]){ "akv", __VA_ARGS__, NULL })

static enum akv_code parse(const char *const *words)
{
	static char copies[16][128]; /* the options point there */
	char *argv[17] = { NULL };
	int argc = 0;

	for (; words[argc] != NULL; argc++) {
		cr_assert_lt(argc, 16);
		strcpy(copies[argc], words[argc]);
		argv[argc] = copies[argc];
	}
	akv_options_clear(&options);
	return akv_options_parse(argc, argv, known, &options, &err);
}

Test(options, take_words_in_order)
{
	cr_assert_eq(PARSE("connection", "show", "x"), AKV_OK);
	cr_assert_eq(options.operand_count, 3);
	cr_expect_str_eq(options.operands[2], "x");
	cr_expect_eq(options.given_count, 0);
	cr_expect_eq(options.timeout_ms, 30000);
}

Test(options, may_stand_before_and_behind_words)
{
	cr_assert_eq(PARSE("--timeout", "5", "read", "--newline", "x"), AKV_OK);
	cr_expect_eq(options.operand_count, 2);
	cr_expect_eq(options.timeout_ms, 5000);
	cr_expect(akv_options_has(&options, AKV_OPTION_NEWLINE));
}

Test(options, take_an_argument_in_either_form)
{
	cr_assert_eq(PARSE("--output=tsv", "x"), AKV_OK);
	cr_expect_eq(options.output, AKV_OUTPUT_TSV);
	cr_assert_eq(PARSE("x", "-o", "table"), AKV_OK);
	cr_expect_eq(options.output, AKV_OUTPUT_TABLE);
	cr_assert_eq(PARSE("x", "-oyaml"), AKV_OK);
	cr_expect_eq(options.output, AKV_OUTPUT_YAML);
	cr_assert_eq(PARSE("x", "-o=tsv"), AKV_OK);
	cr_expect_eq(options.output, AKV_OUTPUT_TSV);
	cr_assert_eq(PARSE("x", "-n", "=y"), AKV_OK);
	cr_expect_str_eq(akv_options_text(&options, AKV_OPTION_NAME), "=y");
	cr_assert_eq(PARSE("x", "-n="), AKV_OK);
	cr_expect_str_eq(akv_options_text(&options, AKV_OPTION_NAME), "");
}

Test(options, end_at_two_dashes)
{
	cr_assert_eq(PARSE("read", "--", "--newline"), AKV_OK);
	cr_expect_eq(options.operand_count, 2);
	cr_expect_not(akv_options_has(&options, AKV_OPTION_NEWLINE));
}

Test(options, refuse_what_does_not_exist)
{
	cr_assert_eq(PARSE("read", "--nope"), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "UnknownOption");
	cr_assert_eq(PARSE("read", "-q"), AKV_ERR_USAGE);
}

Test(options, refuse_the_beginning_of_a_name)
{
	cr_assert_eq(PARSE("read", "--newl"), AKV_ERR_USAGE);
	cr_expect_str_eq(err.text, "there is no option --newl");
	cr_assert_eq(PARSE("read", "--time", "5"), AKV_ERR_USAGE);
	cr_assert_eq(PARSE("read", "--time=5"), AKV_ERR_USAGE);
}

Test(options, refuse_an_argument_where_none_is_taken)
{
	cr_assert_eq(PARSE("read", "--newline=yes"), AKV_ERR_USAGE);
	cr_expect_str_eq(err.text, "--newline takes no argument");
}

Test(options, do_not_show_what_stands_behind_an_equals_sign)
{
	cr_assert_eq(PARSE("read", "--password=hunter2"), AKV_ERR_USAGE);
	cr_expect_eq(strstr(err.text, "hunter2"), NULL);
	cr_expect_neq(strstr(err.text, "--password"), NULL);
}

Test(options, refuse_a_missing_argument)
{
	cr_assert_eq(PARSE("read", "--timeout"), AKV_ERR_USAGE);
	cr_expect_str_eq(err.text, "--timeout needs an argument");
}

Test(options, bound_the_timeout)
{
	static const char *const words[] = {
		"0", "-1", "3601", "1.5", "5s", "", " 5", "99999999999999"
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		cr_expect_eq(PARSE("read", "--timeout", words[i]),
			     AKV_ERR_USAGE, "%s", words[i]);
	cr_expect_eq(PARSE("read", "--timeout", "3600"), AKV_OK);
}

Test(options, refuse_an_unknown_format)
{
	cr_assert_eq(PARSE("x", "-o", "xml"), AKV_ERR_USAGE);
	cr_expect_str_eq(err.hint,
			 "formats: json, jsonc, none, table, tsv, yaml\n");
}

Test(options, take_no_secret)
{
	cr_assert_eq(PARSE("login", "-p", "hunter2"), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "SecretOnCommandLine");
	cr_expect_null(strstr(err.text, "hunter2"));
	cr_expect_null(strstr(err.hint, "hunter2"));
	cr_assert_eq(PARSE("login", "--password=hunter2"), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "SecretOnCommandLine");
	cr_assert_eq(PARSE("login", "-phunter2"), AKV_ERR_USAGE);
	cr_expect_null(strstr(err.text, "hunter2"));
}

Test(options, keep_what_login_is_told)
{
	cr_assert_eq(PARSE("login", "-u", "U", "-t", "T", "--certificate", "C",
			   "--certificate-password-file", "P",
			   "--federated-token-file", "F",
			   "--client-secret-file", "S"),
		     AKV_OK);
	cr_expect_str_eq(akv_options_text(&options, AKV_OPTION_CLIENT_ID), "U");
	cr_expect_str_eq(akv_options_text(&options, AKV_OPTION_TENANT), "T");
	cr_expect_str_eq(akv_options_text(&options, AKV_OPTION_CERTIFICATE),
			 "C");
	cr_expect_str_eq(akv_options_text(&options,
					  AKV_OPTION_CERTIFICATE_PASSWORD_FILE),
			 "P");
	cr_expect_str_eq(
		akv_options_text(&options, AKV_OPTION_FEDERATED_TOKEN_FILE),
		"F");
	cr_expect_str_eq(
		akv_options_text(&options, AKV_OPTION_CLIENT_SECRET_FILE), "S");
}

Test(options, may_be_given_more_than_once)
{
	cr_assert_eq(PARSE("read", "-n", "a", "-n", "b"), AKV_OK);
	cr_assert_eq(options.given_count, 2);
	cr_expect_str_eq(options.given[0].argument, "a");
	cr_expect_str_eq(akv_options_text(&options, AKV_OPTION_NAME), "b");
}

Test(options, are_those_that_a_command_knows)
{
	known = AKV_OPTIONS(AKV_OPTION_NEWLINE);
	cr_expect_eq(PARSE("read", "--newline", "--verbose"), AKV_OK);
	cr_expect_eq(PARSE("read", "--tenant", "x"), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "UnknownOption");
}

Test(options, leave_the_command_line_as_it_is)
{
	char program[] = "akv";
	char word[] = "read";
	char option[] = "-o";
	char argument[] = "tsv";
	char *const argv[] = { program, word, option, argument, NULL };

	cr_assert_eq(akv_options_parse(4, argv, NULL, &options, &err), AKV_OK);
	cr_expect_eq(argv[1], word);
	cr_expect_eq(argv[3], argument);
}

Test(options, take_the_formats_of_the_azure_cli)
{
	cr_assert_eq(PARSE("-o", "YAML"), AKV_OK);
	cr_expect_eq(options.output, AKV_OUTPUT_YAML);
	cr_assert_eq(PARSE("-o", "jsonc"), AKV_OK);
	cr_expect_eq(options.output, AKV_OUTPUT_JSONC);
	cr_assert_eq(PARSE("-o", "none"), AKV_OK);
	cr_expect_eq(options.output, AKV_OUTPUT_NONE);
}

/* --version of akv has none, --version of a secret has one. */
Test(options, leave_an_argument_that_may_be_one_until_the_command_is_known)
{
	cr_assert_eq(PARSE("secret", "show", "--version", "1"), AKV_OK);
	cr_expect_eq(options.operand_count, 3);
	cr_assert_eq(PARSE("secret", "show", "--version=1"), AKV_OK);
	cr_assert_eq(PARSE("--version"), AKV_OK);
	cr_expect(akv_options_has(&options, AKV_OPTION_VERSION));
	known = AKV_OPTIONS(AKV_OPTION_SECRET_VERSION);
	cr_assert_eq(PARSE("--version", "1"), AKV_OK);
	cr_expect_str_eq(akv_options_text(&options, AKV_OPTION_SECRET_VERSION),
			 "1");
	cr_expect_eq(options.operand_count, 0);
}
