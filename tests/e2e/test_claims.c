/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/e2e/tokens.h"
#include "tests/harness/kernel_keyring.h"
#include "tests/harness/suite.h"

/* Continuous access evaluation: a vault that wants more of a token. */
E2E_SUITE(claims);

#define READ WORDS("read", "nightly-export")

static void demand(const char *not_before)
{
	cloud_tell("POST", "/tokens/challenge",
		   "{'claims': {'access_token': {'nbf': {'essential': true,"
		   " 'value': '%s'}}}}",
		   not_before);
}

static void expect_requests(long sign_ins, long vault)
{
	cr_assert_eq(cloud_count("token_requests"), sign_ins);
	cr_assert_eq(cloud_count("vault_requests"), vault);
}

Test(claims, are_asked_for_once)
{
	demand("1603742800");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	expect_requests(2, 2);
}

Test(claims, are_asked_for_whatever_is_kept)
{
	kernel_keyring_make();
	tokens_use("keyring");
	tokens_read();
	demand("1603742800");
	tokens_read();
	expect_requests(2, 3);
	/* the new one is kept in the place of the old one */
	tokens_read();
	expect_requests(2, 4);
}

Test(claims, are_one_demand_for_many_requests)
{
	kernel_keyring_make();
	tokens_use("keyring");
	demand("1603742800");
	cr_assert_eq(tokens_read_together(1), 0);
	expect_requests(2, 2);
	cr_assert_eq(tokens_read_together(8), 0);
	expect_requests(2, 10);
}

/* A challenge of every token is answered once. */
Test(claims, that_nobody_can_have_are_an_error)
{
	const struct outcome *got;

	cloud_fault(
		"{'match': {'host': '*.vault.azure.net'}, 'do': {'status': 401,"
		" 'headers': {'WWW-Authenticate': 'Bearer realm=\\\"\\\","
		" authorization_uri=\\\"https://login.microsoftonline.com/common/"
		"oauth2/authorize\\\", error=\\\"insufficient_claims\\\","
		" claims=\\\"e30\\\"'}, 'keep': true}}");
	got = akv_run(READ);
	expect_failure(got, 4, "InsufficientClaims");
	expect_error(got, "akv: vault contoso wants claims that our token does "
			  "not have (InsufficientClaims)");
	expect_requests(2, 2);
}

Test(claims, that_cannot_be_read_are_not_answered)
{
	cloud_fault(
		"{'match': {'host': '*.vault.azure.net'}, 'do': {'status': 401,"
		" 'headers': {'WWW-Authenticate': 'Bearer realm=\\\"\\\","
		" error=\\\"insufficient_claims\\\", claims=\\\"W10\\\"'},"
		" 'keep': true}}");
	expect_failure(akv_run(READ), 9, "InvalidClaims");
	expect_requests(1, 1);
}

Test(claims, of_another_tenant_are_not_answered)
{
	cloud_fault(
		"{'match': {'host': '*.vault.azure.net'}, 'do': {'status': 401,"
		" 'headers': {'WWW-Authenticate': 'Bearer"
		" authorization=\\\"https://login.microsoftonline.com/"
		"f8cdef31-a31e-4b4a-93e4-5f571e91255a\\\","
		" resource=\\\"https://vault.azure.net\\\","
		" error=\\\"insufficient_claims\\\", claims=\\\"e30=\\\"'},"
		" 'keep': true}}");
	expect_failure(akv_run(READ), 4, "WrongTenant");
	expect_requests(1, 1);
}

/* Revoked for good: Entra refuses, and no token is left to serve. */
Test(claims, that_entra_refuses_leave_no_token)
{
	kernel_keyring_make();
	tokens_use("keyring");
	tokens_read();
	demand("1603742800");
	cloud_tell("POST", "/apps/" CLOUD_CLIENT,
		   "{'conditional_access': true}");
	expect_failure(akv_run(READ), 4, "AADSTS53003");
	cr_assert_null(strstr(kernel_keyring_words(), "akv:token:"));
	/* without the claims once, and then nobody asks any more */
	expect_failure(akv_run(READ), 4, "AADSTS53003");
	expect_failure(akv_run(READ), 4, "AADSTS53003");
	expect_requests(3, 2);
}

Test(claims, are_not_for_a_managed_identity)
{
	config_set("[principal]\nmanaged-identity = imds\n" CONFIG_VAULT
		   "[connection nightly-export]\nsecret = sftp-password\n");
	demand("1603742800");
	expect_failure(akv_with(WORDS(sandbox_text(
					"AZURE_POD_IDENTITY_AUTHORITY_HOST=%s",
					cloud_imds())),
				READ),
		       4, "InsufficientClaims");
	expect_requests(0, 1);
}
