/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/core/vault_client.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_vault.h"

#define OTHER_TENANT "11111111-86f1-41af-91ab-2d7cd011db47"
#define UNAUTHORIZED FAKE_VAULT_ERROR("Unauthorized", "AKV10000: x")
#define CHALLENGE \
	FAKE_VAULT_CHALLENGE(FAKE_VAULT_TENANT, "https://vault.azure.net")

static struct akv_vault_client *client;
static struct akv_vault_url *url;
static const struct akv_http_reply *reply;
static struct akv_error err;

static void set_up(void)
{
	fake_clock.monotonic_ms = 1000;
	cr_assert_eq(akv_vault_client_new(fake_vault_source(), FAKE_VAULT_HOST,
					  &client, &err),
		     AKV_OK);
	cr_assert_eq(akv_url_secret(FAKE_VAULT_HOST, "sftp-password", NULL,
				    &url, &err),
		     AKV_OK);
}

static void tear_down(void)
{
	akv_vault_client_free(client);
	akv_vault_url_free(url);
}

TestSuite(vault_client, .init = set_up, .fini = tear_down);

static enum akv_code get(void)
{
	const struct akv_vault_request about =
		akv_vault_client_request(client, "sftp-password", NULL);

	return akv_vault_client_get(client, url, &about, &reply, &err);
}

Test(vault_client, replaces_a_refused_token_once)
{
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_str_eq(fake_vault.tokens[0], "first");
	cr_expect_str_eq(fake_vault.tokens[1], "second");
	cr_expect_eq(fake_vault.replaced, 1);
}

Test(vault_client, gives_up_when_the_new_token_is_refused_too)
{
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_eq(fake_vault.requests, 2);
	cr_expect_eq(fake_vault.replaced, 1);
}

Test(vault_client, sends_no_second_token_to_a_vault_of_another_tenant)
{
	fake_vault_will_answer(
		401, FAKE_VAULT_ERROR("Unauthorized", "AKV10032: x"),
		FAKE_VAULT_CHALLENGE(OTHER_TENANT, "https://vault.azure.net"));
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "WrongTenant");
	cr_expect_eq(fake_vault.replaced, 0);
	cr_expect_eq(fake_vault.requests, 1);
}

Test(vault_client, sends_no_second_token_to_another_service)
{
	fake_vault_will_answer(401, UNAUTHORIZED,
			       FAKE_VAULT_CHALLENGE(FAKE_VAULT_TENANT,
						    "https://evil.example"));
	cr_assert_eq(get(), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "WrongResource");
	cr_expect_eq(fake_vault.requests, 1);
}

Test(vault_client, waits_for_a_key_that_the_service_does_not_know_yet)
{
	fake_vault_will_answer(
		401, FAKE_VAULT_ERROR("Unauthorized", "AKV10046: Unable"),
		NULL);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(fake_vault.replaced, 0);
	cr_expect_gt(fake_clock.slept_ms, 0);
}

Test(vault_client, does_not_sign_in_again_for_a_proxy)
{
	fake_vault_will_answer(401, "<html>who are you?</html>", NULL);
	fake_vault.answers[0].is_proxy = true;
	cr_assert_eq(get(), AKV_ERR_UNREACHABLE);
	cr_expect_eq(fake_vault.replaced, 0);
	cr_expect_eq(fake_vault.requests, 1);
}

Test(vault_client, asks_again_after_a_fault)
{
	fake_vault_will_answer(503, "", NULL);
	fake_vault_will_fail(AKV_ERR_UNREACHABLE, "ConnectionLost");
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(fake_vault.requests, 3);
}

Test(vault_client, asks_nothing_when_sign_in_is_refused)
{
	fake_vault.sign_in_code = AKV_ERR_SIGN_IN;
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "Refused");
	cr_expect_eq(fake_vault.requests, 0);
}

