/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/harness/suite.h"

E2E_SUITE(get_batch);

#define CONNECTION_ANSWER \
	"username=export\n" \
	"password=" CLOUD_PASSWORD "\n" \
	"vault=contoso\n" \
	"secret=sftp-password\n" \
	"version=" CLOUD_PASSWORD_VERSION "\n" \
	"content_type=text/plain\n" \
	"\n"

#define WRONG_SECRET "wrong-secret~9.value"

static const struct outcome *batch(const char *requests)
{
	return program_run(
		&(struct program){ .arguments = WORDS("get", "--batch"),
				   .input = requests,
				   .answers_many = true });
}

Test(get_batch, answers_in_order)
{
	config_add("\n[vault contoso-policy]\n");
	cloud_put_secret("contoso", "first", "one");
	cloud_put_secret("contoso-policy", "second", "two");
	expect_answer(batch("secret=first\n\n"
			    "connection=nightly-export\n\n"
			    "secret=second\nvault=contoso-policy\n\n"),
		      "password=one\n"
		      "vault=contoso\n"
		      "secret=first\n"
		      "version=" CLOUD_PUT_VERSION "\n"
		      "\n" CONNECTION_ANSWER "password=two\n"
		      "vault=contoso-policy\n"
		      "secret=second\n"
		      "version=" CLOUD_PUT_VERSION "\n"
		      "\n");
	cr_expect_eq(cloud_count("token_requests"), 1);
	cr_expect_eq(cloud_count("vault_requests"), 3);
}

Test(get_batch, answers_what_is_not_ours_by_a_blank_line)
{
	expect_answer(batch("protocol=https\nhost=elsewhere.example\n\n"
			    "\n"
			    "connection=nightly-export\n"),
		      "\n\n" CONNECTION_ANSWER);
}

Test(get_batch, asks_nobody_when_nothing_is_ours)
{
	expect_answer(batch("protocol=https\nhost=elsewhere.example\n\n"),
		      "\n");
	expect_answer(batch(""), "");
	expect_untouched();
}

Test(get_batch, says_which_failed_and_goes_on)
{
	const struct outcome *got = batch("secret=missing\n\n"
					  "connection=nightly-export\n\n"
					  "connection=unknown\n\n"
					  "secret=disabled\n\n"
					  "secret=multi-line\n\n"
					  "connection=\n\n"
					  "secret=a/b\n\n");

	cr_expect_eq(got->status, 3, "%s", outcome_words(got));
	cr_expect_str_eq(
		got->out,
		"error=SecretNotFound\n"
		"message=there is no secret missing in vault contoso\n"
		"\n" CONNECTION_ANSWER "error=ConnectionNotFound\n"
		"message=there is no connection unknown\n"
		"\n"
		"error=SecretDisabled\n"
		"message=secret disabled in vault contoso is disabled\n"
		"\n"
		"error=NotOneLine\n"
		"message=the value has 4 lines and cannot be one line\n"
		"\n"
		"error=EmptyValue\n"
		"message=line 11: connection has no value\n"
		"\n"
		"error=InvalidSecretName\n"
		"message=character 2 of the secret name is no letter, digit "
		"or hyphen\n"
		"\n");
	expect_error(got, "akv: there is no secret missing in vault contoso "
			  "(SecretNotFound)");
	expect_hint(got, "az keyvault secret list");
}

Test(get_batch, has_the_first_failures_status)
{
	cr_expect_eq(batch("secret=disabled\n\nsecret=missing\n\n")->status,
		     11);
	cr_expect_eq(batch("connection=nightly-export\n\nsecret=missing\n\n"
			   "secret=disabled\n\n")
			     ->status,
		     3);
}

Test(get_batch, stops_at_a_line_that_cannot_be_read)
{
	const struct outcome *got = batch("connection=nightly-export\n\n"
					  "secret=a\rb\n\n"
					  "connection=nightly-export\n\n");

	cr_expect_eq(got->status, 2);
	cr_expect_str_eq(got->out, CONNECTION_ANSWER
			 "error=CarriageReturnInLine\n"
			 "message=line 3 (10 bytes) holds a carriage return\n"
			 "\n");
}

