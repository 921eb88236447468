/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "tests/fakes/fake_vault.h"

struct fake_vault fake_vault;

struct akv_http {
	int unused;
};

static struct akv_http only_http;

static struct fake_vault_answer *next_answer(void)
{
	cr_assert_lt(fake_vault.will_answer, FAKE_VAULT_MAX);
	return &fake_vault.answers[fake_vault.will_answer++];
}

void fake_vault_will_answer(int status, const char *body, const char *challenge)
{
	*next_answer() = (struct fake_vault_answer){
		.status = status,
		.body = body,
		.challenge = challenge,
	};
}

void fake_vault_will_fail(enum akv_code code, const char *reason)
{
	*next_answer() =
		(struct fake_vault_answer){ .code = code, .body = reason };
}

const struct akv_token_source *fake_vault_source(void)
{
	static char tenant[] = FAKE_VAULT_TENANT;
	static char client_id[] = FAKE_VAULT_CLIENT_ID;
	static struct akv_principal principal = { .tenant = tenant,
						  .client_id = client_id };
	static const struct akv_token_source source = {
		.principal = &principal,
		.deadline = { .at_ms = 31000 },
	};

	principal.cloud = akv_cloud_default();
	return &source;
}

/* -- libhelper/edge/http.h -- */

void akv_http_prepare(void)
{
}

enum akv_code akv_http_new(AKV_UNUSED struct akv_deadline deadline,
			   struct akv_http **out,
			   AKV_UNUSED struct akv_error *err)
{
	fake_vault.clients++;
	*out = &only_http;
	return AKV_OK;
}

void akv_http_set_deadline(AKV_UNUSED struct akv_http *http,
			   struct akv_deadline deadline)
{
	fake_vault.deadline = deadline;
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

static enum akv_code give(const struct fake_vault_answer *answer,
			  struct akv_http_reply *reply, struct akv_error *err)
{
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

static enum akv_code get(const char *url, struct akv_bearer *bearer,
			 struct akv_http_reply *reply, struct akv_error *err)
{
	/* generous: the fake clock stands still, the real one does not */
	const struct akv_deadline far = { .at_ms = INT64_MAX / 2 };
	const struct akv_secret *token;
	int i = fake_vault.requests;
	enum akv_code code = akv_bearer_wait(bearer, far, &token, err);

	if (code != AKV_OK)
		return code;
	cr_assert_lt(i, fake_vault.will_answer);
	(void)snprintf(fake_vault.urls[i], sizeof(fake_vault.urls[i]), "%s",
		       url);
	(void)snprintf(fake_vault.tokens[i], sizeof(fake_vault.tokens[i]), "%s",
		       akv_secret_text(token));
	fake_vault.requests++;
	return give(&fake_vault.answers[i], reply, err);
}

enum akv_code akv_http_get(AKV_UNUSED struct akv_http *http,
			   const struct akv_vault_url *url,
			   struct akv_bearer *bearer,
			   struct akv_http_reply *reply, struct akv_error *err)
{
	return get(akv_url_vault_text(url), bearer, reply, err);
}

enum akv_code akv_http_get_resource_manager(
	AKV_UNUSED struct akv_http *http,
	const struct akv_resource_manager_url *url, struct akv_bearer *bearer,
	struct akv_http_reply *reply, struct akv_error *err)
{
	return get(akv_resource_manager_url_text(url), bearer, reply, err);
}

/* -- libhelper/core/token.h -- */

static void make_token(const char *text, struct akv_token *out)
{
	cr_assert_eq(akv_secret_new_from(text, strlen(text), &out->value, NULL),
		     AKV_OK);
}

enum akv_code akv_token_get(AKV_UNUSED const struct akv_token_source *source,
			    const char *audience, struct akv_token *out,
			    struct akv_error *err)
{
	(void)snprintf(fake_vault.audience, sizeof(fake_vault.audience), "%s",
		       audience);
	fake_vault.signed_in++;
	if (fake_vault.sign_in_code != AKV_OK)
		return akv_fail(err, fake_vault.sign_in_code, "Refused", "no");
	make_token(fake_vault.token != NULL ? fake_vault.token : "first", out);
	return AKV_OK;
}

enum akv_code
akv_token_replace(AKV_UNUSED const struct akv_token_source *source,
		  AKV_UNUSED const char *audience,
		  const struct akv_secret *refused, struct akv_token *out,
		  struct akv_error *err)
{
	cr_expect(strcmp(akv_secret_text(refused), "second") != 0 ||
		  fake_vault.replaced > 0);
	fake_vault.replaced++;
	if (fake_vault.replace_code != AKV_OK)
		return akv_fail(err, fake_vault.replace_code, "NoOther", "no");
	make_token("second", out);
	return AKV_OK;
}

enum akv_code
akv_token_get_with_claims(AKV_UNUSED const struct akv_token_source *source,
			  AKV_UNUSED const char *audience,
			  const struct akv_token_demand *demand,
			  struct akv_token *out, struct akv_error *err)
{
	cr_assert_not_null(demand->refused);
	(void)snprintf(fake_vault.claims, sizeof(fake_vault.claims), "%s",
		       demand->claims);
	fake_vault.demanded++;
	if (fake_vault.replace_code != AKV_OK)
		return akv_fail(err, fake_vault.replace_code, "NoOther", "no");
	make_token("third", out);
	return AKV_OK;
}
