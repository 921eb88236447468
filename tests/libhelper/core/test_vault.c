/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/core/vault.h"
#include "libhelper/edge/http.h"
#include "tests/fakes/fake_clock.h"

/* -- a vault and a source of tokens that write down what happens -- */

#define CHALLENGE_OF(tenant, resource) \
	"Bearer authorization=\"https://login.microsoftonline.com/" tenant \
	"\", resource=\"" resource "\""
#define TENANT "72f988bf-86f1-41af-91ab-2d7cd011db47"
#define OTHER_TENANT "11111111-86f1-41af-91ab-2d7cd011db47"
#define BUNDLE \
	"{\"value\":\"v\",\"id\":\"https://contoso.vault.azure.net/secrets/" \
	"sftp-password/1\",\"attributes\":{\"enabled\":true}}"
#define ERROR_BODY(code, text) \
	"{\"error\":{\"code\":\"" code "\",\"message\":\"" text "\"}}"

struct answer {
	enum akv_code code; /* not AKV_OK: no reply, for ${body} as reason */
	int status;
	const char *body;
	const char *challenge;
	bool is_proxy; /* an HTML page of somebody in between */
};

static struct {
	struct answer answers[6];
	int requests;
	char urls[6][256];
	char tokens[6][32];
	int signed_in, replaced;
	enum akv_code sign_in_code;
} world;

struct akv_http {
	int unused;
};

static struct akv_http only_http;

void akv_http_prepare(void)
{
}

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

enum akv_code akv_http_get(AKV_UNUSED struct akv_http *http,
			   const struct akv_vault_url *url,
			   struct akv_bearer *bearer,
			   struct akv_http_reply *reply, struct akv_error *err)
{
	/* generous: the fake clock stands still, the real one does not */
	const struct akv_deadline far = { .at_ms = INT64_MAX / 2 };
	const struct answer *answer = &world.answers[world.requests];
	const struct akv_secret *token;
	enum akv_code code = akv_bearer_wait(bearer, far, &token, err);

	if (code != AKV_OK)
		return code;
	(void)snprintf(world.urls[world.requests], 256, "%s",
		       akv_url_vault_text(url));
	(void)snprintf(world.tokens[world.requests], 32, "%s",
		       akv_secret_text(token));
	world.requests++;
	akv_http_reply_clear(reply);
	if (answer->code != AKV_OK)
		return akv_fail(err, answer->code, answer->body, "no reply");
	reply->status = answer->status;
	reply->from_key_vault = !answer->is_proxy;
	(void)snprintf(reply->content_type, sizeof(reply->content_type), "%s",
		       answer->is_proxy ? "text/html" : "application/json");
	if (answer->challenge != NULL)
		(void)snprintf(reply->challenge, sizeof(reply->challenge), "%s",
			       answer->challenge);
	return akv_secret_new_from(answer->body, strlen(answer->body),
				   &reply->body, err);
}

static void make_token(const char *text, struct akv_token *out)
{
	cr_assert_eq(akv_secret_new_from(text, strlen(text), &out->value, NULL),
		     AKV_OK);
}

enum akv_code akv_token_get(AKV_UNUSED const struct akv_token_source *source,
			    AKV_UNUSED const char *audience,
			    struct akv_token *out, struct akv_error *err)
{
	world.signed_in++;
	if (world.sign_in_code != AKV_OK)
		return akv_fail(err, world.sign_in_code, "Refused", "no");
	make_token("first", out);
	return AKV_OK;
}

enum akv_code
akv_token_replace(AKV_UNUSED const struct akv_token_source *source,
		  AKV_UNUSED const char *audience,
		  const struct akv_secret *refused, struct akv_token *out,
		  AKV_UNUSED struct akv_error *err)
{
	cr_expect_str_eq(akv_secret_text(refused), "first");
	world.replaced++;
	make_token("second", out);
	return AKV_OK;
}

/* -- the tests -- */

static char tenant[] = TENANT;
static char client_id[] = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff";
static char vault_name[] = "contoso";
static char vault_host[] = "contoso.vault.azure.net";
static struct akv_vault_config vault = { .name = vault_name,
					 .host = vault_host };
static struct akv_principal principal = { .tenant = tenant,
					  .client_id = client_id };
static struct akv_secret_bundle bundle;
static struct akv_error err;

static void set_up(void)
{
	principal.cloud = akv_cloud_default();
	fake_clock.monotonic_ms = 1000;
}

static void tear_down(void)
{
	akv_secret_bundle_clear(&bundle);
}

TestSuite(vault, .init = set_up, .fini = tear_down);

static void answer(int status, const char *body, const char *challenge)
{
	static int count;

	world.answers[count++] = (struct answer){ .status = status,
						  .body = body,
						  .challenge = challenge };
}

static enum akv_code get(const char *version)
{
	const struct akv_token_source source = {
		.principal = &principal,
		.deadline = { .at_ms = 31000 },
	};
	const struct akv_secret_id id = { .vault = &vault,
					  .name = "sftp-password",
					  .version = version };

	return akv_vault_get_secret(&source, &id, &bundle, &err);
}

Test(vault, gets_a_secret_with_one_request)
{
	answer(200, BUNDLE, NULL);
	cr_assert_eq(get("1"), AKV_OK);
	cr_expect_str_eq(world.urls[0],
			 "https://contoso.vault.azure.net/secrets/"
			 "sftp-password/1?api-version=7.6");
	cr_expect_str_eq(akv_secret_text(bundle.value), "v");
	cr_expect_eq(world.requests, 1);
	cr_expect_eq(world.signed_in, 1);
}

