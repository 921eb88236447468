/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/back_off.h"
#include "libhelper/core/client_certificate.h"
#include "libhelper/core/federated_token.h"
#include "libhelper/core/managed_identity.h"
#include "libhelper/core/retry.h"
#include "libhelper/core/token_form.h"
#include "libhelper/core/token_key.h"
#include "libhelper/edge/digest.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/entra_error.h"

#include "libhelper/core/sign_in.h"

static void clear_reply(struct akv_http_reply *reply)
{
	akv_http_reply_clear(reply);
}

/* Posts form after form until an answer is final; each attempt has a form of
 * its own, because an assertion must not come twice. */
static enum akv_code exchange(const struct akv_token_form *what,
			      struct akv_deadline deadline,
			      struct akv_http_reply *reply,
			      struct akv_error *err)
{
	AKV_AUTO(http) *http = NULL;
	struct akv_retry retry = { .policy = AKV_RETRY_SIGN_IN,
				   .deadline = deadline };
	enum akv_code code = akv_http_new(deadline, &http, err);

	if (code != AKV_OK)
		return code;
	for (;;) {
		AKV_AUTO(secret) *form = NULL;
		struct akv_error why = { 0 };

		code = akv_token_form_new(what, &form, err);
		if (code != AKV_OK)
			return code;
		code = akv_http_sign_in(http, what->url, form, reply, &why);
		if (akv_retry_is_transient(&retry, code, &why, reply) &&
		    akv_retry_wait(&retry, reply))
			continue;
		if (code != AKV_OK && err != NULL)
			*err = why;
		return code;
	}
}

static enum akv_code judge(const struct akv_http_reply *reply,
			   const struct akv_principal *principal,
			   struct akv_token *out, struct akv_error *err)
{
	const struct akv_entra_request request = {
		.authority_host = principal->authority_host,
		.tenant = principal->tenant,
		.client_id = principal->client_id,
		.credential = akv_principal_credential_name(principal),
	};
	enum akv_code code;

	if (reply->status == 200)
		return akv_token_reply_parse(reply, &request,
					     akv_clock_unix_s(), out, err);
	code = akv_entra_error(reply, &request, err);
	akv_client_certificate_hint(principal, err);
	return code;
}

/* How long to leave Entra ID alone after ${reply}, which came to ${why}; 0: as
 * soon as anybody likes. */
static int64_t back_off_ms(const struct akv_http_reply *reply,
			   const struct akv_error *why)
{
	if ((reply->status == 429 || reply->status == 503) &&
	    reply->retry_after_ms >= 0)
		return reply->retry_after_ms;
	if (why->code == AKV_ERR_SIGN_IN || why->code == AKV_ERR_THROTTLED)
		return AKV_BACK_OFF_REFUSED_MS;
	/* a request that it does not understand */
	return why->code == AKV_ERR_OTHER && reply->status == 400 ?
		       AKV_BACK_OFF_REFUSED_MS :
		       0;
}

static enum akv_code post(const struct akv_token_form *form,
			  const struct akv_token_key *key,
			  struct akv_token *out, struct akv_error *err)
{
	__attribute__((cleanup(clear_reply))) struct akv_http_reply reply;
	struct akv_error why = { 0 };
	enum akv_code code;

	akv_http_reply_init(&reply);
	code = exchange(form, form->deadline, &reply, err);
	if (code != AKV_OK)
		return code;
	code = judge(&reply, form->principal, out, &why);
	if (code == AKV_OK)
		return AKV_OK;
	akv_back_off_keep(key, &why, back_off_ms(&reply, &why));
	if (err != NULL)
		*err = why;
	return code;
}

/*
 * What Entra's answer is about, for a back-off: the credential, or what is in
 * its file now, which is renewed; and the claims, which a vault chooses: what
 * it can have refused must not keep us from another one.
 */
static void describe_proof(const struct akv_sign_in_request *request,
			   struct akv_text *proof)
{
	const struct akv_principal *principal = request->principal;
	const char *claims = request->claims;
	char digest[AKV_DIGEST_HEX_SIZE];

	if (principal->kind == AKV_CREDENTIAL_FEDERATED_TOKEN &&
	    akv_federated_token_digest(principal->federated_token, digest))
		akv_text_add(proof, digest);
	else
		akv_text_add(proof, principal->fingerprint);
	if (claims != NULL && akv_digest_sha256_hex(claims, strlen(claims),
						    digest, NULL) == AKV_OK)
		akv_text_add(proof, digest);
}

static enum akv_code by_form(const struct akv_sign_in_request *request,
			     struct akv_token *out, struct akv_error *err)
{
	const struct akv_principal *principal = request->principal;
	struct akv_token_key key =
		akv_token_key_of(principal, request->audience);
	char proof[2 * AKV_DIGEST_HEX_SIZE];
	struct akv_text text;
	AKV_AUTO(token_url) *url = NULL;
	struct akv_token_form form = { .principal = principal,
				       .audience = request->audience,
				       .deadline = request->deadline,
				       .claims = request->claims };
	enum akv_code code;

	akv_text_init(&text, proof, sizeof(proof));
	describe_proof(request, &text);
	key.fingerprint = proof;
	code = akv_back_off_check(&key, err);
	if (code != AKV_OK)
		return code;
	akv_trace("signing in to %s as %s", principal->authority_host,
		  principal->client_id);
	code = akv_url_token(principal->authority_host, principal->tenant, &url,
			     err);
	if (code != AKV_OK)
		return code;
	form.url = url;
	return post(&form, &key, out, err);
}

/* Its machine takes no claims, and keeps its token until it is over. */
static enum akv_code no_claims(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_SIGN_IN, "InsufficientClaims",
		 "a managed identity cannot ask for a token with the claims "
		 "that are demanded");
	akv_error_hint(err, "a policy of the tenant, or the end of a session, "
			    "is behind that: ask an administrator");
	akv_error_hint(err, "where it has to stay, sign in as a service "
			    "principal");
	return AKV_ERR_SIGN_IN;
}

enum akv_code akv_sign_in(const struct akv_sign_in_request *request,
			  struct akv_token *out, struct akv_error *err)
{
	if (request->principal->kind == AKV_CREDENTIAL_MANAGED_IDENTITY &&
	    request->claims != NULL)
		return no_claims(err);
	if (request->principal->kind == AKV_CREDENTIAL_MANAGED_IDENTITY)
		return akv_managed_identity_sign_in(
			request->principal->managed_identity, request->audience,
			request->deadline, out, err);
	return by_form(request, out, err);
}
