/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/core/client_assertion.h"
#include "libhelper/core/client_certificate.h"
#include "libhelper/core/federated_token.h"

#include "libhelper/core/token_form.h"

enum { FORM_MAX = 65536 };

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

static enum akv_code add_secret(struct akv_secret *form, const char *name,
				const struct akv_secret *value,
				struct akv_error *err)
{
	enum akv_code code = akv_secret_append_text(form, name, err);

	if (code != AKV_OK)
		return code;
	return add_encoded(form, akv_secret_text(value), akv_secret_len(value),
			   err);
}

static enum akv_code get_assertion(const struct akv_token_form *what,
				   struct akv_secret **out,
				   struct akv_error *err)
{
	if (what->principal->kind == AKV_CREDENTIAL_FEDERATED_TOKEN)
		return akv_federated_token_get(what->principal->federated_token,
					       what->deadline, out, err);
	return akv_client_certificate_assert(
		what->principal, akv_url_token_text(what->url), out, err);
}

static enum akv_code add_assertion(const struct akv_token_form *what,
				   struct akv_secret *form,
				   struct akv_error *err)
{
	AKV_AUTO(secret) *assertion = NULL;
	enum akv_code code = get_assertion(what, &assertion, err);

	if (code != AKV_OK)
		return code;
	code = add_field(form,
			 "&client_assertion_type=", AKV_CLIENT_ASSERTION_TYPE,
			 err);
	if (code != AKV_OK)
		return code;
	return add_secret(form, "&client_assertion=", assertion, err);
}

/* What proves that we are the client (RFC 6749, 2.3). */
static enum akv_code add_credential(const struct akv_token_form *what,
				    struct akv_secret *form,
				    struct akv_error *err)
{
	const struct akv_principal *principal = what->principal;

	if (principal->kind == AKV_CREDENTIAL_CLIENT_SECRET)
		return add_secret(
			form, "&client_secret=", principal->client_secret, err);
	return add_assertion(what, form, err);
}

static enum akv_code fill(const struct akv_token_form *what,
			  struct akv_secret *form, struct akv_error *err)
{
	enum akv_code code;

	code = akv_secret_append_text(form, "grant_type=client_credentials",
				      err);
	if (code != AKV_OK)
		return code;
	code = add_field(form, "&client_id=", what->principal->client_id, err);
	if (code != AKV_OK)
		return code;
	code = add_field(form, "&scope=", what->audience, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append_text(form, "%2F.default", err);
	if (code != AKV_OK)
		return code;
	if (what->claims != NULL)
		code = add_field(form, "&claims=", what->claims, err);
	if (code != AKV_OK)
		return code;
	return add_credential(what, form, err);
}

enum akv_code akv_token_form_new(const struct akv_token_form *what,
				 struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *form = NULL;
	enum akv_code code = akv_secret_new(FORM_MAX, &form, err);

	if (code != AKV_OK)
		return code;
	code = fill(what, form, err);
	if (code != AKV_OK)
		return code;
	*out = form;
	form = NULL; /* the caller's now */
	return AKV_OK;
}
