/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/e2e/tokens.h"
#include "tests/harness/kernel_keyring.h"
#include "tests/harness/suite.h"

/* What Entra ID refused one process it is not asked by the next. */
E2E_SUITE(back_off);

#define READ WORDS("read", "nightly-export")

static void disable(const char *disabled)
{
	cloud_tell("POST", "/apps/" CLOUD_CLIENT, "{'disabled': %s}", disabled);
}

static void expect_asked(long count)
{
	cr_assert_eq(cloud_count("token_requests"), count);
}

/* The first line of stderr, which has the sentence and the code. */
static const char *sentence(const struct outcome *got)
{
	return sandbox_text("%.*s", (int)strcspn(got->err, "\n"), got->err);
}

static void expect_shared(const char *reason)
{
	const struct outcome *first = akv_run(READ);
	const struct outcome *second = akv_run(READ);

	expect_failure(first, 4, reason);
	cr_assert_null(strstr(first->err, "remembered"));
	expect_failure(second, 4, reason);
	expect_error(second, sentence(first));
	expect_hint(second, "this is remembered, and Entra ID is not asked "
			    "again before 20");
	expect_hint(second, "to ask at once: akv cache clear");
	expect_quit(akv_get("connection=nightly-export\n\n"), 4, reason);
	expect_asked(1);
	cr_assert_eq(cloud_count("vault_requests"), 0);
}

Test(back_off, holds_for_a_principal_that_was_removed)
{
	cloud_tell("POST", "/apps/" CLOUD_CLIENT, "{'principals': {}}");
	expect_shared("AADSTS7000229");
}

Test(back_off, holds_for_a_principal_that_was_disabled)
{
	disable("true");
	expect_shared("AADSTS7000112");
}

Test(back_off, holds_for_a_principal_that_a_policy_locks_out)
{
	cloud_tell("POST", "/apps/" CLOUD_CLIENT,
		   "{'conditional_access': true}");
	expect_shared("AADSTS53003");
}

Test(back_off, ends_when_the_cache_is_cleared)
{
	const struct outcome *got;

	disable("true");
	expect_failure(akv_run(READ), 4, "AADSTS7000112");
	disable("false");
	expect_failure(akv_run(READ), 4, "AADSTS7000112");
	got = akv("cache", "show");
	cr_assert_eq(got->status, 0);
	cr_assert_eq(strncmp(got->err, "akv: not signing in before 20", 29), 0,
		     "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->err, "(AADSTS7000112)\n"));
	cr_assert_str_eq(akv("cache", "show", "--only-show-errors")->err, "");
	expect_silence(akv("cache", "clear"));
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	cr_assert_str_eq(akv("cache", "show")->err, "");
}

Test(back_off, ends_with_a_login)
{
	disable("true");
	expect_failure(akv_run(READ), 4, "AADSTS7000112");
	disable("false");
	cr_assert_eq(akv("login", "--service-principal", "-u", CLOUD_CLIENT,
			 "-t", CLOUD_TENANT, "--client-secret-file",
			 sandbox_path("client-secret"))
			     ->status,
		     0);
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
}

/* Neither for another login, nor for what it saved. */
Test(back_off, of_a_wrong_login_keeps_no_right_one_out)
{
	static const char wrong[] = "wrong-secret~9.value";
	const char *const login[] = {
		"login",
		"--service-principal",
		"-u",
		CLOUD_CLIENT,
		"-t",
		CLOUD_TENANT,
		"--client-secret-file",
		sandbox_write("typed", 0600, "%s", wrong),
		NULL,
	};

	canary_add(wrong, strlen(wrong));
	expect_failure(akv_run(login), 4, "AADSTS7000215");
	expect_failure(akv_run(login), 4, "AADSTS7000215");
	/* a person asks as often as he likes */
	expect_asked(2);
	(void)sandbox_write("typed", 0600, "%s", CLOUD_CLIENT_SECRET);
	cr_assert_eq(akv_run(login)->status, 0);
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
}

Test(back_off, does_not_hold_for_a_new_credential)
{
	(void)sandbox_write("client-secret", 0600, CLOUD_EXPIRED_CLIENT_SECRET);
	expect_failure(akv_run(READ), 4, "AADSTS7000222");
	expect_failure(akv_run(READ), 4, "AADSTS7000222");
	expect_asked(1);
	(void)sandbox_write("client-secret", 0600, CLOUD_CLIENT_SECRET);
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	expect_asked(2);
}

Test(back_off, lasts_as_long_as_entra_wants)
{
	cloud_fault("{'match': {'host': 'login.*'}, 'do':"
		    " {'status': 429, 'headers': {'Retry-After': '600'},"
		    " 'body': 'Too Many Requests',"
		    " 'content_type': 'text/plain'}}");
	expect_failure(akv_run(READ), 8, "Throttled");
	expect_failure(akv_run(READ), 8, "Throttled");
	expect_asked(1);
	cloud_clear_faults();
	cloud_fault("{'match': {'host': 'login.*', 'times': 2}, 'do':"
		    " {'status': 429, 'headers': {'Retry-After': '0'}}}");
	expect_silence(akv("cache", "clear"));
	expect_failure(akv_run(READ), 8, "Throttled");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
}

Test(back_off, is_for_refusals_alone)
{
	cloud_fault("{'match': {'host': 'login.*', 'times': 2}, 'do':"
		    " {'status': 503}}");
	expect_failure(akv_run(READ), 7, "ServerError");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
}

/* Garbage, a directory, and nowhere to write: nobody fails for that. */
Test(back_off, is_never_the_reason_to_fail)
{
	const char *home = sandbox_write("no-home", 0600, "a file");
	const char *const nowhere[] = {
		sandbox_text("HOME=%s", home),
		"XDG_RUNTIME_DIR",
		NULL,
	};

	disable("true");
	expect_failure(akv_with(nowhere, READ), 4, "AADSTS7000112");
	expect_failure(akv_with(nowhere, READ), 4, "AADSTS7000112");
	expect_asked(2);
	disable("false");
	expect_answer(akv_with(nowhere, READ), CLOUD_PASSWORD);
	expect_silence(akv_with(nowhere, WORDS("cache", "clear")));
}

/* A token that is kept is the vault's to judge; one that it refused is gone,
 * and nothing else is served in its place. */
Test(back_off, leaves_kept_tokens_to_the_vault)
{
	kernel_keyring_make();
	tokens_use("keyring");
	tokens_read();
	disable("true");
	tokens_read();
	cloud_tell("POST", "/tokens/revoke", "{}");
	expect_failure(akv_run(READ), 4, "AADSTS7000112");
	cr_assert_null(strstr(kernel_keyring_words(), "akv:token:"));
	expect_failure(akv_run(READ), 4, "AADSTS7000112");
	/* the second time no request needs to be made to know */
	expect_asked(2);
	cr_assert_eq(cloud_count("vault_requests"), 3);
}
