/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/e2e/check_rows.h"
#include "tests/harness/kernel_keyring.h"
#include "tests/keyring/secret_service.h"
#include "tests/keyring/session_bus.h"

/*
 * Access that was taken away: every connection of the vault stops working, says
 * so, and nothing that was kept lives on.
 */

static void set_up(void)
{
	suite_set_up();
	kernel_keyring_make();
	session_bus_start();
}

TestSuite(revoked, .init = set_up, .fini = suite_tear_down, .timeout = 180);

/* Two vaults, and a token that is kept in ${store}. */
static void use(const char *store)
{
	config_set(CONFIG_PRINCIPAL "client-secret-file = %s\n" CONFIG_VAULT
				    "[vault contoso-policy]\n"
				    "[connection one]\nsecret = sftp-password\n"
				    "[connection two]\nsecret = unicode\n"
				    "[connection other]\n"
				    "secret = sftp-password\n"
				    "vault = contoso-policy\n"
				    "[cache]\ntoken-store = %s\n",
		   sandbox_path("client-secret"), store);
	expect_answer(akv("read", "one"), CLOUD_PASSWORD);
	cr_assert_eq(akv("read", "other")->status, 0);
}

static void expect_removed(const struct outcome *got, const char *reason)
{
	expect_failure(got, 5, reason);
	cr_expect_not_null(strstr(got->err, "access was removed"), "%s",
			   outcome_words(got));
	cr_expect_not_null(strstr(got->err, "(object id " CLOUD_OBJECT ")"),
			   "%s", outcome_words(got));
}

static void expect_no_token_in_the_keyring(void)
{
	cr_expect_null(strstr(kernel_keyring_words(), "akv:token:"));
}

/* Every way to the vault is closed, each time it is tried. */
static void test_role(const char *store)
{
	const struct outcome *got;

	use(store);
	cloud_tell("POST", "/vaults/contoso", "{'grants': []}");
	for (int i = 0; i < 2; i++) {
		expect_removed(akv("read", "one"), "ForbiddenByRbac");
		expect_removed(akv("read", "two"), "ForbiddenByRbac");
	}
	expect_quit(akv_get("connection=one\n\n"), 5, "ForbiddenByRbac");
	/* only of that vault */
	cr_expect_eq(akv("read", "other")->status, 0);
	got = akv("check");
	expect_status(got, 5);
	expect_state(got, "one", "sftp-password", "not-permitted");
	expect_state(got, "two", "unicode", "not-permitted");
	expect_state(got, "other", "sftp-password", "accessible");
}

static void test_principal(const char *store)
{
	use(store);
	/* what Entra ID does, and what vaults do when they hear of it */
	cloud_tell("POST", "/apps/" CLOUD_CLIENT, "{'disabled': true}");
	cloud_tell("POST", "/tokens/revoke", "{}");
	for (int i = 0; i < 2; i++) {
		expect_failure(akv("read", "one"), 4, "AADSTS7000112");
		expect_failure(akv("read", "other"), 4, "AADSTS7000112");
	}
	expect_quit(akv_get("connection=two\n\n"), 4, "AADSTS7000112");
	expect_status(akv("check"), 4);
}

Test(revoked, role_with_a_token_in_the_keyring)
{
	test_role("keyring");
}

Test(revoked, role_with_a_token_in_libsecret)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	test_role("libsecret");
}

Test(revoked, policy)
{
	use("keyring");
	cloud_tell("POST", "/vaults/contoso-policy", "{'policies': []}");
	expect_removed(akv("read", "other"), "ForbiddenByPolicy");
	expect_answer(akv("read", "one"), CLOUD_PASSWORD);
	expect_state(akv("check"), "other", "sftp-password", "not-permitted");
}

Test(revoked, principal_with_a_token_in_the_keyring)
{
	test_principal("keyring");
	expect_no_token_in_the_keyring();
}

Test(revoked, principal_with_a_token_in_libsecret)
{
	long requests;

	secret_service_start(SECRET_SERVICE_UNLOCKED);
	test_principal("libsecret");
	expect_no_token_in_the_keyring();
	/* no token is left that one could ask a vault with */
	requests = cloud_count("vault_requests");
	expect_failure(akv("read", "two"), 4, "AADSTS7000112");
	cr_expect_eq(cloud_count("vault_requests"), requests);
}

Test(revoked, access_that_is_given_back_works_again)
{
	use("keyring");
	cloud_tell("POST", "/vaults/contoso", "{'grants': []}");
	expect_removed(akv("read", "one"), "ForbiddenByRbac");
	cloud_tell("POST", "/vaults/contoso",
		   "{'grants': [{'principal': '" CLOUD_OBJECT "', "
		   "'role': 'Key Vault Secrets User'}]}");
	expect_answer(akv("read", "one"), CLOUD_PASSWORD);
	cr_expect_eq(cloud_count("token_requests"), 1);
}
