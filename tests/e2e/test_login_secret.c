/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <string.h>

#include "tests/e2e/login.h"
#include "tests/fakes/typist.h"
#include "tests/keyring/secret_service.h"
#include "tests/keyring/session_bus.h"

/* akv login with a client secret that is typed or piped: it is kept in the
 * Secret Service and nowhere else. */

static void set_up(void)
{
	suite_set_up();
	config_set(LOGIN_REST);
	session_bus_start();
}

TestSuite(login_secret, .init = set_up, .fini = suite_tear_down,
	  .timeout = 120);

static const struct outcome *pipe_in(const char *input)
{
	return program_run(
		&(struct program){ .arguments = WORDS(LOGIN), .input = input });
}

static struct running *start_asked(void)
{
	struct running *running =
		program_start(&(struct program){ .arguments = WORDS(LOGIN),
						 .stdin_fd = PROGRAM_TERMINAL,
						 .has_terminal = true });

	typist_sees(program_terminal(running),
		    "Client secret of " CLOUD_CLIENT ": ");
	cr_assert_not(typist_is_shown(program_terminal(running)));
	return running;
}

static void expect_kept(void)
{
	login_expect_config(LOGIN_CONFIG "client-secret-store = libsecret\n");
	expect_answer(akv("read", "nightly-export"), CLOUD_PASSWORD);
}

Test(login_secret, is_asked_for_and_not_shown)
{
	struct running *running;

	secret_service_start(SECRET_SERVICE_UNLOCKED);
	running = start_asked();
	typist_types(program_terminal(running), CLOUD_CLIENT_SECRET "\n");
	cr_expect_null(strstr(typist_screen(program_terminal(running)),
			      "cloud-secret"));
	login_expect_account(program_end(running), "client secret",
			     "libsecret");
	expect_kept();
}

Test(login_secret, is_not_waited_for_when_somebody_gives_up)
{
	struct running *running = start_asked();

	typist_types(program_terminal(running), "half\003");
	cr_expect_eq(program_end(running)->status, 128 + SIGINT);
	login_expect_config(LOGIN_REST);
	running = start_asked();
	typist_types(program_terminal(running), "\n");
	expect_failure(program_end(running), 2, "NothingEntered");
	expect_untouched();
}

Test(login_secret, comes_by_stdin)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	login_expect_account(pipe_in(CLOUD_CLIENT_SECRET "\n"), "client secret",
			     "libsecret");
	expect_kept();
	login_expect_account(
		program_run(&(struct program){
			.arguments = WORDS(LOGIN, "--client-secret-file", "-"),
			.input = CLOUD_CLIENT_SECRET,
		}),
		"client secret", "libsecret");
	expect_kept();
}

Test(login_secret, that_is_none_is_refused)
{
	expect_failure(pipe_in("\n"), 2, "InvalidClientSecret");
	expect_failure(pipe_in("one\ntwo\n"), 2, "InvalidClientSecret");
	expect_failure(akv(LOGIN), 2, "InvalidClientSecret");
	expect_untouched();
	login_expect_config(LOGIN_REST);
}

Test(login_secret, that_is_wrong_is_not_kept)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	(void)pipe_in(CLOUD_CLIENT_SECRET);
	expect_failure(pipe_in("not-the-secret"), 4, "AADSTS7000215");
	/* the one before still is */
	expect_kept();
}

static void expect_nowhere_to_keep(const struct outcome *got,
				   const char *reason)
{
	expect_failure(got, 10, reason);
	expect_hint(got, "client-secret-file");
	expect_hint(got, "LoadCredentialEncrypted=");
	login_expect_config(LOGIN_REST);
}

Test(login_secret, is_kept_nowhere_else)
{
	expect_nowhere_to_keep(pipe_in(CLOUD_CLIENT_SECRET),
			       "SecretServiceRefused");
	session_bus_use(NULL);
	expect_nowhere_to_keep(pipe_in(CLOUD_CLIENT_SECRET), "NoSecretService");
}

Test(login_secret, is_not_kept_where_it_is_locked)
{
	secret_service_start(SECRET_SERVICE_LOCKED);
	expect_nowhere_to_keep(pipe_in(CLOUD_CLIENT_SECRET),
			       "SecretServiceRefused");
}

Test(login_secret, is_not_kept_where_nothing_lasts)
{
	secret_service_start(SECRET_SERVICE_NEW);
	expect_nowhere_to_keep(pipe_in(CLOUD_CLIENT_SECRET),
			       "SecretServiceRefused");
}

Test(login_secret, is_needed_for_every_sign_in)
{
	const struct outcome *got;

	secret_service_start(SECRET_SERVICE_UNLOCKED);
	(void)pipe_in(CLOUD_CLIENT_SECRET);
	secret_service_pause();
	got = akv("read", "nightly-export");
	secret_service_resume();
	expect_failure(got, 10, "SecretServiceSilent");
	expect_within(got, 15000);
	secret_service_stop();
	got = akv("read", "nightly-export");
	expect_failure(got, 10, "SecretServiceRefused");
	expect_hint(got, "client-secret-file");
}

Test(login_secret, outlives_the_service)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	(void)pipe_in(CLOUD_CLIENT_SECRET);
	secret_service_stop();
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	expect_kept();
}

Test(login_secret, is_put_back_when_the_file_cannot_be_written)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	(void)pipe_in(CLOUD_CLIENT_SECRET);
	program_setenv("AKV_CONFIG", "/proc/akv/config");
	expect_failure(pipe_in(CLOUD_CLIENT_SECRET), 10, "DirectoryFailed");
	program_setenv("AKV_CONFIG", config_path());
	expect_kept();
}

Test(login_secret, goes_when_another_credential_takes_its_place)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	(void)pipe_in(CLOUD_CLIENT_SECRET);
	login_expect_account(akv(LOGIN, "--client-secret-file",
				 sandbox_path("client-secret")),
			     "client secret", sandbox_path("client-secret"));
	config_set(LOGIN_CONFIG "client-secret-store = libsecret\n");
	expect_failure(akv("read", "nightly-export"), 10, "NoStoredSecret");
}

Test(login_secret, is_missed_when_somebody_has_removed_it)
{
	const struct outcome *got;

	secret_service_start(SECRET_SERVICE_UNLOCKED);
	config_add("\n" CONFIG_PRINCIPAL "client-secret-store = libsecret\n");
	got = akv("read", "nightly-export");
	expect_failure(got, 10, "NoStoredSecret");
	expect_hint(got, "akv login");
}
