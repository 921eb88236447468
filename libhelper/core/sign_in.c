/* SPDX-License-Identifier: MIT */
#include "libhelper/base/trace.h"
#include "libhelper/core/client_certificate.h"
#include "libhelper/core/managed_identity.h"
#include "libhelper/core/retry.h"
#include "libhelper/core/token_form.h"
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

static enum akv_code by_form(const struct akv_sign_in_request *request,
			     struct akv_token *out, struct akv_error *err)
{
	const struct akv_principal *principal = request->principal;
	AKV_AUTO(token_url) *url = NULL;
	struct akv_token_form form = { .principal = principal,
				       .audience = request->audience,
				       .deadline = request->deadline,
				       .claims = request->claims };
	__attribute__((cleanup(clear_reply))) struct akv_http_reply reply;
	enum akv_code code;

	akv_http_reply_init(&reply);
	akv_trace("signing in to %s as %s", principal->authority_host,
		  principal->client_id);
	code = akv_url_token(principal->authority_host, principal->tenant, &url,
			     err);
	if (code != AKV_OK)
		return code;
	form.url = url;
	code = exchange(&form, request->deadline, &reply, err);
	if (code != AKV_OK)
		return code;
	return judge(&reply, principal, out, err);
}

enum akv_code akv_sign_in(const struct akv_sign_in_request *request,
			  struct akv_token *out, struct akv_error *err)
{
	if (request->principal->kind == AKV_CREDENTIAL_MANAGED_IDENTITY)
		return akv_managed_identity_sign_in(
			request->principal->managed_identity, request->audience,
			request->deadline, out, err);
	return by_form(request, out, err);
}
