/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/e2e/login.h"
#include "tests/harness/kernel_keyring.h"
#include "tests/keyring/secret_service.h"
#include "tests/keyring/session_bus.h"

/* akv logout: who we were is forgotten everywhere. */

static void set_up(void)
{
	suite_set_up();
	kernel_keyring_make();
	session_bus_start();
	config_set(LOGIN_REST);
}

TestSuite(logout, .init = set_up, .fini = suite_tear_down, .timeout = 120);

static void log_in(void)
{
	cr_assert_eq(
		program_run(&(struct program){ .arguments = WORDS(LOGIN),
					       .input = CLOUD_CLIENT_SECRET })
			->status,
		0);
}

Test(logout, undoes_a_login)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	log_in();
	expect_silence(akv("logout"));
	login_expect_config(LOGIN_REST "\n");
	expect_failure(akv("read", "nightly-export"), 4, "NoPrincipal");
	/* the secret is gone, too */
	config_add("\n" CONFIG_PRINCIPAL "client-secret-store = libsecret\n");
	expect_failure(akv("read", "nightly-export"), 10, "NoStoredSecret");
}

Test(logout, forgets_tokens)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	config_set(CONFIG_VAULT "[connection nightly-export]\n"
				"secret = sftp-password\n"
				"[cache]\ntoken-store = libsecret\n");
	log_in();
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
	cr_expect_eq(cloud_count("token_requests"), 1);
	expect_silence(akv("logout"));
	log_in();
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
	cr_expect_eq(cloud_count("token_requests"), 2);
}

Test(logout, leaves_files_and_the_authority)
{
	config_set("[principal]\n# who\ntenant = " CLOUD_TENANT "\n"
		   "client-id = " CLOUD_CLIENT "\n"
		   "authority-host = login.microsoftonline.com ; here\n"
		   "client-secret-file = %s\n",
		   sandbox_path("client-secret"));
	expect_silence(akv("logout"));
	login_expect_config("[principal]\n# who\n"
			    "authority-host = login.microsoftonline.com ; "
			    "here\n");
	config_default();
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
}

Test(logout, says_when_there_is_nobody)
{
	expect_failure(akv("logout"), 1, "NotLoggedIn");
	program_setenv("AKV_CONFIG", NULL);
	expect_failure(akv("logout"), 1, "NotLoggedIn");
}

Test(logout, removes_nothing_when_it_cannot_remove_the_secret)
{
	const struct outcome *got;

	secret_service_start(SECRET_SERVICE_UNLOCKED);
	log_in();
	secret_service_stop();
	got = akv("logout");
	expect_failure(got, 10, "SecretServiceRefused");
	cr_expect_not_null(strstr(got->err, "nothing was removed"));
	login_expect_config(LOGIN_CONFIG "client-secret-store = libsecret\n");
}
