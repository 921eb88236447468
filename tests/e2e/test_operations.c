/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/harness/suite.h"

/* The other operations of the line protocol, and our other name. */
E2E_SUITE(operations);

#define REQUEST "protocol=sftp\nhost=sftp.example.com\n"
#define CREDENTIAL "username=export\npassword=" CLOUD_PASSWORD "\n"

static const struct outcome *run(const char *path, const char *const *arguments,
				 const char *input)
{
	return program_run(&(struct program){
		.path = path, .arguments = arguments, .input = input });
}

static const struct outcome *as_helper(const char *const *arguments,
				       const char *input)
{
	return run(akv_called("git-credential-akv"), arguments, input);
}

Test(operations, store_and_erase_do_nothing)
{
	expect_silence(run(NULL, WORDS("store"), REQUEST CREDENTIAL "\n"));
	expect_silence(run(NULL, WORDS("erase"), REQUEST CREDENTIAL "\n"));
	expect_silence(run(NULL, WORDS("erase"), REQUEST "\n"));
	expect_untouched();
	expect_words(akv_get(REQUEST "\n"), "password=" CLOUD_PASSWORD "\n");
}

Test(operations, store_and_erase_read_whatever_comes)
{
	expect_silence(run(NULL, WORDS("store"), "no equals sign\n\n"));
	expect_silence(run(NULL, WORDS("store"), ""));
	expect_silence(run(NULL, WORDS("erase"), sandbox_repeat("a", 1000000)));
	expect_silence(akv("store"));
}

Test(operations, unknown_ones_are_ignored_where_a_program_speaks)
{
	expect_silence(run(NULL, WORDS("frobnicate"), REQUEST "\n"));
	expect_silence(as_helper(WORDS("frobnicate"), REQUEST "\n"));
	expect_untouched();
}

Test(operations, unknown_ones_are_mistakes_elsewhere)
{
	expect_failure(akv("frobnicate"), 2, "UnknownCommand");
	expect_failure(
		program_run(&(struct program){ .arguments = WORDS("frobnicate"),
					       .stdin_fd = PROGRAM_TERMINAL }),
		2, "UnknownCommand");
}

Test(operations, capability_tells_the_version_and_nothing_more)
{
	expect_answer(akv("capability"), "version 0\n");
	expect_answer(as_helper(WORDS("capability"), ""), "version 0\n");
	expect_untouched();
}

Test(operations, work_by_the_helpers_name)
{
	expect_answer(as_helper(WORDS("get"), REQUEST "\n"), CREDENTIAL);
	expect_silence(as_helper(WORDS("store"), REQUEST CREDENTIAL "\n"));
	expect_silence(as_helper(WORDS("erase"), REQUEST CREDENTIAL "\n"));
}

Test(operations, may_have_options_before_them)
{
	expect_answer(as_helper(WORDS("--timeout", "20", "get"), REQUEST "\n"),
		      CREDENTIAL);
	expect_answer(run(NULL, WORDS("--timeout", "20", "get"), REQUEST "\n"),
		      CREDENTIAL);
	expect_answer(run(NULL, WORDS("get", "--timeout=20"), REQUEST "\n"),
		      CREDENTIAL);
}

/* git puts the options that its user configured before every operation. */
Test(operations, all_take_the_options_of_get)
{
	static const char *const names[] = { "store", "erase", "frobnicate" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		expect_silence(as_helper(WORDS("--timeout", "20", names[i]),
					 REQUEST "\n"));
	expect_answer(as_helper(WORDS("--timeout", "20", "capability"), ""),
		      "version 0\n");
}

Test(operations, of_a_helper_are_no_other_commands)
{
	expect_silence(as_helper(WORDS("read", "nightly-export"), ""));
	expect_silence(as_helper(WORDS("connection", "list"), ""));
	expect_untouched();
}

Test(operations, help_by_the_helpers_name_too)
{
	expect_words(as_helper(WORDS("--help"), NULL), "usage: akv COMMAND");
	expect_words(as_helper(WORDS("get", "--help"), NULL),
		     "usage: akv get ");
	expect_answer(as_helper(WORDS("--version"), NULL),
		      "akv " AKV_VERSION "\n");
}

/* -- requests that break a rule of the protocol: nothing is sent -- */

static void expect_refused(const char *request, size_t len, const char *reason)
{
	expect_failure(program_run(&(struct program){ .arguments = WORDS("get"),
						      .input = request,
						      .input_len = len }),
		       2, reason);
	expect_untouched();
}

#define EXPECT_REFUSED(request, reason) \
	expect_refused(request, sizeof(request) - 1, reason)

Test(operations, get_refuses_lines_that_are_none)
{
	EXPECT_REFUSED("connection=nightly-export\nsecret\n\n", "NoEqualsSign");
	EXPECT_REFUSED("connection=nightly-export\n=x\n\n", "EmptyKey");
	EXPECT_REFUSED("connection=nightly-export\r\n\r\n",
		       "CarriageReturnInLine");
	EXPECT_REFUSED("connection=nightly-export\nx=a\rb\n\n",
		       "CarriageReturnInLine");
	EXPECT_REFUSED("connection=nightly\0export\n\n", "NulInLine");
	EXPECT_REFUSED("connection=nightly\x1b[1m\n\n", "ControlCharacter");
}

Test(operations, get_refuses_values_that_make_no_sense)
{
	EXPECT_REFUSED("connection=\n\n", "EmptyValue");
	EXPECT_REFUSED("secret=\n\n", "EmptyValue");
	EXPECT_REFUSED("connection=nightly-export\nencoding=rot13\n\n",
		       "UnknownEncoding");
	EXPECT_REFUSED("url=sftp.example.com\n\n", "BadUrl");
	EXPECT_REFUSED("url=sftp://sftp.example.com/%0ahost=x\n\n",
		       "ControlCharacter");
	EXPECT_REFUSED("url=sftp://sftp.example.com/%zz\n\n", "BadUrl");
}

Test(operations, get_never_sends_a_name_outside_the_rules)
{
	EXPECT_REFUSED("secret=under_score\n\n", "InvalidSecretName");
	EXPECT_REFUSED("secret=../keys/x\n\n", "InvalidSecretName");
	EXPECT_REFUSED("secret=a?b\n\n", "InvalidSecretName");
	EXPECT_REFUSED("secret=a\nversion=../x\n\n", "InvalidSecretVersion");
	EXPECT_REFUSED("secret=a\nvault=evil.example.com\n\n",
		       "InvalidVaultName");
	expect_failure(akv_get("secret=a\nvault=evil\n\n"), 3,
		       "VaultNotLinked");
	expect_untouched();
}

/* What behind it would ask for another host's credential (git's 71201ab0e5). */
Test(operations, get_refuses_a_line_that_is_too_long)
{
	static const char format[] = "wwwauth[]=%s\n"
				     "protocol=sftp\nhost=sftp.example.com\n\n";
	size_t fits = 65535 - strlen("wwwauth[]=\n");
	const char *request =
		sandbox_text(format, sandbox_repeat("a", fits + 1));

	expect_refused(request, strlen(request), "LineTooLong");
	expect_words(akv_get(sandbox_text(format, sandbox_repeat("a", fits))),
		     "password=" CLOUD_PASSWORD "\n");
}
