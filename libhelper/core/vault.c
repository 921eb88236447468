/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <string.h>

#include "libhelper/azure/challenge.h"
#include "libhelper/base/bearer.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/retry.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/vault_error.h"

#include "libhelper/core/vault.h"

/* One Get Secret under way. */
struct exchange {
	const struct akv_token_source *source;
	const struct akv_secret_id *id;
	/* what Azure calls the vault: its group in the configuration may have
	 * another name */
	char vault_name[AKV_URL_HOST_SIZE];
	struct akv_http *http;
	struct akv_vault_url *url;
	struct akv_bearer *bearer;
	struct akv_http_reply reply;
	struct akv_retry retry;
	bool has_replaced_token;
};

static const char *audience_of(const struct exchange *get)
{
	return get->source->principal->cloud->vault_audience;
}

static struct akv_vault_request request_of(const struct exchange *get)
{
	const struct akv_principal *principal = get->source->principal;

	return (struct akv_vault_request){
		.vault = get->vault_name,
		.secret = get->id->name,
		.version = get->id->version,
		.tenant = principal->tenant,
		.client_id = principal->client_id,
	};
}

/* -- finding the token while the connection is opened -- */

static void *find_token(void *context)
{
	struct exchange *get = context;
	struct akv_token token = { 0 };
	struct akv_error why = { 0 };

	if (akv_token_get(get->source, audience_of(get), &token, &why) ==
	    AKV_OK)
		akv_bearer_deliver(get->bearer, token.value);
	else
		akv_bearer_fail(get->bearer, &why);
	return NULL;
}

/* The token that was sent, or why there is none. */
static enum akv_code sent_token(struct exchange *get,
				const struct akv_secret **out,
				struct akv_error *err)
{
	return akv_bearer_wait(get->bearer, get->source->deadline, out, err);
}

static enum akv_code first_attempt(struct exchange *get, struct akv_error *err)
{
	const struct akv_secret *token;
	pthread_t finder;
	enum akv_code code;

	if (pthread_create(&finder, NULL, find_token, get) != 0) {
		/* one after the other, then */
		(void)find_token(get);
		return akv_http_get(get->http, get->url, get->bearer,
				    &get->reply, err);
	}
	code = akv_http_get(get->http, get->url, get->bearer, &get->reply, err);
	(void)pthread_join(finder, NULL);
	/* we may stop waiting a moment before the finder can say why */
	if (code != AKV_OK && strcmp(err->reason, "Timeout") == 0 &&
	    akv_bearer_has_failed(get->bearer))
		return sent_token(get, &token, err);
	return code;
}

/* -- one answer after the other -- */

static enum akv_code next_attempt(struct exchange *get, struct akv_error *err)
{
	return akv_http_get(get->http, get->url, get->bearer, &get->reply, err);
}

/*
 * A 401 names whom the vault trusts.  A vault of another tenant, or something
 * that wants tokens for another service, must not be given a second one.
 */
static enum akv_code check_challenge(const struct exchange *get,
				     struct akv_error *err)
{
	struct akv_challenge challenge;

	if (!akv_challenge_parse(get->reply.challenge, &challenge))
		return AKV_OK;
	return akv_challenge_check(&challenge, akv_url_vault_host(get->url),
				   get->source->principal->tenant, err);
}

static enum akv_code replace_token(struct exchange *get, struct akv_error *err)
{
	AKV_AUTO(bearer) *fresh = NULL;
	const struct akv_secret *refused;
	struct akv_token token = { 0 };
	enum akv_code code;

	akv_trace("the vault refused the token, signing in again");
	get->has_replaced_token = true;
	code = akv_bearer_new(&fresh, err);
	if (code != AKV_OK)
		return code;
	code = sent_token(get, &refused, err);
	if (code != AKV_OK)
		return code;
	code = akv_token_replace(get->source, audience_of(get), refused, &token,
				 err);
	if (code != AKV_OK)
		return code;
	akv_bearer_deliver(fresh, token.value);

	akv_bearer_free(get->bearer);
	get->bearer = fresh;
	fresh = NULL; /* the exchange's now */
	return AKV_OK;
}

/* A fault of the service's own that a valid token meets for a few seconds. */
static bool is_unresolved_key(const struct akv_error *why)
{
	return strcmp(why->reason, "AKV10046") == 0;
}

/* What a 401 calls for: true with AKV_OK when the request is to be repeated. */
static bool mend_unauthorized(struct exchange *get, struct akv_error *why)
{
	const struct akv_vault_request request = request_of(get);
	enum akv_code code = akv_vault_error(&get->reply, &request, why);

	if (is_unresolved_key(why))
		return akv_retry_wait(&get->retry, &get->reply);
	/* a proxy that wants somebody to sign in is no vault */
	if (code != AKV_ERR_SIGN_IN || get->has_replaced_token)
		return false;
	code = check_challenge(get, why);
	if (code == AKV_OK)
		code = replace_token(get, why);
	return code == AKV_OK;
}

/* Repeats the request until its answer is final.  AKV_OK: ${get->reply} is to
 * be judged; else ${err} is the reason. */
