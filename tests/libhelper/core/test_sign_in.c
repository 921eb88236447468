/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "libhelper/core/back_off.h"
#include "libhelper/core/federated_token.h"
#include "libhelper/core/sign_in.h"
#include "libhelper/edge/http.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/scratch.h"

/* -- a sign-in service in place of libhelper/edge/http_*.c -- */

struct akv_http {
	int unused;
};

static struct {
	int statuses[4]; /* one an attempt */
	int attempts;
	enum akv_code code; /* when not AKV_OK: no reply */
	const char *reason;
	const char *body;
	int64_t retry_after_ms;
	char url[256];
	char form[1024];
} service;

static struct akv_http only_http;

enum akv_code akv_http_new(AKV_UNUSED struct akv_deadline deadline,
			   struct akv_http **out,
			   AKV_UNUSED struct akv_error *err)
{
	*out = &only_http;
	return AKV_OK;
}

void akv_http_free(AKV_UNUSED struct akv_http *http)
{
}

void akv_http_reply_init(struct akv_http_reply *reply)
{
	*reply = (struct akv_http_reply){ .retry_after_ms = -1, .date_s = -1 };
}

void akv_http_reply_clear(struct akv_http_reply *reply)
{
	akv_secret_free(reply->body);
	akv_http_reply_init(reply);
}

enum akv_code akv_http_sign_in(AKV_UNUSED struct akv_http *http,
			       const struct akv_token_url *url,
			       const struct akv_secret *form,
			       struct akv_http_reply *reply,
			       struct akv_error *err)
{
	(void)snprintf(service.url, sizeof(service.url), "%s",
		       akv_url_token_text(url));
	(void)snprintf(service.form, sizeof(service.form), "%s",
		       akv_secret_text(form));
	akv_http_reply_clear(reply);
	reply->status = service.statuses[service.attempts++];
	if (service.code != AKV_OK)
		return akv_fail(err, service.code, service.reason, "no reply");
	reply->retry_after_ms = service.retry_after_ms;
	return akv_secret_new_from(service.body, strlen(service.body),
				   &reply->body, err);
}

/* No test here asks the machine itself, or a build service. */
enum akv_code
akv_http_identity(AKV_UNUSED struct akv_http *http,
		  AKV_UNUSED const struct akv_identity_url *url,
		  AKV_UNUSED const struct akv_http_identity_proof *proof,
		  AKV_UNUSED struct akv_http_reply *reply,
		  struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "NotExpected", "not expected");
}

enum akv_code akv_http_oidc(AKV_UNUSED struct akv_http *http,
			    AKV_UNUSED const struct akv_oidc_url *url,
			    AKV_UNUSED const struct akv_secret *bearer,
			    AKV_UNUSED struct akv_http_reply *reply,
			    struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "NotExpected", "not expected");
}

/* -- the tests -- */

static char tenant[] = "72f988bf-86f1-41af-91ab-2d7cd011db47";
static char client_id[] = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff";
static char authority_host[] = "login.microsoftonline.com";
static struct akv_principal principal;
static struct akv_token token;
static struct akv_error err;

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("STATE_DIRECTORY");
	(void)setenv("XDG_STATE_HOME", scratch_path("state"), 1);
	principal = (struct akv_principal){
		.tenant = tenant,
		.client_id = client_id,
		.authority_host = authority_host,
	};
	cr_assert_eq(akv_secret_new_from("a~b.c_d-e+f/g=h&i j", 19,
					 &principal.client_secret, NULL),
		     AKV_OK);
	service.statuses[0] = 200;
	service.statuses[1] = 200;
	service.retry_after_ms = -1;
	service.body = "{\"token_type\":\"Bearer\",\"expires_in\":3599,"
		       "\"access_token\":\"eyJ\"}";
	fake_clock.unix_s = 1000000;
}

static void tear_down(void)
{
	akv_token_clear(&token);
	akv_secret_free(principal.client_secret);
	akv_federated_token_free(principal.federated_token);
	scratch_remove();
}