Test(vault, asks_nothing_when_sign_in_is_refused)
{
	world.sign_in_code = AKV_ERR_SIGN_IN;
	cr_assert_eq(get(NULL), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "Refused");
	cr_expect_eq(world.requests, 0);
}

Test(vault, replaces_a_refused_token_once)
{
	answer(401, ERROR_BODY("Unauthorized", "AKV10000: x"),
	       CHALLENGE_OF(TENANT, "https://vault.azure.net"));
	answer(200, BUNDLE, NULL);
	cr_assert_eq(get(NULL), AKV_OK);
	cr_expect_str_eq(world.tokens[0], "first");
	cr_expect_str_eq(world.tokens[1], "second");
	cr_expect_eq(world.replaced, 1);
}

Test(vault, gives_up_when_the_new_token_is_refused_too)
{
	answer(401, ERROR_BODY("Unauthorized", "AKV10000: x"),
	       CHALLENGE_OF(TENANT, "https://vault.azure.net"));
	answer(401, ERROR_BODY("Unauthorized", "AKV10000: x"),
	       CHALLENGE_OF(TENANT, "https://vault.azure.net"));
	cr_assert_eq(get(NULL), AKV_ERR_SIGN_IN);
	cr_expect_eq(world.requests, 2);
	cr_expect_eq(world.replaced, 1);
}

Test(vault, sends_no_second_token_to_a_vault_of_another_tenant)
{
	answer(401, ERROR_BODY("Unauthorized", "AKV10032: x"),
	       CHALLENGE_OF(OTHER_TENANT, "https://vault.azure.net"));
	cr_assert_eq(get(NULL), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "WrongTenant");
	cr_expect_eq(world.replaced, 0);
	cr_expect_eq(world.requests, 1);
}

Test(vault, sends_no_second_token_to_another_service)
{
	answer(401, ERROR_BODY("Unauthorized", "AKV10000: x"),
	       CHALLENGE_OF(TENANT, "https://evil.example"));
	cr_assert_eq(get(NULL), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "WrongResource");
	cr_expect_eq(world.requests, 1);
}

Test(vault, waits_for_a_key_that_the_service_does_not_know_yet)
{
	answer(401, ERROR_BODY("Unauthorized", "AKV10046: Unable"), NULL);
	answer(200, BUNDLE, NULL);
	cr_assert_eq(get(NULL), AKV_OK);
	cr_expect_eq(world.replaced, 0);
	cr_expect_gt(fake_clock.slept_ms, 0);
}

Test(vault, does_not_sign_in_again_for_a_proxy)
{
	answer(401, "<html>who are you?</html>", NULL);
	world.answers[0].is_proxy = true;
	cr_assert_eq(get(NULL), AKV_ERR_UNREACHABLE);
	cr_expect_eq(world.replaced, 0);
	cr_expect_eq(world.requests, 1);
}

Test(vault, takes_no_other_secret_than_the_one_it_asked_for)
{
	answer(200, BUNDLE, NULL);
	cr_assert_eq(get("2"), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "AnotherSecret");
	cr_expect_eq(bundle.value, NULL);
}

Test(vault, asks_again_after_a_fault)
{
	answer(503, "", NULL);
	world.answers[1] = (struct answer){ .code = AKV_ERR_UNREACHABLE,
					    .body = "ConnectionLost" };
	world.answers[2] = (struct answer){ .status = 200, .body = BUNDLE };
	cr_assert_eq(get(NULL), AKV_OK);
	cr_expect_eq(world.requests, 3);
}

Test(vault, does_not_ask_again_when_it_may_not_read)
{
	answer(403,
	       "{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\","
	       "\"innererror\":{\"code\":\"ForbiddenByRbac\"}}}",
	       NULL);
	cr_assert_eq(get(NULL), AKV_ERR_DENIED);
	cr_expect_eq(world.requests, 1);
}

Test(vault, tells_a_deleted_secret_from_a_missing_one)
{
	answer(404, ERROR_BODY("SecretNotFound", "m"), NULL);
	answer(200,
	       "{\"recoveryId\":\"https://contoso.vault.azure.net/"
	       "deletedsecrets/sftp-password\",\"deletedDate\":1,"
	       "\"scheduledPurgeDate\":2,\"id\":\"https://"
	       "contoso.vault.azure.net/secrets/sftp-password/1\"}",
	       NULL);
	cr_assert_eq(get(NULL), AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.reason, "SecretDeleted");
	cr_expect_str_eq(world.urls[1],
			 "https://contoso.vault.azure.net/deletedsecrets/"
			 "sftp-password?api-version=7.6");
}

Test(vault, tells_a_deleted_secret_that_was_disabled)
{
	answer(404, ERROR_BODY("SecretNotFound", "m"), NULL);
	answer(403,
	       "{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\","
	       "\"innererror\":{\"code\":\"SecretDisabled\"}}}",
	       NULL);
	cr_assert_eq(get(NULL), AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.reason, "SecretDeleted");
}

Test(vault, says_missing_when_it_may_not_look_at_deleted_ones)
{
	answer(404, ERROR_BODY("SecretNotFound", "m"), NULL);
	answer(403, ERROR_BODY("Forbidden", "m"), NULL);
	cr_assert_eq(get(NULL), AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.reason, "SecretNotFound");
}

Test(vault, sends_no_name_that_breaks_the_rules)
{
	cr_assert_eq(get("../x"), AKV_ERR_USAGE);
	cr_expect_eq(world.requests, 0);
	cr_expect_eq(world.signed_in, 0);
}
