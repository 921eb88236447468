/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/residue/look.h"

/*
 * When akv has done its work nothing of the value, the token and the client
 * secret is left in the process: not in its own buffers, nor in those of
 * libcurl, OpenSSL, json-c, GLib and libsecret.
 */

E2E_SUITE(residue);

Test(residue, of_a_short_value_is_none)
{
	const char *value = look_for(48);

	look_expect_clean(look_at(WORDS("read", "canary")), value);
}

Test(residue, of_a_long_value_is_none)
{
	const char *value = look_for(19000);

	look_expect_clean(look_at(WORDS("read", "canary")), value);
}

Test(residue, of_a_client_secret_from_the_environment_is_none)
{
	const char *value = look_for(48);

	look_expect_clean(
		look_run((struct program){
			.arguments = WORDS("read", "canary"),
			.environment = WORDS(
				"AZURE_CLIENT_SECRET=" CLOUD_CLIENT_SECRET) }),
		value);
}

Test(residue, of_a_value_in_json_is_none)
{
	(void)look_for(48);
	look_expect_nothing(
		look_at(WORDS("read", "canary", "--format", "json")));
}

Test(residue, of_a_value_in_variables_is_none)
{
	(void)look_for(48);
	look_expect_nothing(
		look_at(WORDS("read", "canary", "--format", "env")));
}

Test(residue, of_a_key_that_is_mended_is_none)
{
	const struct outcome *got;

	(void)look_for_value(
		sandbox_text("-----BEGIN OPENSSH PRIVATE KEY-----\r\n"
			     "b3BlbnNzaC1rZXktdjEA%s\r\n"
			     "-----END OPENSSH PRIVATE KEY-----\r\n",
			     look_make_canary(640)),
		LOOK_URL);
	got = look_at(WORDS("read", "canary", "--format", "ssh-key"));
	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	/* its first line is in the program itself */
	cr_assert_not_null(strstr(got->err, "value-middle 0\n"), "%s",
			   got->err);
	cr_assert_not_null(strstr(got->err, "client-secret 0\n"), "%s",
			   got->err);
}

Test(residue, of_a_check_is_none)
{
	const char *value = look_for(48);
	const struct outcome *got = look_at(WORDS("check", "canary"));

	look_expect_nothing(got);
	cr_expect_not_null(strstr(got->out, "\"secret\": \"canary\""));
	cr_expect_null(strstr(got->out, value));
}

/* In each format, and through a query that takes the value apart. */
static void expect_shown(const char *format, const char *query)
{
	const char *value = look_for(48);
	const struct outcome *got =
		look_at(WORDS("secret", "show", "-n", "canary", "-o", format,
			      "--query", query));

	look_expect_nothing(got);
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
	const char *value = look_for(48);
	const struct outcome *got = look_run((struct program){
		.arguments = WORDS("get"), .input = "connection=canary\n\n" });

	look_expect_nothing(got);
	cr_expect_not_null(strstr(got->out, value));
}

Test(residue, of_a_batch_is_none)
{
	const char *value = look_for(48);
	const struct outcome *got = look_run(
		(struct program){ .arguments = WORDS("get", "--batch"),
				  .input = "connection=canary\n\n"
					   "secret=canary\nencoding=base64\n\n"
					   "connection=canary\n\n" });

	look_expect_nothing(got);
	cr_expect_not_null(strstr(got->out, value));
}

Test(residue, of_an_answer_to_docker_is_none)
{
	const char *value = look_for_value(look_make_canary(48),
					   "https://me@canary.example.com");
	const struct outcome *got = look_run((struct program){
		.path = AKV_RESIDUE_PROBES "docker-credential-akv",
		.arguments = WORDS("get"),
		.input = "canary.example.com" });

	look_expect_nothing(got);
	cr_expect_not_null(strstr(got->out, value));
}

Test(residue, of_what_askpass_prints_is_none)
{
	const char *value = look_for(48);

	look_expect_clean(
		look_run((struct program){
			.path = AKV_RESIDUE_PROBES "akv-askpass",
			.arguments = WORDS(LOOK_QUESTION),
			.environment = WORDS("AKV_CONNECTION=canary") }),
		sandbox_text("%s\n", value));
}

/* -- the probe itself -- */

Test(residue, would_be_found)
{
	(void)look_for(48);
	look_expect(look_run((struct program){
			    .arguments = WORDS("read", "canary"),
			    .environment = WORDS("PROBE_PLANT=1") }),
		    "-- end\n"
		    "value-start 1\n"
		    "value-middle 0\n"
		    "value-end 0\n"
		    "client-secret 0\n" LOOK_NO_TOKEN);
}