TestSuite(sign_in, .init = set_up, .fini = tear_down);

static enum akv_code sign_in(void)
{
	const struct akv_sign_in_request request = {
		.principal = &principal,
		.audience = "https://vault.azure.net",
		.deadline = akv_clock_deadline_in(30000),
	};

	return akv_sign_in(&request, &token, &err);
}

Test(sign_in, asks_for_a_token_with_the_client_credentials_grant)
{
	cr_assert_eq(sign_in(), AKV_OK);
	cr_expect_str_eq(service.url,
			 "https://login.microsoftonline.com/"
			 "72f988bf-86f1-41af-91ab-2d7cd011db47/oauth2/v2.0/"
			 "token");
	cr_expect_str_eq(service.form,
			 "grant_type=client_credentials"
			 "&client_id=0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
			 "&scope=https%3A%2F%2Fvault.azure.net%2F.default"
			 "&client_secret=a~b.c_d-e%2Bf%2Fg%3Dh%26i%20j");
	cr_expect_str_eq(akv_secret_text(token.value), "eyJ");
	cr_expect_eq(token.expires_at, 1003599);
}

Test(sign_in, asks_once_more_after_a_fault_of_the_service)
{
	service.statuses[0] = 503;
	cr_assert_eq(sign_in(), AKV_OK);
	cr_expect_eq(service.attempts, 2);
}

Test(sign_in, asks_no_third_time)
{
	service.statuses[0] = 503;
	service.statuses[1] = 503;
	service.body = "";
	cr_assert_eq(sign_in(), AKV_ERR_UNREACHABLE);
	cr_expect_eq(service.attempts, 2);
}

