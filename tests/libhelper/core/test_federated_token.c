/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/federated_token.h"
#include "libhelper/edge/http.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/scratch.h"

#define TOKEN "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJl"

/* -- the network, in place of libhelper/edge/http_*.c -- */

static int asked;

enum akv_code akv_http_new(AKV_UNUSED struct akv_deadline deadline,
			   struct akv_http **out,
			   AKV_UNUSED struct akv_error *err)
{
	*out = NULL;
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

enum akv_code akv_http_oidc(AKV_UNUSED struct akv_http *http,
			    AKV_UNUSED const struct akv_oidc_url *url,
			    AKV_UNUSED const struct akv_secret *bearer,
			    struct akv_http_reply *reply, struct akv_error *err)
{
	static const char body[] = "{\"value\":\"" TOKEN "\"}";

	asked++;
	reply->status = 200;
	return akv_secret_new_from(body, strlen(body), &reply->body, err);
}

/* -- the tests -- */

static struct akv_federated_token *federated;
static struct akv_secret *token;
static struct akv_error err;

static void tear_down(void)
{
	akv_secret_free(token);
	akv_federated_token_free(federated);
	scratch_remove();
}

TestSuite(federated_token, .init = scratch_make, .fini = tear_down);

static enum akv_code get(void)
{
	return akv_federated_token_get(federated, akv_clock_deadline_in(1000),
				       &token, &err);
}

Test(federated_token, comes_from_a_file)
{
	struct akv_federated_token_options options = {
		.source = AKV_FEDERATED_TOKEN_FILE,
		.path = scratch_text("token", TOKEN "\n"),
	};

	cr_assert_eq(akv_federated_token_new(&options, &federated, &err),
		     AKV_OK, "%s", err.text);
	cr_assert_eq(get(), AKV_OK, "%s", err.text);
	cr_expect_str_eq(akv_secret_text(token), TOKEN);
	cr_expect_eq(asked, 0);
}

Test(federated_token, is_missed_early)
{
	struct akv_federated_token_options options = {
		.source = AKV_FEDERATED_TOKEN_FILE,
		.path = scratch_path("gone"),
	};

	cr_expect_eq(akv_federated_token_new(&options, &federated, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "FileNotFound");
	cr_expect_null(federated);
	akv_federated_token_free(NULL);
}

Test(federated_token, may_expire_before_it_is_wanted)
{
	struct akv_federated_token_options options = {
		.source = AKV_FEDERATED_TOKEN_FILE,
		.path = scratch_text("token", TOKEN),
	};

	fake_clock.unix_s = 1800000000;
	cr_assert_eq(akv_federated_token_new(&options, &federated, &err),
		     AKV_OK);
	cr_expect_eq(get(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "FederatedTokenExpired");
}

Test(federated_token, comes_from_a_build_service)
{
	struct akv_federated_token_options options = {
		.source = AKV_FEDERATED_TOKEN_GITHUB_ACTIONS,
		.audience = "api://AzureADTokenExchange",
	};

	setenv("ACTIONS_ID_TOKEN_REQUEST_URL", "https://a.b/?c", 1);
	setenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "eyJ", 1);
	cr_assert_eq(akv_federated_token_new(&options, &federated, &err),
		     AKV_OK, "%s", err.text);
	cr_expect_eq(asked, 0);
	cr_assert_eq(get(), AKV_OK, "%s", err.text);
	cr_expect_str_eq(akv_secret_text(token), TOKEN);
	cr_expect_eq(asked, 1);
}
