/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/options.h"
#include "tests/harness/suite.h"
#include "tests/keyring/secret_service.h"
#include "tests/keyring/session_bus.h"

/*
 * After "akv read" nothing of the value, the token and the client secret is
 * left in the process: not in its own buffers, nor in those of libcurl,
 * OpenSSL, json-c, GLib and libsecret.  probe.c does the looking.
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

static const struct outcome *probe(const char *value,
				   const char *const *environment)
{
	size_t len = strlen(value);
	const struct program program = {
		.path = AKV_RESIDUE_PROBE,
		.arguments =
			WORDS("canary", masked("value-start", value),
			      masked("value-middle", value + len / 2),
			      masked("value-end", value + len - NEEDLE_SIZE),
			      masked("client-secret", CLOUD_CLIENT_SECRET)),
		.environment = environment,
	};

	cloud_put_secret("contoso", "canary", value);
	config_connect("canary");
	return program_run(&program);
}

static void expect_nothing(const struct outcome *got)
{
	cr_expect_str_eq(got->err, "value-start 0\n"
				   "value-middle 0\n"
				   "value-end 0\n"
				   "client-secret 0\n"
				   "token-start 0\n"
				   "token-middle 0\n"
				   "token-end 0\n");
}

static void expect_clean(const struct outcome *got, const char *value)
{
	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_assert_str_eq(got->out, value);
	expect_nothing(got);
}

Test(residue, of_a_short_value_is_none)
{
	const char *value = make_canary(48);

	expect_clean(probe(value, NULL), value);
}

Test(residue, of_a_long_value_is_none)
{
	const char *value = make_canary(19000);

	expect_clean(probe(value, NULL), value);
}

Test(residue, of_a_client_secret_from_the_environment_is_none)
{
	const char *value = make_canary(48);

	expect_clean(
		probe(value, WORDS("AZURE_CLIENT_SECRET=" CLOUD_CLIENT_SECRET)),
		value);
}

static void expect_formatted(const char *format)
{
	const struct outcome *got =
		probe(make_canary(48),
		      WORDS(sandbox_text("PROBE_FORMAT=%s", format)));

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	expect_nothing(got);
}

Test(residue, of_a_value_in_json_is_none)
{
	expect_formatted("json");
}

Test(residue, of_a_value_in_variables_is_none)
{
	expect_formatted("env");
}

Test(residue, of_a_key_that_is_mended_is_none)
{
	const char *key = sandbox_text("-----BEGIN OPENSSH PRIVATE KEY-----\r\n"
				       "b3BlbnNzaC1rZXktdjEA%s\r\n"
				       "-----END OPENSSH PRIVATE KEY-----\r\n",
				       make_canary(640));
	const struct outcome *got = probe(key, WORDS("PROBE_FORMAT=ssh-key"));

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->err, "value-middle 0\n"), "%s",
			   got->err);
	cr_assert_not_null(strstr(got->err, "client-secret 0\n"), "%s",
			   got->err);
}

Test(residue, of_a_password_in_the_secret_service_is_none)
{
	const char *value = make_canary(48);
	const struct outcome *got;

	session_bus_start();
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	got = program_run(&(struct program){
		.arguments = WORDS("connection", "create", "-n", "own"),
		.input = value });
	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	got = program_run(&(struct program){
		.path = AKV_RESIDUE_PROBE,
		.arguments = WORDS("own", masked("value-start", value),
				   masked("value-middle", value + 24),
				   masked("value-end", value + 24)) });
	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_assert_str_eq(got->out, value);
	cr_expect_str_eq(got->err, "value-start 0\n"
				   "value-middle 0\n"
				   "value-end 0\n");
}

Test(residue, of_a_check_is_none)
{
	const char *value = make_canary(48);
	const struct outcome *got = probe(value, WORDS("PROBE_CHECK=1"));

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_expect_not_null(strstr(got->out, "\"secret\": \"canary\""));
	cr_expect_null(strstr(got->out, value));
	expect_nothing(got);
}

/* In each format, and through a query that takes the value apart. */
static void expect_shown(enum akv_output_format format, const char *query)
{
	const char *value = make_canary(48);
	const struct outcome *got =
		probe(value, WORDS(sandbox_text("PROBE_SHOW=%d", (int)format),
				   sandbox_text("PROBE_QUERY=%s", query)));

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	cr_expect_not_null(strstr(got->out, value), "%s", outcome_words(got));
	expect_nothing(got);
}

Test(residue, of_a_value_that_is_shown_is_none)
{
	expect_shown(AKV_OUTPUT_TSV, "value");
}

Test(residue, of_a_secret_in_json_is_none)
{
	expect_shown(AKV_OUTPUT_JSON, "@");
}

Test(residue, of_a_secret_in_yaml_is_none)
{
	expect_shown(AKV_OUTPUT_YAML, "[value, tags]");
}

Test(residue, of_a_secret_in_a_table_is_none)
{
	expect_shown(AKV_OUTPUT_TABLE, "{v: value, n: name}");
}

Test(residue, of_a_query_that_makes_texts_is_none)
{
	expect_shown(AKV_OUTPUT_TSV,
		     "join('', [value, name]) | reverse(@) | reverse(@)");
}

Test(residue, would_be_found)
{
	const char *value = make_canary(48);
	const struct outcome *got = probe(value, WORDS("PROBE_PLANT=1"));

	cr_expect_eq(strncmp(got->err, "value-start 1\n", 14), 0, "%s",
		     outcome_words(got));
}
