/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/challenge.h"
#include "libhelper/base/bearer.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/retry.h"
#include "libhelper/reply/claims.h"

#include "libhelper/core/vault_client.h"

struct akv_vault_client {
	struct akv_token_source source;
	char host[AKV_URL_HOST_SIZE];
	/* what Azure calls the vault: its group in the configuration may have
	 * another name */
	char name[AKV_URL_HOST_SIZE];
	struct akv_http *http;
	struct akv_bearer *bearer;
	struct akv_http_reply reply;
	bool has_asked_for_token;
	/* the token is one that replaced another, and no reply has shown yet
	 * that the vault takes it */
	bool is_token_untried;
	/* ... and it has the claims that were demanded */
	bool has_answered_claims;
};

/* One request under way, with its repetitions. */
struct exchange {
	struct akv_vault_client *client;
	const struct akv_vault_url *url;
	const struct akv_vault_request *about;
	struct akv_retry retry;
};

static const char *audience_of(const struct akv_vault_client *client)
{
	return client->source.principal->cloud->vault_audience;
}

/* -- the object -- */

enum akv_code akv_vault_client_new(const struct akv_token_source *source,
				   const char *host,
				   struct akv_vault_client **out,
				   struct akv_error *err)
{
	AKV_AUTO(vault_client) *client = calloc(1, sizeof(*client));
	struct akv_text text;
	enum akv_code code;