Test(vault_client, asks_through_one_connection_with_one_token)
{
	fake_vault_will_answer(200, "{}", NULL);
	fake_vault_will_answer(404, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(reply->status, 200);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(reply->status, 404);
	cr_expect_eq(fake_vault.clients, 1);
	cr_expect_eq(fake_vault.signed_in, 1);
}

Test(vault_client, replaces_the_next_refused_token_too)
{
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	fake_vault_will_answer(200, "{}", NULL);
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(fake_vault.replaced, 2);
}

Test(vault_client, never_replaces_a_token_that_no_reply_has_taken)
{
	for (int i = 0; i < 3; i++)
		fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_eq(fake_vault.replaced, 1);
	cr_expect_eq(fake_vault.requests, 3);
}

Test(vault_client, repeats_the_reason_why_there_is_no_token)
{
	fake_vault.sign_in_code = AKV_ERR_SIGN_IN;
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	err = (struct akv_error){ 0 };
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "Refused");
	cr_expect_eq(fake_vault.signed_in, 1);
}

Test(vault_client, takes_the_first_answer_for_what_is_asked_once)
{
	fake_vault_will_answer(503, "", NULL);
	cr_assert_eq(akv_vault_client_get_once(client, url, &reply, &err),
		     AKV_OK);
	cr_expect_eq(reply->status, 503);
	cr_expect_eq(fake_clock.slept_ms, 0);
}

Test(vault_client, asks_no_other_vault)
{
	AKV_AUTO(vault_url) *other = NULL;

	cr_assert_eq(akv_url_secret("fabrikam.vault.azure.net", "x", NULL,
				    &other, &err),
		     AKV_OK);
	cr_expect_eq(akv_vault_client_get_once(client, other, &reply, &err),
		     AKV_ERR_OTHER);
	cr_expect_eq(fake_vault.signed_in, 0);
	cr_expect_eq(fake_vault.requests, 0);
}

Test(vault_client, holds_no_reply_that_it_was_to_forget)
{
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	akv_vault_client_forget(client);
	cr_expect_eq(reply->body, NULL);
}

/* -- claims (continuous access evaluation) -- */

/* {"access_token":{}} */
#define CLAIMS(base64) \
	"Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline" \
	".com/common/oauth2/authorize\", error=\"insufficient_claims\", " \
	"claims=\"" base64 "\""
#define WANTED CLAIMS("eyJhY2Nlc3NfdG9rZW4iOnt9fQ==")

Test(vault_client, answers_claims_with_them)
{
	fake_vault_will_answer(401, UNAUTHORIZED, WANTED);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_str_eq(fake_vault.claims, "{\"access_token\":{}}");
	cr_expect_str_eq(fake_vault.tokens[1], "third");
	cr_expect_eq(fake_vault.demanded, 1);
	cr_expect_eq(fake_vault.replaced, 0);
}

Test(vault_client, answers_claims_once)
{
	fake_vault_will_answer(401, UNAUTHORIZED, WANTED);
	fake_vault_will_answer(401, UNAUTHORIZED, WANTED);
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "InsufficientClaims");
	cr_expect_eq(fake_vault.requests, 2);
	cr_expect_eq(fake_vault.demanded, 1);
}

Test(vault_client, replaces_no_token_that_has_the_claims)
{
	fake_vault_will_answer(401, UNAUTHORIZED, WANTED);
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_eq(fake_vault.demanded, 1);
	cr_expect_eq(fake_vault.replaced, 0);
}

/* Expired, and then the fresh one lacks claims. */
Test(vault_client, answers_claims_after_a_replacement)
{
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	fake_vault_will_answer(401, UNAUTHORIZED, WANTED);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(fake_vault.replaced, 1);
	cr_expect_eq(fake_vault.demanded, 1);
}

Test(vault_client, answers_the_next_claims_too)
{
	for (int i = 0; i < 2; i++) {
		fake_vault_will_answer(401, UNAUTHORIZED, WANTED);
		fake_vault_will_answer(200, "{}", NULL);
		cr_assert_eq(get(), AKV_OK);
	}
	cr_expect_eq(fake_vault.demanded, 2);
}

