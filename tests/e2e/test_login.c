/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/e2e/login.h"

/* akv login with what needs no Secret Service, and its command line. */

static void set_up(void)
{
	suite_set_up();
	config_set(LOGIN_REST);
}

TestSuite(login, .init = set_up, .fini = suite_tear_down, .timeout = 120);

static const char *secret_file(void)
{
	return sandbox_path("client-secret");
}

Test(login, saves_the_path_of_a_client_secret)
{
	const struct outcome *got =
		akv(LOGIN, "--client-secret-file", secret_file());

	login_expect_account(got, "client secret", secret_file());
	cr_assert_eq(got->err_len, 0, "%s", outcome_words(got));
	login_expect_config(LOGIN_CONFIG "client-secret-file = %s\n",
			    secret_file());
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
}

Test(login, makes_paths_absolute)
{
	/* runs start in the sandbox */
	(void)akv(LOGIN, "--client-secret-file", "client-secret");
	login_expect_config(LOGIN_CONFIG "client-secret-file = %s\n",
			    secret_file());
}

Test(login, makes_a_configuration)
{
	struct stat file;

	program_setenv("AKV_CONFIG", NULL);
	program_setenv("AKV_TOKEN_STORE", "none");
	login_expect_account(akv(LOGIN, "--client-secret-file", secret_file()),
			     "client secret", secret_file());
	cr_assert_eq(stat(sandbox_path("home/.config/akv/config"), &file), 0);
	cr_expect_eq(file.st_mode & 07777, 0600);
	cr_assert_eq(stat(sandbox_path("home/.config/akv"), &file), 0);
	cr_expect_eq(file.st_mode & 07777, 0700);
	login_expect_account(akv("account", "show"), "client secret",
			     secret_file());
}

Test(login, replaces_what_was_there)
{
	config_set("[principal]\n# the old one\ntenant = contoso.com ; why\n"
		   "client-id = 11111111-2222-3333-4444-555555555555\n"
		   "certificate = /nowhere\n"
		   "certificate-password-file = /nowhere\n"
		   "certificate-algorithm = RS256\n"
		   "send-certificate-chain = true\n"
		   "authority-host = login.microsoftonline.com\n");
	program_setenv("AKV_TOKEN_STORE", "none");
	login_expect_account(akv(LOGIN, "--client-secret-file", secret_file()),
			     "client secret", secret_file());
	login_expect_config("[principal]\n# the old one\n"
			    "tenant = " CLOUD_TENANT " ; why\n"
			    "client-id = " CLOUD_CLIENT "\n"
			    "authority-host = login.microsoftonline.com\n"
			    "client-secret-file = %s\n",
			    secret_file());
}

/* -- nothing is saved that did not work -- */

static void expect_unsaved(const struct outcome *got, int status,
			   const char *reason)
{
	expect_failure(got, status, reason);
	login_expect_config(LOGIN_REST);
}

Test(login, saves_nothing_when_entra_refuses)
{
	(void)sandbox_write("client-secret", 0600, "not-the-secret");
	expect_unsaved(akv(LOGIN, "--client-secret-file", secret_file()), 4,
		       "AADSTS7000215");
}

Test(login, saves_nothing_when_nobody_answers)
{
	program_setenv("HTTPS_PROXY", "http://127.0.0.1:9");
	expect_unsaved(akv(LOGIN, "--client-secret-file", secret_file()), 7,
		       "ConnectFailed");
}

Test(login, asks_entra_whatever_is_kept)
{
	config_set("[cache]\ntoken-store = keyring\n");
	for (int i = 1; i <= 2; i++) {
		(void)akv(LOGIN, "--client-secret-file", secret_file());
		cr_expect_eq(cloud_count("token_requests"), i);
	}
}

Test(login, saves_no_file_that_cannot_be_used)
{
	(void)sandbox_write("client-secret", 0644, CLOUD_CLIENT_SECRET);
	expect_unsaved(akv(LOGIN, "--client-secret-file", secret_file()), 2,
		       "FileNotPrivate");
	expect_unsaved(akv(LOGIN, "--client-secret-file", "/nowhere"), 2,
		       "FileNotFound");
	expect_unsaved(akv(LOGIN, "--certificate", "/nowhere"), 2,
		       "FileNotFound");
	expect_untouched();
}

