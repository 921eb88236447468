/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/harness/suite.h"
#include "tests/keyring/secret_service.h"
#include "tests/keyring/session_bus.h"

/*
 * When akv has done its work nothing of the value, the token and the client
 * secret is left in the process: not in its own buffers, nor in those of
 * libcurl, OpenSSL, json-c, GLib and libsecret.  probe.c does the looking.
 */

E2E_SUITE(residue);

enum {
	MASK = 0x5a,
	NEEDLE_SIZE = 24,
};

/* A value that nobody has seen before, of ${len} hexadecimal digits. */
static char *make_canary(size_t len)
{
	char *canary = sandbox_keep(calloc(1, len + 1));
	uint32_t state = (uint32_t)getpid() * 2654435761u + (uint32_t)len;

	for (size_t i = 0; i < len; i++) {
		state = state * 1664525u + 1013904223u;
		canary[i] = "0123456789abcdef"[state >> 28];
	}
	return canary;
}

static const char *masked(const char *name, const char *bytes)
{
	char hex[2 * NEEDLE_SIZE + 1];

	for (size_t i = 0; i < NEEDLE_SIZE; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x",
			       (unsigned int)(unsigned char)(bytes[i] ^ MASK));
	return sandbox_text("%s=%s", name, hex);
}

/* The secret "canary" of a connection of that name; what is looked for. */
static const char *have_value(const char *value, const char *url)
{
	size_t len = strlen(value);

	cloud_put_secret("contoso", "canary", value);
	config_connect("canary");
	config_add("url = %s\n", url);
	program_setenv(
		"PROBE_NEEDLES",
		sandbox_text("%s %s %s %s", masked("value-start", value),
			     masked("value-middle", value + len / 2),
			     masked("value-end", value + len - NEEDLE_SIZE),
			     masked("client-secret", CLOUD_CLIENT_SECRET)));
	return value;
}

#define SFTP "sftp://export@canary.example.com"

static const char *have(size_t len)
{
	return have_value(make_canary(len), SFTP);
}

static const struct outcome *run(struct program program)
{
	if (program.path == NULL)
		program.path = AKV_RESIDUE_PROBES "probe";
	return program_run(&program);
}

static const struct outcome *probe(const char *const *arguments)
{
	return run((struct program){ .arguments = arguments });
}

#define TOKEN_NONE "token-start 0\ntoken-middle 0\ntoken-end 0\n"

/* The value is there so often, and nothing else is. */
static const char *look(const char *when, int count, const char *token)
{
	return sandbox_text("-- %s\n"
			    "value-start %d\n"
			    "value-middle %d\n"
			    "value-end %d\n"
			    "client-secret 0\n"
			    "%s",
			    when, count, count, count, token);
}

static void expect_looks(const struct outcome *got, const char *looks)
{
	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_expect_str_eq(got->err, looks);
}

static void expect_nothing(const struct outcome *got)
{
	expect_looks(got, look("end", 0, TOKEN_NONE));
}

static void expect_clean(const struct outcome *got, const char *out)
{
	expect_nothing(got);
	cr_expect_str_eq(got->out, out);
}

Test(residue, of_a_short_value_is_none)
{
	const char *value = have(48);

	expect_clean(probe(WORDS("read", "canary")), value);
}

Test(residue, of_a_long_value_is_none)
{
	const char *value = have(19000);

	expect_clean(probe(WORDS("read", "canary")), value);
}

Test(residue, of_a_client_secret_from_the_environment_is_none)
{
	const char *value = have(48);

	expect_clean(
		run((struct program){
			.arguments = WORDS("read", "canary"),
			.environment = WORDS(
				"AZURE_CLIENT_SECRET=" CLOUD_CLIENT_SECRET) }),
		value);
}

Test(residue, of_a_value_in_json_is_none)
{
	(void)have(48);
	expect_nothing(probe(WORDS("read", "canary", "--format", "json")));
}

Test(residue, of_a_value_in_variables_is_none)
{
	(void)have(48);
	expect_nothing(probe(WORDS("read", "canary", "--format", "env")));
}

Test(residue, of_a_key_that_is_mended_is_none)
{
	const struct outcome *got;

	(void)have_value(sandbox_text("-----BEGIN OPENSSH PRIVATE KEY-----\r\n"
				      "b3BlbnNzaC1rZXktdjEA%s\r\n"
				      "-----END OPENSSH PRIVATE KEY-----\r\n",
				      make_canary(640)),
			 SFTP);
	got = probe(WORDS("read", "canary", "--format", "ssh-key"));
	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	/* its first line is in the program itself */
	cr_assert_not_null(strstr(got->err, "value-middle 0\n"), "%s",
			   got->err);
	cr_assert_not_null(strstr(got->err, "client-secret 0\n"), "%s",
			   got->err);
}

Test(residue, of_a_check_is_none)
{
	const char *value = have(48);
	const struct outcome *got = probe(WORDS("check", "canary"));

	expect_nothing(got);
	cr_expect_not_null(strstr(got->out, "\"secret\": \"canary\""));
	cr_expect_null(strstr(got->out, value));
}

/* In each format, and through a query that takes the value apart. */
static void expect_shown(const char *format, const char *query)
{
	const char *value = have(48);
	const struct outcome *got =
		probe(WORDS("secret", "show", "-n", "canary", "-o", format,
			    "--query", query));

	expect_nothing(got);
	cr_expect_not_null(strstr(got->out, value), "%s", outcome_words(got));
}

Test(residue, of_a_value_that_is_shown_is_none)
{
	expect_shown("tsv", "value");
}

Test(residue, of_a_secret_in_json_is_none)
{
	expect_shown("json", "@");
}

Test(residue, of_a_secret_in_yaml_is_none)
{
	expect_shown("yaml", "[value, tags]");
}