Test(vault_client, answers_no_claims_of_another_tenant_or_service)
{
	fake_vault_will_answer(
		401, UNAUTHORIZED,
		FAKE_VAULT_CHALLENGE(
			OTHER_TENANT,
			"https://vault.azure.net") ", error=\"insufficient_claims\", claims=\"e30=\"");
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "WrongTenant");
	fake_vault_will_answer(
		401, UNAUTHORIZED,
		FAKE_VAULT_CHALLENGE(
			FAKE_VAULT_TENANT,
			"https://evil.example") ", error=\"insufficient_claims\", claims=\"e30=\"");
	cr_assert_eq(get(), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "WrongResource");
	cr_expect_eq(fake_vault.demanded, 0);
}

Test(vault_client, answers_no_claims_that_are_none)
{
	fake_vault_will_answer(401, UNAUTHORIZED, CLAIMS("W10="));
	cr_assert_eq(get(), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "InvalidClaims");
	cr_expect_eq(fake_vault.demanded, 0);
	cr_expect_eq(fake_vault.requests, 1);
}

Test(vault_client, looks_for_a_token_again_by_a_new_deadline)
{
	const struct akv_deadline later = { .at_ms = 61000 };

	fake_vault.sign_in_code = AKV_ERR_SIGN_IN;
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	fake_vault.sign_in_code = AKV_OK;
	fake_vault_will_answer(200, "{}", NULL);
	akv_vault_client_set_deadline(client, later);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(fake_vault.signed_in, 2);
	cr_expect_eq(fake_vault.deadline.at_ms, 61000);
}

Test(vault_client, keeps_its_token_by_a_new_deadline)
{
	const struct akv_deadline later = { .at_ms = 61000 };

	fake_vault_will_answer(200, "{}", NULL);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	akv_vault_client_set_deadline(client, later);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(fake_vault.signed_in, 1);
}

/* -- a token that cannot be replaced -- */

static void expect_reason(const char *reason)
{
	err = (struct akv_error){ 0 };
	cr_assert_eq(get(), AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, reason);
}

Test(vault_client, repeats_the_reason_why_there_is_no_other_token)
{
	fake_vault.replace_code = AKV_ERR_UNREACHABLE;
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	expect_reason("NoOther");
	expect_reason("NoOther");
	cr_expect_eq(fake_vault.requests, 1);
	cr_expect_eq(fake_vault.replaced, 1);
}

Test(vault_client, repeats_the_reason_why_there_is_none_with_the_claims)
{
	fake_vault.replace_code = AKV_ERR_UNREACHABLE;
	fake_vault_will_answer(401, UNAUTHORIZED, WANTED);
	expect_reason("NoOther");
	expect_reason("NoOther");
	cr_expect_eq(fake_vault.requests, 1);
	cr_expect_eq(fake_vault.demanded, 1);
}

/* Entra ID was away for a minute of a day that akv get --batch has run. */
Test(vault_client, looks_for_another_token_again_by_a_new_deadline)
{
	const struct akv_deadline later = { .at_ms = 61000 };

	fake_vault.replace_code = AKV_ERR_UNREACHABLE;
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	expect_reason("NoOther");
	fake_vault.replace_code = AKV_OK;
	akv_vault_client_set_deadline(client, later);
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(fake_vault.signed_in, 2);
	cr_expect_eq(fake_vault.replaced, 2);
}

Test(vault_client, replaces_what_was_refused_before_a_new_deadline)
{
	const struct akv_deadline later = { .at_ms = 61000 };

	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	cr_assert_eq(get(), AKV_ERR_SIGN_IN);
	akv_vault_client_set_deadline(client, later);
	fake_vault_will_answer(401, UNAUTHORIZED, CHALLENGE);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(get(), AKV_OK);
	cr_expect_eq(fake_vault.replaced, 2);
}
