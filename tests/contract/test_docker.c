/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "tests/contract/password_server.h"
#include "tests/contract/shell.h"

/*
 * docker-credential-akv: the exchange of docker-credential-helpers to the byte,
 * and skopeo, which speaks it.
 */

static void set_up(void)
{
	suite_set_up();
	config_add("\n[connection registry]\ntype = docker\n"
		   "url = https://robot@registry.example.com\n"
		   "secret = sftp-password\n"
		   "[connection nobody]\n"
		   "url = https://nobody.example.com\nsecret = unicode\n"
		   "[connection gone]\ntype = docker\n"
		   "url = https://x@gone.example.com\nsecret = no-such\n");
}

static void tear_down(void)
{
	password_server_end();
	suite_tear_down();
}

TestSuite(docker, .init = set_up, .fini = tear_down, .timeout = 120);

static const struct outcome *ask(const char *operation, const char *input)
{
	return program_run(&(struct program){
		.path = akv_called("docker-credential-akv"),
		.arguments = WORDS(operation),
		.input = input,
	});
}

static const struct outcome *ask_two_megabytes(const char *operation)
{
	return shell("yes '{\"a\":1,\"a\":1}' | head -c 2000000 | "
		     "\"${AKV%%/*}/docker-credential-akv\" %s",
		     operation);
}

/* It failed with exactly these words on stdout, and no others. */
static void expect_sentence(const struct outcome *got, const char *sentence)
{
	cr_assert_neq(got->status, 0);
	cr_assert_str_eq(got->out, sentence, "%s", outcome_words(got));
	cr_assert_str_eq(got->err, "", "%s", outcome_words(got));
}

/* It failed and says so on both. */
static void expect_explanation(const struct outcome *got, int status,
			       const char *reason)
{
	const char *word = sandbox_text("(%s)\n", reason);

	cr_assert_eq(got->status, status, "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->out, word), "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->err, word), "%s", outcome_words(got));
	cr_assert_eq(strncmp(got->err, got->out, got->out_len), 0);
}

Test(docker, gets_user_and_secret)
{
	expect_answer(ask("get", "registry.example.com"),
		      "{\"ServerURL\":\"registry.example.com\","
		      "\"Username\":\"robot\","
		      "\"Secret\":\"" CLOUD_PASSWORD "\"}\n");
	expect_answer(ask("get", "https://registry.example.com/v2/\n"),
		      "{\"ServerURL\":\"https://registry.example.com/v2/\","
		      "\"Username\":\"robot\","
		      "\"Secret\":\"" CLOUD_PASSWORD "\"}\n");
}

Test(docker, says_the_words_that_clients_know)
{
	expect_sentence(ask("get", "other.example.com\n"),
			"credentials not found in native keychain\n");
	expect_sentence(ask("get", "sftp.example.com\n"),
			"credentials not found in native keychain\n");
	expect_sentence(ask("get", ""), "no credentials server URL\n");
	expect_sentence(ask("get", "\n"), "no credentials server URL\n");
	expect_untouched();
	expect_sentence(ask("get", "nobody.example.com"),
			"no credentials username\n");
}

Test(docker, explains_a_failure_on_stdout)
{
	expect_explanation(ask("get", "gone.example.com"), 3, "SecretNotFound");
	expect_explanation(ask("get", "one two"), 9, "BadRequest");
	expect_explanation(ask_two_megabytes("get"), 9, "RequestTooLarge");
	expect_explanation(ask("frobnicate", ""), 2, "UnknownOperation");
}

Test(docker, stores_and_erases_nothing)
{
	expect_explanation(ask("store", "{\"ServerURL\":\"r\",\"Username\":"
					"\"u\",\"Secret\":\"s\"}"),
			   1, "ReadOnly");
	expect_explanation(ask("erase", "registry.example.com"), 1, "ReadOnly");
	expect_explanation(ask_two_megabytes("store"), 9, "RequestTooLarge");
	expect_untouched();
}

Test(docker, lists_servers_and_no_secret)
{
	expect_answer(ask("list", "unused"),
		      "{\"https://registry.example.com\":\"robot\","
		      "\"https://gone.example.com\":\"x\"}\n");
	expect_untouched();
}

Test(docker, has_a_version)
{
	const struct outcome *help = ask("--help", "");

	expect_words(help, "usage: docker-credential-akv get|list|store|erase|"
			   "version [OPTION ...]\n");
	expect_answer(ask("version", ""),
		      "docker-credential-akv (akv) v" AKV_VERSION "\n");
}

/* The registry turns skopeo away, but first it is told who asks. */
Test(docker, lets_skopeo_log_in)
{
	shell_needs("skopeo");
	password_server_start("http");
	config_add("\n[connection local]\ntype = docker\n"
		   "url = http://local-user@127.0.0.1:%ld\n"
		   "secret = sftp-password\n",
		   password_server_port());
	(void)sandbox_write("auth.json", 0600,
			    "{\"credHelpers\": {\"127.0.0.1:%ld\": \"akv\"}}",
			    password_server_port());
	(void)shell("PATH=${AKV%%/*}:$PATH NO_PROXY=127.0.0.1 "
		    "skopeo inspect --tls-verify=false --authfile auth.json "
		    "docker://127.0.0.1:%ld/image:tag",
		    password_server_port());
	password_server_expect("local-user", CLOUD_PASSWORD);
}

Test(docker, tells_skopeo_why_it_fails)
{
	const struct outcome *got;

	shell_needs("skopeo");
	(void)sandbox_write("auth.json", 0600,
			    "{\"credHelpers\": {\"gone.example.com\": "
			    "\"akv\"}}");
	got = shell("PATH=${AKV%%/*}:$PATH skopeo inspect --authfile auth.json "
		    "docker://gone.example.com/image:tag");
	cr_assert_neq(got->status, 0);
	cr_assert_not_null(strstr(got->err, "SecretNotFound"), "%s", got->err);
}
