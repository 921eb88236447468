/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/harness/suite.h"

/* Where the client secret comes from, and half a principal. */
E2E_SUITE(principal);

#define READ WORDS("read", "nightly-export")
#define TENANT "AZURE_TENANT_ID=" CLOUD_TENANT
#define CLIENT "AZURE_CLIENT_ID=" CLOUD_CLIENT
#define SECRET "AZURE_CLIENT_SECRET=" CLOUD_CLIENT_SECRET

/* A configuration with this much of [principal]. */
static void configure(const char *principal)
{
	config_set("%s" CONFIG_VAULT "[connection nightly-export]\n"
		   "secret = sftp-password\n[cache]\ntoken-store = none\n",
		   principal);
}

Test(principal, comes_from_the_environment_alone)
{
	configure("");
	expect_answer(akv_with(WORDS(TENANT, CLIENT, SECRET), READ),
		      CLOUD_PASSWORD);
}

Test(principal, of_the_environment_wins)
{
	configure("[principal]\ntenant = " CLOUD_OTHER_TENANT "\n"
		  "client-id = 11111111-2222-3333-4444-555555555555\n"
		  "client-secret-file = /nonexistent\n");
	expect_answer(akv_with(WORDS(TENANT, CLIENT, SECRET), READ),
		      CLOUD_PASSWORD);
}

Test(principal, takes_a_variables_secret_with_the_configured_ids)
{
	configure(CONFIG_PRINCIPAL);
	expect_answer(akv_with(WORDS(SECRET), READ), CLOUD_PASSWORD);
}

Test(principal, reads_a_file_that_ends_in_a_newline)
{
	(void)sandbox_write("client-secret", 0600, CLOUD_CLIENT_SECRET "\n");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	(void)sandbox_write("client-secret", 0400, CLOUD_CLIENT_SECRET "\r\n");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
}

Test(principal, takes_what_systemd_gives_to_the_unit)
{
	cr_assert_eq(mkdir(sandbox_path("credentials"), 0700), 0);
	(void)sandbox_write("credentials/akv.client-secret", 0400,
			    CLOUD_CLIENT_SECRET);
	configure(CONFIG_PRINCIPAL);
	expect_answer(akv_with(WORDS(sandbox_text("CREDENTIALS_DIRECTORY=%s",
						  sandbox_path("credentials"))),
			       READ),
		      CLOUD_PASSWORD);
}

Test(principal, sends_the_secret_as_the_form_wants_it)
{
	cloud_tell("POST", "/apps/" CLOUD_CLIENT,
		   "{'secrets': [{'value': 'a+b/c=d~e&f%%g h\\u00e9.-_'}]}");
	canary_add("a+b/c=d~e&f", 11);
	expect_answer(akv_with(WORDS(TENANT, CLIENT,
				     "AZURE_CLIENT_SECRET=a+b/c=d~e&f%g h"
				     "\xc3\xa9.-_"),
			       READ),
		      CLOUD_PASSWORD);
}

Test(principal, is_missing)
{
	const struct outcome *got;

	configure("");
	got = akv_run(READ);
	expect_failure(got, 4, "NoPrincipal");
	expect_hint(got, "AZURE_CLIENT_SECRET");
	expect_hint(got, "client-secret-file");
	expect_untouched();
}

static void expect_incomplete(const char *const *environment,
			      const char *missing)
{
	const struct outcome *got = akv_with(environment, READ);

	expect_failure(got, 2, "IncompletePrincipal");
	cr_assert_not_null(strstr(got->err, missing), "%s", outcome_words(got));
	expect_untouched();
}

Test(principal, half_of_the_environment_is_an_error_that_names_the_rest)
{
	configure("");
	expect_incomplete(WORDS(TENANT), "AZURE_CLIENT_ID");
	expect_incomplete(WORDS(TENANT), "AZURE_CLIENT_SECRET");
	expect_incomplete(WORDS(CLIENT), "AZURE_TENANT_ID");
	expect_incomplete(WORDS(TENANT, CLIENT), "AZURE_CLIENT_SECRET");
	expect_incomplete(WORDS(TENANT, SECRET), "AZURE_CLIENT_ID");
	expect_incomplete(WORDS(CLIENT, SECRET), "AZURE_TENANT_ID");
	expect_incomplete(WORDS(SECRET), "AZURE_TENANT_ID");
}

