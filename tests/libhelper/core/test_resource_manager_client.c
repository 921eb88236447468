/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/resource_manager_client.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_vault.h"

static struct akv_resource_manager_client *client;
static struct akv_resource_manager_url *url;
static const struct akv_http_reply *reply;
static struct akv_error err;

static void set_up(void)
{
	fake_clock.monotonic_ms = 1000;
	cr_assert_eq(akv_resource_manager_client_new(fake_vault_source(),
						     &client, &err),
		     AKV_OK);
	cr_assert_eq(akv_resource_manager_url_subscriptions(akv_cloud_default(),
							    &url, &err),
		     AKV_OK);
}

static void tear_down(void)
{
	akv_resource_manager_client_free(client);
	akv_resource_manager_url_free(url);
}

TestSuite(resource_manager_client, .init = set_up, .fini = tear_down);

static enum akv_code get(void)
{
	static const struct akv_resource_manager_request about = {
		.what = "subscriptions",
	};

	return akv_resource_manager_client_get(client, url, &about, &reply,
					       &err);
}

Test(resource_manager_client, asks_with_a_token_of_its_own_audience)
{
	fake_vault_will_answer(200, "{}", NULL);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_str_eq(akv_secret_text(reply->body), "{}");
	cr_expect_str_eq(fake_vault.urls[0],
			 "https://management.azure.com/subscriptions"
			 "?api-version=2022-12-01");
	cr_expect_str_eq(fake_vault.tokens[0], "first");
	cr_expect_str_eq(fake_vault.audience, "https://management.azure.com");
	cr_expect_eq(fake_vault.signed_in, 1);
	cr_expect_eq(fake_vault.clients, 1);
}

Test(resource_manager_client, asks_nobody_without_a_token)
{
	fake_vault.sign_in_code = AKV_ERR_SIGN_IN;
	cr_expect_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "Refused");
	cr_expect_eq(fake_vault.requests, 0);
}

Test(resource_manager_client, replaces_a_refused_token_once)
{
	fake_vault_will_answer(
		401, FAKE_VAULT_ERROR("ExpiredAuthenticationToken", "x"), NULL);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_str_eq(fake_vault.tokens[1], "second");
	cr_expect_eq(fake_vault.replaced, 1);
}

Test(resource_manager_client, gives_up_when_the_new_token_is_refused_too)
{
	fake_vault_will_answer(
		401, FAKE_VAULT_ERROR("InvalidAuthenticationToken", "x"), NULL);
	fake_vault_will_answer(
		401, FAKE_VAULT_ERROR("InvalidAuthenticationToken", "x"), NULL);
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "InvalidAuthenticationToken");
	cr_expect_eq(fake_vault.requests, 2);
}

/* what stands between us and Azure wants somebody to sign in: it is given no
 * second token */
Test(resource_manager_client, replaces_no_token_for_a_proxy)
{
	fake_vault_will_answer(401, "<html>sign in</html>", NULL);
	fake_vault.answers[0].is_proxy = true;
	cr_expect_neq(get(), AKV_OK);
	cr_expect_eq(fake_vault.requests, 1);
	cr_expect_eq(fake_vault.replaced, 0);
}

/* -- claims (continuous access evaluation) -- */

#define REFUSED FAKE_VAULT_ERROR("InvalidAuthenticationToken", "x")
#define CLAIMS(error, base64) \
	"Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline" \
	".com/common/oauth2/authorize\", error=\"" error "\", " \
	"claims=\"" base64 "\""
/* {"access_token":{}} */
#define WANTED CLAIMS("insufficient_claims", "eyJhY2Nlc3NfdG9rZW4iOnt9fQ==")
#define REVOKED CLAIMS("invalid_token", "eyJhY2Nlc3NfdG9rZW4iOnt9fQ==")

Test(resource_manager_client, answers_claims_with_them)
{
	fake_vault_will_answer(401, REFUSED, WANTED);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_str_eq(fake_vault.claims, "{\"access_token\":{}}");
	cr_expect_str_eq(fake_vault.audience, "https://management.azure.com");
	cr_expect_str_eq(fake_vault.tokens[1], "third");
	cr_expect_eq(fake_vault.demanded, 1);
	cr_expect_eq(fake_vault.replaced, 0);
}

