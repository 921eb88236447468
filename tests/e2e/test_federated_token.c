/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/harness/suite.h"

/* Signing in with a token that somebody else signed: a file's, or a build
 * service's. */
E2E_SUITE(federated_token);

#define READ WORDS("read", "nightly-export")
#define GITHUB "federated-token-source = github-actions\n"
#define PIPELINES \
	"federated-token-source = azure-pipelines\n" \
	"service-connection-id = " CLOUD_SERVICE_CONNECTION "\n"

static void configure(const char *principal)
{
	config_set(CONFIG_PRINCIPAL "%s" CONFIG_VAULT
				    "[connection nightly-export]\n"
				    "secret = sftp-password\n"
				    "[cache]\ntoken-store = none\n",
		   principal);
}

static void save(const char *text)
{
	configure(sandbox_text("federated-token-file = %s\n",
			       sandbox_write("token", 0644, "%s", text)));
}

Test(federated_token, of_a_file_signs_in)
{
	save(cloud_federated_token("{}"));
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	/* as kubelet and echo leave it */
	save(sandbox_text("%s\n", cloud_federated_token("{}")));
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
}

Test(federated_token, comes_from_the_environment_alone)
{
	(void)sandbox_write("token", 0644, "%s", cloud_federated_token("{}"));
	config_set(CONFIG_VAULT "[connection nightly-export]\n"
				"secret = sftp-password\n"
				"[cache]\ntoken-store = none\n");
	expect_answer(
		akv_with(WORDS("AZURE_TENANT_ID=" CLOUD_TENANT,
			       "AZURE_CLIENT_ID=" CLOUD_CLIENT,
			       sandbox_text("AZURE_FEDERATED_TOKEN_FILE=%s",
					    sandbox_path("token"))),
			 READ),
		CLOUD_PASSWORD);
}

Test(federated_token, is_read_at_each_use)
{
	save(cloud_federated_token("{'subject': 'somebody:else'}"));
	expect_failure(akv_run(READ), 4, "AADSTS700213");
	save(cloud_federated_token("{}"));
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
}

Test(federated_token, for_another_audience_is_refused)
{
	save(cloud_federated_token("{'audience': 'https://kubernetes'}"));
	expect_failure(akv_run(READ), 4, "AADSTS700212");
}

static void expect_bad_file(const char *words)
{
	const struct outcome *got = akv_run(READ);

	expect_failure(got, 2, "InvalidFederatedToken");
	cr_assert_not_null(strstr(got->err, words), "%s: %s", words, got->err);
	cr_assert_eq(cloud_count("requests"), 0);
}

Test(federated_token, file_that_has_none_is_refused)
{
	save("\n");
	expect_bad_file("empty");
	save("a.b.c\nd.e.f\n");
	expect_bad_file("line");
	save("<html></html>");
	expect_bad_file(sandbox_path("token"));
}

Test(federated_token, file_may_be_no_file)
{
	cr_assert_eq(mkdir(sandbox_path("token"), 0700), 0);
	configure(sandbox_text("federated-token-file = %s\n",
			       sandbox_path("token")));
	expect_failure(akv_run(READ), 2, "NotAFile");
	configure("federated-token-file = /nonexistent\n");
	expect_failure(akv_run(READ), 2, "FileNotFound");
	cr_assert_eq(cloud_count("requests"), 0);
}

/* -- build services -- */

Test(federated_token, of_github_signs_in)
{
	configure(GITHUB);
	expect_answer(
		akv_with(
			WORDS("ACTIONS_ID_TOKEN_REQUEST_URL=" CLOUD_GITHUB_URL,
			      "ACTIONS_ID_TOKEN_REQUEST_TOKEN=" CLOUD_GITHUB_TOKEN),
			READ),
		CLOUD_PASSWORD);
}

Test(federated_token, of_github_needs_the_jobs_permission)
{
	const struct outcome *got;

	configure(GITHUB);
	got = akv_run(READ);
	expect_failure(got, 2, "InvalidJobVariable");
	expect_hint(got, "id-token: write");
	expect_untouched();
}

Test(federated_token, of_azure_pipelines_signs_in)
{
	configure(PIPELINES);
	expect_answer(
		akv_with(WORDS("SYSTEM_OIDCREQUESTURI=" CLOUD_PIPELINES_URL,
			       "SYSTEM_ACCESSTOKEN=" CLOUD_PIPELINES_TOKEN),
			 READ),
		CLOUD_PASSWORD);
}

Test(federated_token, of_azure_pipelines_may_be_refused)
{
	configure(PIPELINES);
	expect_failure(
		akv_with(WORDS("SYSTEM_OIDCREQUESTURI=" CLOUD_PIPELINES_URL,
			       "SYSTEM_ACCESSTOKEN=wrong"),
			 READ),
		4, "FederatedTokenRefused");
}
