/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/harness/suite.h"

/* How Entra ID says no, and what we make of it. */
E2E_SUITE(sign_in);

#define READ WORDS("read", "nightly-export")

static void give_secret(const char *secret)
{
	canary_add(secret, strlen(secret));
	(void)sandbox_write("client-secret", 0600, "%s", secret);
}

/* One request to Entra, none to the vault. */
static void expect_one_try(void)
{
	cr_assert_eq(cloud_count("token_requests"), 1);
	cr_assert_eq(cloud_count("vault_requests"), 0);
}

Test(sign_in, a_wrong_secret)
{
	const struct outcome *got;

	give_secret("wrong-secret~9.value");
	got = akv_run(READ);
	expect_failure(got, 4, "AADSTS7000215");
	expect_error(got, "akv: Entra ID refused the client secret of "
			  "application " CLOUD_CLIENT " (AADSTS7000215)");
	expect_hint(got, "not its Secret ID");
	expect_hint(got, "correlation id: ");
	expect_one_try();
	expect_quit(akv_get("connection=nightly-export\n\n"), 4,
		    "AADSTS7000215");
}

Test(sign_in, an_expired_secret)
{
	const struct outcome *got;

	give_secret(CLOUD_EXPIRED_CLIENT_SECRET);
	got = akv_run(READ);
	expect_failure(got, 4, "AADSTS7000222");
	expect_hint(got, "az ad app credential reset --id " CLOUD_CLIENT);
	expect_one_try();
}

Test(sign_in, an_unknown_application)
{
	const struct outcome *got = akv_with(
		WORDS("AZURE_TENANT_ID=" CLOUD_TENANT,
		      "AZURE_CLIENT_ID=11111111-2222-3333-4444-555555555555",
		      "AZURE_CLIENT_SECRET=" CLOUD_CLIENT_SECRET),
		READ);

	expect_failure(got, 4, "AADSTS700016");
	expect_error(
		got,
		"akv: there is no application "
		"11111111-2222-3333-4444-555555555555 in tenant " CLOUD_TENANT
		" (AADSTS700016)");
	expect_one_try();
}

Test(sign_in, an_unknown_tenant)
{
	const struct outcome *got = akv_with(
		WORDS("AZURE_TENANT_ID=11111111-2222-3333-4444-555555555555",
		      "AZURE_CLIENT_ID=" CLOUD_CLIENT,
		      "AZURE_CLIENT_SECRET=" CLOUD_CLIENT_SECRET),
		READ);

	expect_failure(got, 4, "AADSTS90002");
	expect_hint(got, "az account show");
	expect_one_try();
}

Test(sign_in, an_application_without_a_service_principal)
{
	cloud_tell("POST", "/apps/" CLOUD_CLIENT, "{'principals': {}}");
	expect_failure(akv_run(READ), 4, "AADSTS7000229");
	expect_one_try();
}

Test(sign_in, a_disabled_application)
{
	cloud_tell("POST", "/apps/" CLOUD_CLIENT, "{'disabled': true}");
	expect_failure(akv_run(READ), 4, "AADSTS7000112");
	expect_one_try();
}

Test(sign_in, conditional_access)
{
	const struct outcome *got;

	cloud_tell("POST", "/apps/" CLOUD_CLIENT,
		   "{'conditional_access': true}");
	got = akv_run(READ);
	expect_failure(got, 4, "AADSTS53003");
	expect_hint(got, "correlation id");
	expect_one_try();
}

Test(sign_in, an_error_that_nobody_has_heard_of)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'login.*'}, 'do': {'status': 400,"
		    " 'body': {'error': 'invalid_request',"
		    " 'error_description':"
		    " 'AADSTS424242: Something\\u001b[31m new. And more.',"
		    " 'error_codes': [424242]}}}");
	got = akv_run(READ);
	expect_failure(got, 4, "AADSTS424242");
	expect_error(
		got,
		"akv: Entra ID refused to sign in application " CLOUD_CLIENT
		": Something\\x1b[31m new (AADSTS424242)");
	expect_one_try();
}

/* -- too often -- */

Test(sign_in, waits_as_long_as_it_is_told)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'login.*', 'nth': [1]}, 'do':"
		    " {'status': 429, 'headers': {'Retry-After': '1'},"
		    " 'body': 'Too Many Requests',"
		    " 'content_type': 'text/plain'}}");
	got = akv_run(READ);
	expect_answer(got, CLOUD_PASSWORD);
	expect_at_least(got, 1000);
	cr_assert_eq(cloud_count("token_requests"), 2);
}

