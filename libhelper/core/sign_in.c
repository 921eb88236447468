/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/trace.h"
#include "libhelper/core/retry.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/entra_error.h"

#include "libhelper/core/sign_in.h"

enum { FORM_MAX = 65536 };

static void clear_reply(struct akv_http_reply *reply)
{
	akv_http_reply_clear(reply);
}

/*
 * Percent-encoding of application/x-www-form-urlencoded (RFC 6749, appendix
 * B) that leaves only the unreserved characters of RFC 3986 as they are: a
 * client secret may hold any of "+/=~&".
 */
static enum akv_code add_encoded(struct akv_secret *form, const char *bytes,
				 size_t len, struct akv_error *err)
{
	static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "abcdefghijklmnopqrstuvwxyz"
					 "0123456789-_.~";
	static const char hex[] = "0123456789ABCDEF";
	enum akv_code code = AKV_OK;

	for (size_t i = 0; i < len && code == AKV_OK; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		char escaped[3] = { '%', hex[byte >> 4], hex[byte & 0x0f] };

		if (byte != '\0' && strchr(unreserved, byte) != NULL)
			code = akv_secret_append(form, bytes + i, 1, err);
		else
			code = akv_secret_append(form, escaped, 3, err);
		akv_secret_wipe(escaped, sizeof(escaped));
	}
	return code;
}

/* Appends ${name}=${value}; ${name} comes with the & in front of it. */
static enum akv_code add_field(struct akv_secret *form, const char *name,
			       const char *value, struct akv_error *err)
{
	enum akv_code code;

	code = akv_secret_append_text(form, name, err);
	if (code != AKV_OK)
		return code;
	return add_encoded(form, value, strlen(value), err);
}

/* What proves that we are the client (RFC 6749, 2.3). */
static enum akv_code add_credential(struct akv_secret *form,
				    const struct akv_principal *principal,
				    struct akv_error *err)
{
	const struct akv_secret *client_secret = principal->client_secret;
	enum akv_code code =
		akv_secret_append_text(form, "&client_secret=", err);

	if (code != AKV_OK)
		return code;
	return add_encoded(form, akv_secret_text(client_secret),
			   akv_secret_len(client_secret), err);
}

static enum akv_code build_form(const struct akv_principal *principal,
				const char *audience, struct akv_secret *form,
				struct akv_error *err)
{
	enum akv_code code;

	code = akv_secret_append_text(form, "grant_type=client_credentials",
				      err);
	if (code != AKV_OK)
		return code;
	code = add_field(form, "&client_id=", principal->client_id, err);
	if (code != AKV_OK)
		return code;
	code = add_field(form, "&scope=", audience, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append_text(form, "%2F.default", err);
	if (code != AKV_OK)
		return code;
	return add_credential(form, principal, err);
}

static enum akv_code exchange(const struct akv_token_url *url,
			      const struct akv_secret *form,
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
		struct akv_error why = { 0 };

		code = akv_http_sign_in(http, url, form, reply, &why);
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

	if (reply->status == 200)
		return akv_token_reply_parse(reply, &request,
					     akv_clock_unix_s(), out, err);
	return akv_entra_error(reply, &request, err);
}

enum akv_code akv_sign_in(const struct akv_principal *principal,
			  const char *audience, struct akv_deadline deadline,
			  struct akv_token *out, struct akv_error *err)
{
	AKV_AUTO(token_url) *url = NULL;
	AKV_AUTO(secret) *form = NULL;
	__attribute__((cleanup(clear_reply))) struct akv_http_reply reply;
	enum akv_code code;

	akv_http_reply_init(&reply);
	akv_trace("signing in to %s as %s", principal->authority_host,
		  principal->client_id);
	code = akv_url_token(principal->authority_host, principal->tenant, &url,
			     err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_new(FORM_MAX, &form, err);
	if (code != AKV_OK)
		return code;
	code = build_form(principal, audience, form, err);
	if (code != AKV_OK)
		return code;
	code = exchange(url, form, deadline, &reply, err);
	if (code != AKV_OK)
		return code;
	return judge(&reply, principal, out, err);
}