Test(principal, half_of_the_environment_takes_nothing_from_the_configuration)
{
	expect_incomplete(WORDS(TENANT), "AZURE_CLIENT_ID");
	expect_incomplete(WORDS(TENANT, CLIENT), "AZURE_CLIENT_SECRET");
	expect_incomplete(WORDS(CLIENT, SECRET), "AZURE_TENANT_ID");
}

Test(principal, half_of_the_configuration_is_an_error_that_names_the_rest)
{
	configure(CONFIG_PRINCIPAL);
	expect_incomplete(NULL, "client-secret-file");
	configure("[principal]\ntenant = " CLOUD_TENANT "\n"
		  "client-secret-file = /nonexistent\n");
	expect_incomplete(NULL, "client-id");
}

Test(principal, an_empty_variable_is_none)
{
	expect_answer(akv_with(WORDS("AZURE_TENANT_ID=", "AZURE_CLIENT_ID=",
				     "AZURE_CLIENT_SECRET="),
			       READ),
		      CLOUD_PASSWORD);
}

/* -- files that are not to be trusted -- */

static void expect_file_refused(int status, const char *reason,
				const char *words)
{
	const struct outcome *got = akv_run(READ);

	expect_failure(got, status, reason);
	cr_assert_not_null(strstr(got->err, sandbox_path("client-secret")),
			   "%s", outcome_words(got));
	if (words != NULL)
		cr_assert_not_null(strstr(got->err, words), "%s",
				   outcome_words(got));
	expect_untouched();
}

Test(principal, refuses_a_secret_that_others_can_read)
{
	(void)sandbox_write("client-secret", 0644, CLOUD_CLIENT_SECRET);
	expect_file_refused(2, "FileNotPrivate", "chmod");
	(void)sandbox_write("client-secret", 0640, CLOUD_CLIENT_SECRET);
	expect_file_refused(2, "FileNotPrivate", "chmod");
	(void)sandbox_write("client-secret", 0602, CLOUD_CLIENT_SECRET);
	expect_file_refused(2, "FileNotPrivate", "chmod");
}

Test(principal, refuses_a_secret_that_is_none)
{
	(void)sandbox_write("client-secret", 0600, "%s", "");
	expect_file_refused(2, "InvalidClientSecret", NULL);
	(void)sandbox_write("client-secret", 0600, "\n");
	expect_file_refused(2, "InvalidClientSecret", NULL);
	(void)sandbox_write("client-secret", 0600, "one\ntwo\n");
	expect_file_refused(2, "InvalidClientSecret", NULL);
}

Test(principal, names_the_file_that_is_not_there)
{
	(void)remove(sandbox_path("client-secret"));
	expect_file_refused(2, "FileNotFound", NULL);
}

Test(principal, knows_ids_that_are_none)
{
	expect_failure(
		akv_with(WORDS("AZURE_TENANT_ID=a/b", CLIENT, SECRET), READ), 2,
		"InvalidTenant");
	expect_failure(
		akv_with(WORDS(TENANT, "AZURE_CLIENT_ID=nightly", SECRET),
			 READ),
		2, "InvalidClientId");
	expect_untouched();
}

Test(principal, signs_in_where_the_authority_variable_says)
{
	expect_answer(
		akv_with(
			WORDS("AZURE_AUTHORITY_HOST=https://login.windows.net/"),
			READ),
		CLOUD_PASSWORD);
	cr_assert_eq(cloud_connects_to("login.windows.net"), 1);
	cr_assert_eq(cloud_connects_to(CLOUD_LOGIN_HOST), 0);
}

Test(principal, never_signs_in_anywhere_else)
{
	static const char *const authorities[] = {
		"http://login.microsoftonline.com/",
		"https://login.evil.example/",
		"https://login.microsoftonline.com.evil.example/",
		"https://login.microsoftonline.com:444/",
		"https://me@login.microsoftonline.com/",
		"https://login.microsoftonline.com\\@evil.example/",
		"https://login.chinacloudapi.cn/",
	};

	for (size_t i = 0; i < sizeof(authorities) / sizeof(authorities[0]);
	     i++)
		cr_assert_eq(
			akv_with(WORDS(sandbox_text("AZURE_AUTHORITY_HOST=%s",
						    authorities[i])),
				 READ)
				->status,
			2, "%s", authorities[i]);
	expect_untouched();
}
