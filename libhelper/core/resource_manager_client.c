/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "libhelper/azure/challenge.h"
#include "libhelper/base/bearer.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/retry.h"
#include "libhelper/reply/claims.h"

#include "libhelper/core/resource_manager_client.h"

struct akv_resource_manager_client {
	struct akv_token_source source;
	struct akv_http *http;
	struct akv_bearer *bearer; /* NULL: no token yet */
	struct akv_http_reply reply;
	/* the token is one that replaced another, and no reply has shown yet
	 * that it is taken */
	bool is_token_untried;
	/* ... and it has the claims that were demanded */
	bool has_answered_claims;
};

/* One request under way, with its repetitions. */
struct exchange {
	struct akv_resource_manager_client *client;
	const struct akv_resource_manager_request *about;
	struct akv_retry retry;
};

static const char *audience_of(const struct akv_resource_manager_client *client)
{
	return client->source.principal->cloud->resource_manager_audience;
}

/* -- the object -- */

enum akv_code
akv_resource_manager_client_new(const struct akv_token_source *source,
				struct akv_resource_manager_client **out,
				struct akv_error *err)
{
	AKV_AUTO(resource_manager_client) *client = calloc(1, sizeof(*client));
	enum akv_code code;

	if (client == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	client->source = *source;
	akv_http_reply_init(&client->reply);
	code = akv_http_new(source->deadline, &client->http, err);
	if (code != AKV_OK)
		return code;

	*out = client;
	client = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_resource_manager_client_free(
	struct akv_resource_manager_client *client)
{
	if (client == NULL)
		return;
	akv_http_reply_clear(&client->reply);
	akv_bearer_free(client->bearer);
	akv_http_free(client->http);
	free(client);
}

const struct akv_principal *akv_resource_manager_client_principal(
	const struct akv_resource_manager_client *client)
{
	return client->source.principal;
}

/* -- the token -- */

/* ${token->value} becomes the client's. */
static enum akv_code take_token(struct akv_resource_manager_client *client,
				struct akv_token *token, struct akv_error *err)
{
	AKV_AUTO(bearer) *fresh = NULL;
	enum akv_code code = akv_bearer_new(&fresh, err);

	if (code != AKV_OK) {
		akv_token_clear(token);
		return code;
	}
	akv_bearer_deliver(fresh, token->value);
	akv_bearer_free(client->bearer);
	client->bearer = fresh;
	fresh = NULL; /* the client's now */
	return AKV_OK;
}

static enum akv_code find_token(struct akv_resource_manager_client *client,
				struct akv_error *err)
{
	struct akv_token token = { 0 };
	enum akv_code code;

	if (client->bearer != NULL)
		return AKV_OK;
	code = akv_token_get(&client->source, audience_of(client), &token, err);
	if (code != AKV_OK)
		return code;
	return take_token(client, &token, err);
}

/* A fresh token for the refused one, with ${claims} where they are not NULL. */
static enum akv_code find_another(struct akv_resource_manager_client *client,
				  const struct akv_secret *claims,
				  struct akv_token *out, struct akv_error *err)
{
	struct akv_token_demand demand = { 0 };
	enum akv_code code = akv_bearer_wait(
		client->bearer, client->source.deadline, &demand.refused, err);

	if (code != AKV_OK)
		return code;
	if (claims == NULL)
		return akv_token_replace(&client->source, audience_of(client),
					 demand.refused, out, err);
	demand.claims = akv_secret_text(claims);
	return akv_token_get_with_claims(&client->source, audience_of(client),
					 &demand, out, err);
}

static enum akv_code replace_token(struct akv_resource_manager_client *client,
				   const struct akv_secret *claims,
				   struct akv_error *err)
{
	struct akv_token token = { 0 };
	enum akv_code code;

	akv_trace("Resource Manager refused the token, signing in again%s",
		  claims != NULL ? " with the claims that it wants" : "");
	client->is_token_untried = true;
	client->has_answered_claims = claims != NULL;
	code = find_another(client, claims, &token, err);
	if (code != AKV_OK)
		return code;
	return take_token(client, &token, err);
}

enum akv_code
akv_resource_manager_client_who(struct akv_resource_manager_client *client,
				struct akv_access_token *out,
				struct akv_error *err)
{
	const struct akv_secret *token;
	enum akv_code code = find_token(client, err);

	if (code == AKV_OK)
		code = akv_bearer_wait(client->bearer, client->source.deadline,
				       &token, err);
	if (code == AKV_OK)
		(void)akv_access_token_read(token, out);
	return code;
}

/* -- a request -- */

static enum akv_code judge(const struct akv_resource_manager_client *client,
			   const struct akv_resource_manager_request *about,
			   struct akv_error *err)
{
	struct akv_resource_manager_request request = *about;

	if (client->reply.status == 200)
		return AKV_OK;
	request.tenant = client->source.principal->tenant;
	request.client_id = client->source.principal->client_id;
	return akv_resource_manager_error(&client->reply, &request, err);
}

/* -- a 401 -- */

/* May the token that was refused be replaced?  Once, and once with claims: the
 * fresh one may be refused for those alone. */
static bool is_replaceable(const struct akv_resource_manager_client *client,
			   bool wants_claims)
{
	return wants_claims ? !client->has_answered_claims :
			      !client->is_token_untried;
}

/* What a 401 calls for: true when the request is to be repeated; else ${why}
 * says why not. */
static bool mend_unauthorized(struct exchange *exchange, struct akv_error *why)
{
	struct akv_resource_manager_client *client = exchange->client;
	AKV_AUTO(secret) *claims = NULL;
	struct akv_challenge challenge = { 0 };
	bool wants_claims =
		akv_challenge_parse(client->reply.challenge, &challenge) &&
		challenge.claims[0] != '\0';

	/* a proxy that wants somebody to sign in is no Resource Manager */
	if (judge(client, exchange->about, why) != AKV_ERR_SIGN_IN ||
	    !is_replaceable(client, wants_claims))
		return false;
	if (wants_claims &&
	    akv_claims_read(challenge.claims, &claims, why) != AKV_OK)
		return false;
	return replace_token(client, claims, why) == AKV_OK;
}

/* -- one answer after the other -- */

/* Whether the attempt that ended with ${*code} is to be repeated; if not,
 * ${*code} is the end, and ${why} its reason. */
static bool is_worth_another(struct exchange *exchange, enum akv_code *code,
			     struct akv_error *why)
{
	struct akv_resource_manager_client *client = exchange->client;
	bool again;

	if (*code == AKV_OK && client->reply.status == 401) {
		again = mend_unauthorized(exchange, why);
		if (!again)
			*code = why->code;
		return again;
	}
	if (*code == AKV_OK) {
		client->is_token_untried = false;
		client->has_answered_claims = false;
	}
	return akv_retry_is_transient(&exchange->retry, *code, why,
				      &client->reply) &&
	       akv_retry_wait(&exchange->retry, &client->reply);
}

enum akv_code akv_resource_manager_client_get(
	struct akv_resource_manager_client *client,
	const struct akv_resource_manager_url *url,
	const struct akv_resource_manager_request *about,
	const struct akv_http_reply **out, struct akv_error *err)
{
	struct exchange exchange = {
		.client = client,
		.about = about,
		.retry = { .policy = AKV_RETRY_VAULT,
			   .deadline = client->source.deadline },
	};
	struct akv_error why = { 0 };
	enum akv_code code = find_token(client, err);

	if (code != AKV_OK)
		return code;
	do {
		why = (struct akv_error){ 0 };
		code = akv_http_get_resource_manager(client->http, url,
						     client->bearer,
						     &client->reply, &why);
	} while (is_worth_another(&exchange, &code, &why));
	if (code == AKV_OK)
		code = judge(client, about, &why);
	if (code == AKV_OK)
		*out = &client->reply;
	else if (err != NULL)
		*err = why;
	return code;
}