Test(login, says_when_it_cannot_write)
{
	if (geteuid() == 0) {
		/* root can write everywhere but there */
		program_setenv("AKV_CONFIG", "/proc/akv/config");
		expect_failure(
			akv(LOGIN, "--client-secret-file", secret_file()), 10,
			"DirectoryFailed");
		return;
	}
	cr_assert_eq(chmod(sandbox_path("."), 0500), 0);
	expect_failure(akv(LOGIN, "--client-secret-file", secret_file()), 10,
		       "WriteFailed");
	cr_assert_eq(chmod(sandbox_path("."), 0700), 0);
}

/* -- the environment -- */

Test(login, warns_of_variables_that_win)
{
	const struct outcome *got =
		akv_with(WORDS("AZURE_TENANT_ID=" CLOUD_OTHER_TENANT,
			       "AZURE_CLIENT_SECRET=of-another"),
			 WORDS(LOGIN, "--client-secret-file", secret_file()));

	login_expect_account(got, "client secret", secret_file());
	cr_expect_str_eq(got->err,
			 "akv: warning: AZURE_TENANT_ID is set, and will win "
			 "over what is saved now\n"
			 "akv: warning: AZURE_CLIENT_SECRET is set, and will "
			 "win over what is saved now\n");
}

/* -- the command line -- */

static void expect_misused(const struct outcome *got, const char *words)
{
	expect_unsaved(got, 2, "BadOption");
	cr_expect_not_null(strstr(got->err, words), "%s", outcome_words(got));
}

Test(login, wants_to_know_as_whom)
{
	expect_misused(akv("login"), "as whom?");
	expect_misused(akv("login", "--identity", "--service-principal"),
		       "as whom?");
	expect_misused(akv("login", "--service-principal", "-u", CLOUD_CLIENT),
		       "--tenant");
	expect_misused(akv("login", "--service-principal", "-t", CLOUD_TENANT),
		       "--username");
	expect_untouched();
}

Test(login, takes_one_way_to_sign_in)
{
	expect_misused(akv(LOGIN, "--certificate", "/a",
			   "--federated-token-file", "/b"),
		       "one of");
	expect_misused(akv(LOGIN, "--certificate-password-file", "/a"),
		       "--certificate-password-file");
	expect_misused(akv(LOGIN, "--certificate", ""), "empty");
	expect_misused(akv("login", "--identity", "-t", CLOUD_TENANT),
		       "--identity");
	expect_untouched();
}

Test(login, takes_no_secret_from_the_command_line)
{
	const struct outcome *got;

	canary_add("hunter2-hunter2", 15);
	got = akv(LOGIN, "-p", "hunter2-hunter2");
	expect_unsaved(got, 2, "SecretOnCommandLine");
	expect_hint(got, "--client-secret-file");
	expect_unsaved(akv(LOGIN, "--password=hunter2-hunter2"), 2,
		       "SecretOnCommandLine");
	expect_untouched();
}

Test(login, checks_the_ids)
{
	expect_unsaved(akv("login", "--service-principal", "-u", "nightly",
			   "-t", CLOUD_TENANT, "--certificate", "/a"),
		       2, "InvalidClientId");
	expect_unsaved(akv("login", "--service-principal", "-u", CLOUD_CLIENT,
			   "-t", "a/b", "--certificate", "/a"),
		       2, "InvalidTenant");
	expect_untouched();
}

Test(login, saves_the_path_of_a_federated_token)
{
	const char *file = sandbox_path("token");

	(void)sandbox_write("token", 0600, "%s", cloud_federated_token("{}"));
	login_expect_account(akv(LOGIN, "--federated-token-file", file),
			     "federated token", file);
	login_expect_config(LOGIN_CONFIG "federated-token-file = %s\n", file);
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
}

#define IMDS sandbox_text("AZURE_POD_IDENTITY_AUTHORITY_HOST=%s", cloud_imds())

Test(login, saves_which_identity_it_is)
{
	const struct outcome *got =
		akv_with(WORDS(IMDS), WORDS("login", "--identity"));

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	login_expect_config(LOGIN_REST
			    "\n[principal]\nmanaged-identity = imds\n");
	got = akv_with(WORDS(IMDS), WORDS("read", "nightly-export"));
	expect_answer(got, CLOUD_PASSWORD);
}