	if (client == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	client->source = *source;
	akv_http_reply_init(&client->reply);
	akv_text_init(&text, client->host, sizeof(client->host));
	akv_text_add(&text, host);
	if (text.cut)
		return akv_fail(err, AKV_ERR_USAGE, "InvalidVaultUri",
				"the vault's address is too long");
	akv_text_init(&text, client->name, sizeof(client->name));
	akv_text_add_bytes(&text, host, strcspn(host, "."));
	code = akv_bearer_new(&client->bearer, err);
	if (code != AKV_OK)
		return code;
	code = akv_http_new(source->deadline, &client->http, err);
	if (code != AKV_OK)
		return code;

	*out = client;
	client = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_vault_client_free(struct akv_vault_client *client)
{
	if (client == NULL)
		return;
	akv_http_reply_clear(&client->reply);
	akv_bearer_free(client->bearer);
	akv_http_free(client->http);
	free(client);
}

const char *akv_vault_client_host(const struct akv_vault_client *client)
{
	return client->host;
}

struct akv_vault_request
akv_vault_client_request(const struct akv_vault_client *client,
			 const char *secret, const char *version)
{
	const struct akv_principal *principal = client->source.principal;

	return (struct akv_vault_request){
		.vault = client->name,
		.secret = secret,
		.version = version,
		.tenant = principal->tenant,
		.client_id = principal->client_id,
	};
}

void akv_vault_client_set_deadline(struct akv_vault_client *client,
				   struct akv_deadline deadline)
{
	struct akv_bearer *fresh = NULL;

	client->source.deadline = deadline;
	akv_http_set_deadline(client->http, deadline);
	client->is_token_untried = false;
	client->has_answered_claims = false;
	if (!akv_bearer_has_failed(client->bearer) ||
	    akv_bearer_new(&fresh, NULL) != AKV_OK)
		return;
	akv_bearer_free(client->bearer);
	client->bearer = fresh;
	client->has_asked_for_token = false;
}

void akv_vault_client_forget(struct akv_vault_client *client)
{
	akv_http_reply_clear(&client->reply);
}

/* -- finding the token while the connection is opened -- */

static void *find_token(void *context)
{
	struct akv_vault_client *client = context;
	struct akv_token token = { 0 };
	struct akv_error why = { 0 };

	if (akv_token_get(&client->source, audience_of(client), &token, &why) ==
	    AKV_OK)
		akv_bearer_deliver(client->bearer, token.value);
	else
		akv_bearer_fail(client->bearer, &why);
	return NULL;
}

/* The token that was sent, or why there is none. */
static enum akv_code sent_token(struct akv_vault_client *client,
				const struct akv_secret **out,
				struct akv_error *err)
{
	return akv_bearer_wait(client->bearer, client->source.deadline, out,
			       err);
}

static enum akv_code get(struct akv_vault_client *client,
			 const struct akv_vault_url *url, struct akv_error *err)
{
	return akv_http_get(client->http, url, client->bearer, &client->reply,
			    err);
}

static enum akv_code first_get(struct akv_vault_client *client,
			       const struct akv_vault_url *url,
			       struct akv_error *err)
{
	const struct akv_secret *token;
	pthread_t finder;
	enum akv_code code;

	client->has_asked_for_token = true;
	if (pthread_create(&finder, NULL, find_token, client) != 0) {
		/* one after the other, then */
		(void)find_token(client);
		return get(client, url, err);
	}
	code = get(client, url, err);
	(void)pthread_join(finder, NULL);
	/* we may stop waiting a moment before the finder can say why */
	if (code != AKV_OK && strcmp(err->reason, "Timeout") == 0 &&
	    akv_bearer_has_failed(client->bearer))
		return sent_token(client, &token, err);
	return code;
}

static enum akv_code attempt(struct akv_vault_client *client,
			     const struct akv_vault_url *url,
			     struct akv_error *err)
{
	enum akv_code code = client->has_asked_for_token ?
				     get(client, url, err) :
				     first_get(client, url, err);

	if (code == AKV_OK && client->reply.from_key_vault &&
	    client->reply.status != 401) {
		client->is_token_untried = false;
		client->has_answered_claims = false;
	}
	return code;
}

/* -- a 401 -- */

/* A fresh token for the refused one, with ${claims} where they are not NULL. */
static enum akv_code find_another(struct akv_vault_client *client,
				  const struct akv_secret *claims,
				  struct akv_token *out, struct akv_error *err)
{
	struct akv_token_demand demand = { 0 };
	enum akv_code code = sent_token(client, &demand.refused, err);

	if (code != AKV_OK)
		return code;
	if (claims == NULL)
		return akv_token_replace(&client->source, audience_of(client),
					 demand.refused, out, err);
	demand.claims = akv_secret_text(claims);
	return akv_token_get_with_claims(&client->source, audience_of(client),
					 &demand, out, err);
}

static enum akv_code replace_token(struct akv_vault_client *client,
				   const struct akv_secret *claims,
				   struct akv_error *err)
{
	AKV_AUTO(bearer) *fresh = NULL;
	struct akv_token token = { 0 };
	struct akv_error why = { 0 };
	enum akv_code code;

	akv_trace("the vault refused the token, signing in again%s",
		  claims != NULL ? " with the claims that it wants" : "");
	client->is_token_untried = true;
	client->has_answered_claims = claims != NULL;
	code = akv_bearer_new(&fresh, err);
	if (code != AKV_OK)
		return code;
	code = find_another(client, claims, &token, &why);
	if (code == AKV_OK)
		akv_bearer_deliver(fresh, token.value);
	else /* for the next request, too: the refused one is of no use */
		akv_bearer_fail(fresh, &why);

	akv_bearer_free(client->bearer);
	client->bearer = fresh;
	fresh = NULL; /* the client's now */
	if (code != AKV_OK && err != NULL)
		*err = why;
	return code;
}

/*
 * A 401 names whom the vault trusts.  A vault of another tenant, or something
 * that wants tokens for another service, must not be given a second one.
 */
static enum akv_code answer(struct akv_vault_client *client,
			    const struct akv_challenge *challenge,
			    struct akv_error *err)
{
	AKV_AUTO(secret) *claims = NULL;
	enum akv_code code = akv_challenge_check(
		challenge, client->host, client->source.principal->tenant, err);

	if (code == AKV_OK && challenge->claims[0] != '\0')
		code = akv_claims_read(challenge->claims, &claims, err);
	if (code != AKV_OK)
		return code;
	return replace_token(client, claims, err);
}

/* May the token that was refused so be replaced?  Once, and once with claims:
 * the fresh one may be refused for those alone. */
static bool is_replaceable(const struct akv_vault_client *client,
			   const struct akv_challenge *challenge)
{
	return challenge->claims[0] != '\0' ? !client->has_answered_claims :
					      !client->is_token_untried;
}

/* A fault of the service's own that a valid token meets for a few seconds. */
static bool is_unresolved_key(const struct akv_error *why)
{
	return strcmp(why->reason, "AKV10046") == 0;
}

/* What a 401 calls for: true when the request is to be repeated; else ${why}
 * says why not. */
static bool mend_unauthorized(struct exchange *exchange, struct akv_error *why)
{
	struct akv_vault_client *client = exchange->client;
	struct akv_challenge challenge = { 0 };
	bool has_challenge =
		akv_challenge_parse(client->reply.challenge, &challenge);
	enum akv_code code =
		akv_vault_error(&client->reply, exchange->about, why);

	if (is_unresolved_key(why))
		return akv_retry_wait(&exchange->retry, &client->reply);
	/* a proxy that wants somebody to sign in is no vault */
	if (code != AKV_ERR_SIGN_IN || !is_replaceable(client, &challenge))
		return false;
	code = has_challenge ? answer(client, &challenge, why) :
			       replace_token(client, NULL, why);
	return code == AKV_OK;
}

/* -- one answer after the other -- */

/* Whether the attempt that ended with ${*code} is to be repeated; if not,
 * ${*code} is the end, and ${why} its reason. */
static bool is_worth_another(struct exchange *exchange, enum akv_code *code,
			     struct akv_error *why)
{
	struct akv_vault_client *client = exchange->client;
	bool again;

	if (*code == AKV_OK && client->reply.status == 401) {
		again = mend_unauthorized(exchange, why);
		if (!again)
			*code = why->code;
		return again;
	}
	/* without a token there is nothing to repeat */
	return !akv_bearer_has_failed(client->bearer) &&
	       akv_retry_is_transient(&exchange->retry, *code, why,
				      &client->reply) &&
	       akv_retry_wait(&exchange->retry, &client->reply);
}

/* The token must not go to another vault than the one it was got for. */
static enum akv_code check_vault(const struct akv_vault_client *client,
				 const struct akv_vault_url *url,
				 struct akv_error *err)
{
	if (akv_text_equal_nocase(akv_url_vault_host(url), client->host))
		return AKV_OK;
	return akv_fail(err, AKV_ERR_OTHER, "AnotherVault",
			"%s is another vault than %s", akv_url_vault_host(url),
			client->host);
}

enum akv_code akv_vault_client_get(struct akv_vault_client *client,
				   const struct akv_vault_url *url,
				   const struct akv_vault_request *about,
				   const struct akv_http_reply **out,
				   struct akv_error *err)
{
	struct exchange exchange = {
		.client = client,
		.url = url,
		.about = about,
		.retry = { .policy = AKV_RETRY_VAULT,
			   .deadline = client->source.deadline },
	};
	struct akv_error why = { 0 };
	enum akv_code code = check_vault(client, url, err);

	if (code != AKV_OK)
		return code;
	do {
		why = (struct akv_error){ 0 };
		code = attempt(client, url, &why);
	} while (is_worth_another(&exchange, &code, &why));
	if (code == AKV_OK)
		*out = &client->reply;
	else if (err != NULL)
		*err = why;
	return code;
}

enum akv_code akv_vault_client_get_once(struct akv_vault_client *client,
					const struct akv_vault_url *url,
					const struct akv_http_reply **out,
					struct akv_error *err)
{
	struct akv_error why = { 0 };
	enum akv_code code = check_vault(client, url, err);

	if (code != AKV_OK)
		return code;
	code = attempt(client, url, &why);
	if (code == AKV_OK)
		*out = &client->reply;
	else if (err != NULL)
		*err = why;
	return code;
}