Test(sign_in, does_not_wait_longer_than_there_is_time)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'login.*'}, 'do': {'status': 429,"
		    " 'headers': {'Retry-After': '60'},"
		    " 'body': 'Too Many Requests',"
		    " 'content_type': 'text/plain'}}");
	got = akv_run(READ);
	expect_failure(got, 8, "Throttled");
	expect_error(got, "akv: Entra ID gets too many requests (429) and "
			  "wants us to wait 60 seconds (Throttled)");
	expect_within(got, 20000);
	expect_one_try();
}

Test(sign_in, does_not_insist_where_nobody_says_how_long_to_wait)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'login.*'}, 'do': {'status': 429,"
		    " 'body': 'Too Many Requests',"
		    " 'content_type': 'text/plain'}}");
	got = akv_run(READ);
	expect_failure(got, 8, "Throttled");
	expect_hint(got, "wait");
	expect_one_try();
}

/* -- faults of the service -- */

Test(sign_in, tries_once_more_after_a_server_error)
{
	cloud_fault("{'match': {'host': 'login.*', 'times': 1},"
		    " 'do': {'status': 503}}");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("token_requests"), 2);
}

Test(sign_in, tries_only_once_more)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'login.*'}, 'do': {'status': 503}}");
	got = akv_run(READ);
	expect_failure(got, 7, "ServerError");
	expect_error(got, "akv: Entra ID answered with a server error (503) "
			  "(ServerError)");
	cr_assert_eq(cloud_count("token_requests"), 2);
	cr_assert_eq(cloud_count("vault_requests"), 0);
	/* without a token there is no reason to call there again */
	cr_assert_eq(cloud_connects_to(CLOUD_VAULT_HOST), 1);
}

Test(sign_in, tries_once_more_after_a_connection_that_was_lost)
{
	cloud_fault("{'match': {'host': 'login.*', 'times': 1},"
		    " 'do': {'drop': 'request', 'reset': true}}");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("token_requests"), 2);
}

/* -- answers that are not Entra's -- */

Test(sign_in, takes_a_page_for_no_token)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'login.*'}, 'do': {'status': 200,"
		    " 'body': '<html>Welcome to the hotel</html>',"
		    " 'content_type': 'text/html'}}");
	got = akv_run(READ);
	expect_failure(got, 9, "NotAToken");
	expect_hint(got, "captive portal");
	expect_one_try();
}

Test(sign_in, takes_a_proxys_refusal_for_no_refusal_of_entra)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'login.*'}, 'do': {'status': 403,"
		    " 'body': '<html>Blocked</html>',"
		    " 'content_type': 'text/html'}}");
	got = akv_run(READ);
	expect_failure(got, 7, "ProxyRefused");
	expect_hint(got, "HTTPS_PROXY");
	expect_one_try();
}

Test(sign_in, takes_half_a_token_for_none)
{
	static const char *const bodies[] = {
		"{'token_type': 'Bearer', 'expires_in': 3599}",
		"{'token_type': 'Bearer', 'expires_in': 3599,"
		" 'access_token': ''}",
		"{'token_type': 'Bearer', 'access_token': 'abcdefgh'}",
		"{'token_type': 'pop', 'expires_in': 3599,"
		" 'access_token': 'abcdefgh'}",
		"{'token_type': 'Bearer', 'expires_in': 3599,"
		" 'access_token': 'abc\\r\\nHost: x'}",
		"[]",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		cloud_clear_faults();
		cloud_fault("{'match': {'host': 'login.*'}, 'do':"
			    " {'status': 200, 'body': %s}}",
			    bodies[i]);
		expect_failure(akv_run(READ), 9, "NotAToken");
	}
	cr_assert_eq(cloud_count("vault_requests"), 0);
}

Test(sign_in, never_follows_a_redirect_with_its_secret)
{
	cloud_fault(
		"{'match': {'host': 'login.*'}, 'do': {'status': 307,"
		" 'redirect': 'https://contoso-policy.vault.azure.net/x'}}");
	expect_failure(akv_run(READ), 9, "Redirected");
	expect_one_try();
	cr_assert_eq(cloud_connects_to("contoso-policy.vault.azure.net"), 0);
}