Test(get_batch, signs_in_once_and_keeps_its_connections)
{
	static char requests[50 * 16 + 1];
	const struct outcome *got;
	size_t passwords = 0;

	program_setenv("AKV_TOKEN_STORE", "none");
	for (int i = 0; i < 50; i++)
		strcat(requests, "secret=expires\n\n");
	got = batch(requests);
	cr_expect_eq(got->status, 0, "%s", outcome_words(got));
	for (const char *at = got->out;
	     (at = strstr(at, "password=expires-value\n")) != NULL; at++)
		passwords++;
	cr_expect_eq(passwords, 50);
	cr_expect_eq(cloud_count("token_requests"), 1);
	cr_expect_eq(cloud_count("vault_requests"), 50);
	cr_expect_leq(cloud_connects_to("contoso.vault.azure.net"), 16);
}

Test(get_batch, sends_a_wrong_secret_once)
{
	const struct outcome *got;

	program_setenv("AKV_TOKEN_STORE", "none");
	canary_add(WRONG_SECRET, strlen(WRONG_SECRET));
	(void)sandbox_write("client-secret", 0600, "%s", WRONG_SECRET);
	got = batch("secret=expires\n\nsecret=expires\n\nsecret=expires\n\n");
	cr_expect_eq(got->status, 4, "%s", outcome_words(got));
	cr_expect_eq(cloud_count("token_requests"), 1);
	cr_expect_eq(cloud_count("vault_requests"), 0);
}

/* -- a caller that waits for each answer -- */

/* One that speaks and listens by turns. */
static struct {
	int requests[2];
	int answers[2];
	struct running *running;
} caller;

static void ask(const char *request)
{
	cr_assert_eq(write(caller.requests[1], request, strlen(request)),
		     (ssize_t)strlen(request));
}

/* Reads until ${answer} is there; the suite's time limit is the other end. */
static void expect_next(const char *answer)
{
	char got[1024] = "";
	size_t len = 0;

	while (len < strlen(answer)) {
		ssize_t more = read(caller.answers[0], got + len,
				    strlen(answer) - len);

		cr_assert_gt(more, 0, "%s", got);
		len += (size_t)more;
	}
	cr_expect_str_eq(got, answer);
}

static void start(void)
{
	cr_assert_eq(pipe2(caller.requests, O_CLOEXEC), 0);
	cr_assert_eq(pipe2(caller.answers, O_CLOEXEC), 0);
	caller.running = program_start(
		&(struct program){ .arguments = WORDS("get", "--batch"),
				   .stdin_fd = caller.requests[0],
				   .stdout_fd = caller.answers[1],
				   .answers_many = true });
}

static const struct outcome *end(void)
{
	const struct outcome *got;

	cr_assert_eq(close(caller.requests[1]), 0);
	got = program_end(caller.running);
	cr_assert_eq(close(caller.requests[0]), 0);
	cr_assert_eq(close(caller.answers[0]), 0);
	cr_assert_eq(close(caller.answers[1]), 0);
	return got;
}

Test(get_batch, keeps_no_caller_waiting_who_waits_for_an_answer)
{
	start();
	ask("connection=nightly-export\n\n");
	expect_next(CONNECTION_ANSWER);
	/* half a request keeps nobody waiting either */
	ask("connection=nightly-export\n\nconnection=ni");
	expect_next(CONNECTION_ANSWER);
	ask("ghtly-export\n\n");
	expect_next(CONNECTION_ANSWER);
	expect_silence(end());
	cr_expect_eq(cloud_connects_to("contoso.vault.azure.net"), 1);
	cr_expect_eq(cloud_count("token_requests"), 1);
}

Test(get_batch, replaces_a_revoked_token_once)
{
	start();
	ask("connection=nightly-export\n\n");
	expect_next(CONNECTION_ANSWER);
	cloud_tell("POST", "/tokens/revoke", "{}");
	for (int i = 0; i < 6; i++)
		ask("connection=nightly-export\n\n");
	for (int i = 0; i < 6; i++)
		expect_next(CONNECTION_ANSWER);
	expect_silence(end());
	cr_expect_eq(cloud_count("token_requests"), 2);
}

Test(get_batch, ends_when_nobody_reads_the_answers)
{
	const struct outcome *got = program_run(
		&(struct program){ .arguments = WORDS("get", "--batch"),
				   .input = "connection=nightly-export\n\n",
				   .stdout_fd = PROGRAM_HUNG_UP });

	cr_expect_eq(got->status, 1, "%s", outcome_words(got));
	expect_error(got, "akv: cannot write the answer: Broken pipe "
			  "(WriteFailed)");
}