Test(sign_in, does_not_repeat_a_refusal)
{
	service.statuses[0] = 401;
	service.body = "{\"error\":\"invalid_client\","
		       "\"error_codes\":[7000215]}";
	cr_assert_eq(sign_in(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "AADSTS7000215");
	cr_expect_eq(service.attempts, 1);
}

Test(sign_in, says_how_long_a_throttled_caller_has_to_wait)
{
	service.statuses[0] = 429;
	service.body = "Too Many Requests";
	service.retry_after_ms = 60000;
	cr_assert_eq(sign_in(), AKV_ERR_THROTTLED);
	cr_expect_eq(service.attempts, 1);
	cr_expect_neq(strstr(err.text, "60"), NULL, "%s", err.text);
}

Test(sign_in, tells_why_no_reply_came)
{
	service.code = AKV_ERR_UNREACHABLE;
	service.reason = "TlsUntrusted";
	cr_assert_eq(sign_in(), AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "TlsUntrusted");
	cr_expect_eq(service.attempts, 1);
}

/* -- what is remembered -- */

/* How many requests a second sign-in makes after one that was answered so. */
static int asks_again(int status, const char *body, int64_t retry_after_ms)
{
	enum akv_code first;

	(void)akv_back_off_forget_all();
	service.attempts = 0;
	service.statuses[0] = service.statuses[1] = status;
	service.body = body;
	service.retry_after_ms = retry_after_ms;
	first = sign_in();
	cr_assert_neq(first, AKV_OK);
	service.attempts = 0;
	cr_expect_eq(sign_in(), first);
	return service.attempts;
}

#define REFUSAL(number) "{\"error\":\"x\",\"error_codes\":[" #number "]}"

Test(sign_in, does_not_ask_again_what_was_refused)
{
	cr_expect_eq(asks_again(401, REFUSAL(7000215), -1), 0);
	cr_expect_str_eq(err.reason, "AADSTS7000215");
	cr_expect_eq(asks_again(400, REFUSAL(53003), -1), 0);
	cr_expect_eq(asks_again(400, REFUSAL(90014), -1), 0);
	cr_expect_eq(asks_again(200, REFUSAL(7000112), -1), 0);
	cr_expect_eq(asks_again(400, REFUSAL(50196), -1), 0);
	fake_clock.unix_s += 60;
	fake_clock.monotonic_ms += 60000;
	(void)sign_in();
	cr_expect_eq(service.attempts, 1);
}

Test(sign_in, does_not_ask_before_it_is_told_to)
{
	cr_expect_eq(asks_again(429, "Too Many Requests", 600000), 0);
	cr_expect_neq(strstr(err.hint, "<1000600>"), NULL, "%s", err.hint);
	cr_expect_eq(asks_again(429, "Too Many Requests", -1), 0);
	cr_expect_eq(asks_again(503, "", 600000), 0);
	cr_expect_eq(err.code, AKV_ERR_UNREACHABLE);
	cr_expect_gt(asks_again(429, "Too Many Requests", 0), 0);
}

Test(sign_in, asks_again_after_what_passes)
{
	cr_expect_gt(asks_again(503, "", -1), 0);
	cr_expect_gt(asks_again(400, "a proxy's page", -1), 0);
	cr_expect_gt(asks_again(200, "a captive portal's", -1), 0);
	service.code = AKV_ERR_UNREACHABLE;
	service.reason = "TlsUntrusted";
	cr_expect_gt(asks_again(0, "", -1), 0);
}

Test(sign_in, tries_a_new_credential_at_once)
{
	(void)asks_again(401, REFUSAL(7000215), -1);
	principal.fingerprint[0] = 'n';
	(void)sign_in();
	cr_expect_eq(service.attempts, 1);
}

static void hold(const char *assertion)
{
	(void)scratch_text("token", assertion);
}

/* The file stays where it is when what it holds is renewed. */
Test(sign_in, tries_a_renewed_federated_token_at_once)
{
	struct akv_federated_token_options options = {
		.source = AKV_FEDERATED_TOKEN_FILE,
	};

	hold("eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9.c2lnbmF0dXJl");
	options.path = scratch_path("token");
	principal.kind = AKV_CREDENTIAL_FEDERATED_TOKEN;
	cr_assert_eq(akv_federated_token_new(&options,
					     &principal.federated_token, &err),
		     AKV_OK, "%s", err.text);
	cr_expect_eq(asks_again(401, REFUSAL(700213), -1), 0);
	hold("eyJhbGciOiJub25lIn0.eyJleHAiOjk5OTk5OTk5OTl9.b3RoZXI");
	(void)sign_in();
	cr_expect_eq(service.attempts, 1);
}

/* -- claims -- */

static enum akv_code sign_in_with_claims(void)
{
	const struct akv_sign_in_request request = {
		.principal = &principal,
		.audience = "https://vault.azure.net",
		.claims = "{\"access_token\":{}}",
		.deadline = akv_clock_deadline_in(30000),
	};

	return akv_sign_in(&request, &token, &err);
}

Test(sign_in, asks_for_the_claims_that_are_demanded)
{
	cr_assert_eq(sign_in_with_claims(), AKV_OK);
	cr_expect_not_null(strstr(
		service.form, "&claims=%7B%22access_token%22%3A%7B%7D%7D&"));
}

/* Else a vault could keep us out of every other one. */
Test(sign_in, with_claims_is_refused_for_those_claims_alone)
{
	service.statuses[0] = 400;
	service.body = REFUSAL(9002313);
	cr_assert_eq(sign_in_with_claims(), AKV_ERR_OTHER);
	cr_assert_eq(sign_in_with_claims(), AKV_ERR_OTHER);
	cr_expect_eq(service.attempts, 1);
	(void)sign_in();
	cr_expect_eq(service.attempts, 2);
}

Test(sign_in, of_a_managed_identity_has_no_claims)
{
	principal.kind = AKV_CREDENTIAL_MANAGED_IDENTITY;
	cr_assert_eq(sign_in_with_claims(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "InsufficientClaims");
	cr_expect_eq(service.attempts, 0);
}