Test(resource_manager_client, answers_claims_of_a_revoked_session)
{
	fake_vault_will_answer(401, "", REVOKED);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(fake_vault.demanded, 1);
}

Test(resource_manager_client, answers_claims_once)
{
	fake_vault_will_answer(401, REFUSED, WANTED);
	fake_vault_will_answer(401, REFUSED, WANTED);
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "InvalidAuthenticationToken");
	cr_expect_eq(fake_vault.requests, 2);
	cr_expect_eq(fake_vault.demanded, 1);
}

Test(resource_manager_client, replaces_no_token_that_has_the_claims)
{
	fake_vault_will_answer(401, REFUSED, WANTED);
	fake_vault_will_answer(401, REFUSED, NULL);
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_eq(fake_vault.demanded, 1);
	cr_expect_eq(fake_vault.replaced, 0);
}

/* Expired, and then the fresh one lacks claims. */
Test(resource_manager_client, answers_claims_after_a_replacement)
{
	fake_vault_will_answer(401, REFUSED, NULL);
	fake_vault_will_answer(401, REFUSED, WANTED);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(fake_vault.replaced, 1);
	cr_expect_eq(fake_vault.demanded, 1);
}

Test(resource_manager_client, answers_the_next_claims_too)
{
	for (int i = 0; i < 2; i++) {
		fake_vault_will_answer(401, REFUSED, WANTED);
		fake_vault_will_answer(200, "{}", NULL);
		cr_assert_eq(get(), AKV_OK);
	}
	cr_expect_eq(fake_vault.demanded, 2);
}

Test(resource_manager_client, answers_no_claims_that_are_none)
{
	fake_vault_will_answer(401, REFUSED,
			       CLAIMS("insufficient_claims", "W10="));
	cr_assert_eq(get(), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "InvalidClaims");
	cr_expect_eq(fake_vault.demanded, 0);
	cr_expect_eq(fake_vault.requests, 1);
}

Test(resource_manager_client, repeats_what_passes)
{
	fake_vault_will_answer(503, "", NULL);
	fake_vault_will_fail(AKV_ERR_UNREACHABLE, "ConnectionLost");
	fake_vault_will_answer(429, "", NULL);
	fake_vault_will_answer(200, "{}", NULL);
	cr_expect_eq(get(), AKV_OK);
	cr_expect_eq(fake_vault.requests, 4);
}

Test(resource_manager_client, does_not_repeat_what_stays)
{
	fake_vault_will_answer(403, FAKE_VAULT_ERROR("AuthorizationFailed", ""),
			       NULL);
	cr_expect_eq(get(), AKV_ERR_DENIED);
	cr_expect_str_eq(err.reason, "AuthorizationFailed");
	cr_expect_not_null(strstr(err.text, FAKE_VAULT_CLIENT_ID));
	cr_expect_eq(fake_vault.requests, 1);
}

Test(resource_manager_client, tells_why_there_is_no_reply)
{
	fake_vault_will_fail(AKV_ERR_UNREACHABLE, "CertificateNotTrusted");
	cr_expect_eq(get(), AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "CertificateNotTrusted");
}

Test(resource_manager_client, knows_whose_its_token_is)
{
	struct akv_access_token who = { 0 };

	/* {"oid":"3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"} */
	fake_vault.token = "e30.eyJvaWQiOiIzZjJiMWM5ZS03YTY0LTRkMGItOWUxZi0wYz"
			   "VhOGI3ZDZlNDIifQ.c2ln";
	cr_assert_eq(akv_resource_manager_client_who(client, &who, &err),
		     AKV_OK);
	cr_expect_str_eq(who.object_id, "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42");
	cr_expect_eq(fake_vault.requests, 0);
}

Test(resource_manager_client, may_not_know_whose_its_token_is)
{
	struct akv_access_token who = { 0 };

	cr_assert_eq(akv_resource_manager_client_who(client, &who, &err),
		     AKV_OK);
	cr_expect_str_eq(who.object_id, "");
	cr_expect_eq(akv_resource_manager_client_principal(client),
		     fake_vault_source()->principal);
}