static enum akv_code ask(struct exchange *get, struct akv_error *err)
{
	struct akv_error why = { 0 };
	enum akv_code code = first_attempt(get, &why);

	for (;;) {
		bool again;

		if (code == AKV_OK && get->reply.status == 401) {
			again = mend_unauthorized(get, &why);
			if (!again)
				code = why.code;
		} else {
			/* without a token there is nothing to repeat */
			again = !akv_bearer_has_failed(get->bearer) &&
				akv_retry_is_transient(&get->retry, code, &why,
						       &get->reply) &&
				akv_retry_wait(&get->retry, &get->reply);
		}
		if (!again)
			break;
		why = (struct akv_error){ 0 };
		code = next_attempt(get, &why);
	}
	if (code != AKV_OK && err != NULL)
		*err = why;
	return code;
}

static bool is_disabled(const struct exchange *get)
{
	const struct akv_vault_request request = request_of(get);
	struct akv_error why = { 0 };

	return get->reply.status == 403 &&
	       akv_vault_error(&get->reply, &request, &why) == AKV_ERR_UNUSABLE;
}

/*
 * Missing and soft-deleted look the same (404); the list of deleted secrets
 * tells them apart, where we may look at it.  Best effort: whatever goes
 * wrong here leaves the first answer as it is.
 */
static enum akv_code tell_deleted(struct exchange *get, struct akv_error *err)
{
	AKV_AUTO(vault_url) *url = NULL;
	const struct akv_vault_request request = request_of(get);
	struct akv_deleted_secret deleted = { 0 };

	if (akv_url_deleted_secret(akv_url_vault_host(get->url), get->id->name,
				   &url, NULL) != AKV_OK ||
	    akv_http_get(get->http, url, get->bearer, &get->reply, NULL) !=
		    AKV_OK)
		return AKV_ERR_NOT_FOUND;
	/* only a deleted secret can be a disabled deleted secret */
	if (!is_disabled(get) &&
	    (get->reply.status != 200 ||
	     akv_secret_reply_parse_deleted(&get->reply, &deleted, NULL) !=
		     AKV_OK))
		return AKV_ERR_NOT_FOUND;
	return akv_vault_error_deleted(&deleted, &request, err);
}

/* What was asked for, in the vault's spelling, or nothing. */
static enum akv_code take_bundle(const struct exchange *get,
				 struct akv_secret_bundle *out,
				 struct akv_error *err)
{
	const char *version = get->id->version;
	struct akv_secret_bundle bundle = { 0 };
	enum akv_code code = akv_secret_reply_parse(&get->reply, &bundle, err);

	if (code != AKV_OK)
		return code;
	if (!akv_text_equal_nocase(bundle.name, get->id->name) ||
	    (version != NULL && version[0] != '\0' &&
	     !akv_text_equal_nocase(bundle.version, version))) {
		akv_secret_bundle_clear(&bundle);
		return akv_fail(err, AKV_ERR_PEER, "AnotherSecret",
				"vault %s answered with another secret than "
				"the one that was asked for",
				get->id->vault->name);
	}
	*out = bundle;
	return AKV_OK;
}

static enum akv_code judge(struct exchange *get, struct akv_secret_bundle *out,
			   struct akv_error *err)
{
	const struct akv_vault_request request = request_of(get);
	enum akv_code code;

	if (get->reply.status == 200)
		return take_bundle(get, out, err);
	code = akv_vault_error(&get->reply, &request, err);
	if (code == AKV_ERR_NOT_FOUND)
		code = tell_deleted(get, err);
	return code;
}

static void finish(struct exchange *get)
{
	akv_http_reply_clear(&get->reply);
	akv_bearer_free(get->bearer);
	akv_vault_url_free(get->url);
	akv_http_free(get->http);
}

static enum akv_code prepare(struct exchange *get, struct akv_error *err)
{
	const char *host = get->id->vault->host;
	struct akv_text name;
	enum akv_code code;

	akv_text_init(&name, get->vault_name, sizeof(get->vault_name));
	akv_text_add_bytes(&name, host, strcspn(host, "."));
	code = akv_url_secret(host, get->id->name, get->id->version, &get->url,
			      err);
	if (code != AKV_OK)
		return code;
	code = akv_bearer_new(&get->bearer, err);
	if (code != AKV_OK)
		return code;
	return akv_http_new(get->source->deadline, &get->http, err);
}

void akv_vault_prepare(void)
{
	akv_http_prepare();
}

enum akv_code akv_vault_get_secret(const struct akv_token_source *source,
				   const struct akv_secret_id *id,
				   struct akv_secret_bundle *out,
				   struct akv_error *err)
{
	__attribute__((cleanup(finish))) struct exchange get = {
		.source = source,
		.id = id,
		.retry = { .policy = AKV_RETRY_VAULT,
			   .deadline = source->deadline },
	};
	enum akv_code code;

	akv_http_reply_init(&get.reply);
	code = prepare(&get, err);
	if (code != AKV_OK)
		return code;
	code = ask(&get, err);
	if (code != AKV_OK)
		return code;
	return judge(&get, out, err);
}