Test(residue, of_a_secret_in_a_table_is_none)
{
	expect_shown("table", "{v: value, n: name}");
}

Test(residue, of_a_query_that_makes_texts_is_none)
{
	expect_shown("tsv",
		     "join('', [value, name]) | reverse(@) | reverse(@)");
}

/* -- the protocols -- */

Test(residue, of_answers_is_none)
{
	const char *value = have(48);
	const struct outcome *got = run((struct program){
		.arguments = WORDS("get"), .input = "connection=canary\n\n" });

	expect_nothing(got);
	cr_expect_not_null(strstr(got->out, value));
}

Test(residue, of_a_batch_is_none)
{
	const char *value = have(48);
	const struct outcome *got = run(
		(struct program){ .arguments = WORDS("get", "--batch"),
				  .input = "connection=canary\n\n"
					   "secret=canary\nencoding=base64\n\n"
					   "connection=canary\n\n" });

	expect_nothing(got);
	cr_expect_not_null(strstr(got->out, value));
}

Test(residue, of_an_answer_to_docker_is_none)
{
	const char *value =
		have_value(make_canary(48), "https://me@canary.example.com");
	const struct outcome *got = run((struct program){
		.path = AKV_RESIDUE_PROBES "docker-credential-akv",
		.arguments = WORDS("get"),
		.input = "canary.example.com" });

	expect_nothing(got);
	cr_expect_not_null(strstr(got->out, value));
}

#define QUESTION "export@canary.example.com's password: "

Test(residue, of_what_askpass_prints_is_none)
{
	const char *value = have(48);

	expect_clean(run((struct program){
			     .path = AKV_RESIDUE_PROBES "akv-askpass",
			     .arguments = WORDS(QUESTION),
			     .environment = WORDS("AKV_CONNECTION=canary") }),
		     sandbox_text("%s\n", value));
}

/* -- akv exec -- */

/* execve(2) is shown one copy. */
Test(residue, of_a_variable_is_itself)
{
	const char *value = have(48);
	const struct outcome *got =
		probe(WORDS("exec", "-c", "canary", "--env", "PW", "--",
			    "/bin/sh", "-c", "printf %s \"$PW\""));

	expect_looks(got, look("execve", 1, TOKEN_NONE));
	cr_expect_str_eq(got->out, value);
}

Test(residue, of_a_file_in_memory_is_none)
{
	const char *value = have(48);
	const struct outcome *got =
		probe(WORDS("exec", "-c", "canary", "--file", "F", "--stdin",
			    "--", "/bin/sh", "-c", "cat \"$F\""));

	expect_looks(got, look("execve", 0, TOKEN_NONE));
	cr_expect_str_eq(got->out, value);
}

Test(residue, of_what_rclone_is_given_is_none)
{
	(void)have(48);
	expect_looks(probe(WORDS("exec", "-c", "canary", "--rclone", "r", "--",
				 "true")),
		     look("execve", 0, TOKEN_NONE));
}

Test(residue, of_a_command_that_is_not_there_is_none)
{
	const struct outcome *got;

	(void)have(48);
	got = probe(WORDS("exec", "-c", "canary", "--env", "PW", "--",
			  "akv-no-such-command"));
	cr_expect_eq(got->status, 127, "%s", outcome_words(got));
	cr_expect_not_null(strstr(got->err, look("end", 0, TOKEN_NONE)), "%s",
			   got->err);
}

/* Who stays has the line that answers; the command begins with nothing of it,
 * and nothing is left of it in either where it was asked for. */
Test(residue, of_what_ssh_is_told_is_the_answer)
{
	const char *value = have(48);
	const struct outcome *got =
		probe(WORDS("exec", "-c", "canary", "--ssh", "--", "/bin/sh",
			    "-c", "\"$SSH_ASKPASS\" \"$0\"", QUESTION));

	expect_looks(got, sandbox_text("%s%s%s%s", look("stay", 1, TOKEN_NONE),
				       look("execve", 0, TOKEN_NONE),
				       look("end", 0, ""),
				       look("end", 0, TOKEN_NONE)));
	cr_expect_str_eq(got->out, sandbox_text("%s\n", value));
}

/* Those who fetched them side by side are gone, too. */
Test(residue, of_several_secrets_is_what_is_handed_over)
{
	(void)have(48);
	expect_looks(probe(WORDS("exec", "-c", "canary", "--env", "PW", "-c",
				 "nightly-export", "--ssh", "--", "true")),
		     sandbox_text("%s%s%s", look("stay", 1, TOKEN_NONE),
				  look("execve", 1, TOKEN_NONE),
				  look("end", 0, TOKEN_NONE)));
}

/* -- passwords that are not in the vault -- */

Test(residue, of_a_password_in_the_secret_service_is_none)
{
	const char *value = have(48);
	const struct outcome *got;

	session_bus_start();
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	got = run((struct program){
		.arguments = WORDS("connection", "create", "-n", "own", "--url",
				   "sftp://me@own.example.com"),
		.input = value });
	expect_looks(got, look("end", 0, ""));
	got = probe(WORDS("read", "own"));
	expect_looks(got, look("end", 0, ""));
	cr_expect_str_eq(got->out, value);
	expect_looks(
		probe(WORDS("exec", "-c", "own", "--env", "PW", "--", "true")),
		look("execve", 1, ""));
}

/* -- the probe itself -- */

Test(residue, would_be_found)
{
	(void)have(48);
	expect_looks(
		run((struct program){ .arguments = WORDS("read", "canary"),
				      .environment = WORDS("PROBE_PLANT=1") }),
		"-- end\n"
		"value-start 1\n"
		"value-middle 0\n"
		"value-end 0\n"
		"client-secret 0\n" TOKEN_NONE);
}
