/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "libhelper/base/base64.h"
#include "libhelper/edge/json.h"

#include "libhelper/core/client_assertion.h"

enum { GUID_SIZE = 37 };

static const char *const algorithms[] = {
	[AKV_CERTIFICATE_PS256] = "PS256",
	[AKV_CERTIFICATE_RS256] = "RS256",
};

bool akv_client_assertion_algorithm(const char *word,
				    enum akv_certificate_algorithm *out)
{
	if (word == NULL ||
	    strcmp(word, algorithms[AKV_CERTIFICATE_PS256]) == 0)
		*out = AKV_CERTIFICATE_PS256;
	else if (strcmp(word, algorithms[AKV_CERTIFICATE_RS256]) == 0)
		*out = AKV_CERTIFICATE_RS256;
	else
		return false;
	return true;
}

/*
 * A random GUID (RFC 9562, 5.4).  Not akv_random_fill(), which gives zeros
 * where there is nothing better: two assertions of one id are a replay.
 */
static enum akv_code make_guid(char guid[GUID_SIZE], struct akv_error *err)
{
	unsigned char b[16];
	ssize_t got;

	do
		got = getrandom(b, sizeof(b), 0);
	while (got < 0 && errno == EINTR);
	if (got != (ssize_t)sizeof(b))
		return akv_fail_errno(err, AKV_ERR_OTHER, "NoRandomness",
				      "the system has no random bytes");
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	(void)snprintf(guid, GUID_SIZE,
		       "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
		       "%02x%02x%02x%02x%02x%02x",
		       b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8],
		       b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
	return AKV_OK;
}

/* The certificates, leaf first (RFC 7515, 4.1.6), as member x5c. */
static enum akv_code add_chain(struct akv_json *header,
			       const struct akv_certificate *certificate,
			       struct akv_error *err)
{
	struct akv_json *chain = akv_json_new_array();
	enum akv_code code = AKV_OK;

	akv_json_set(header, "x5c", chain);
	for (size_t i = 0; i < akv_certificate_chain_len(certificate); i++) {
		AKV_AUTO(secret) *text = NULL;

		code = akv_secret_new(AKV_CLIENT_ASSERTION_MAX, &text, err);
		if (code == AKV_OK)
			code = akv_certificate_encode(certificate, i, text,
						      err);
		if (code != AKV_OK)
			return code;
		akv_json_append_text(chain, akv_secret_text(text));
	}
	return AKV_OK;
}

static enum akv_code make_header(const struct akv_certificate *certificate,
				 const struct akv_client_assertion *what,
				 struct akv_json *header, struct akv_error *err)
{
	akv_json_set_text(header, "alg", algorithms[what->algorithm]);
	akv_json_set_text(header, "typ", "JWT");
	/* which thumbprint goes with which algorithm is Entra's rule */
	if (what->algorithm == AKV_CERTIFICATE_PS256)
		akv_json_set_text(
			header, "x5t#S256",
			akv_certificate_sha256(certificate)->base64url);
	else
		akv_json_set_text(header, "x5t",
				  akv_certificate_sha1(certificate)->base64url);
	return what->send_chain ? add_chain(header, certificate, err) : AKV_OK;
}

static enum akv_code make_claims(const struct akv_client_assertion *what,
				 struct akv_json *claims, struct akv_error *err)
{
	char guid[GUID_SIZE];
	enum akv_code code = make_guid(guid, err);

	if (code != AKV_OK)
		return code;
	akv_json_set_text(claims, "aud", what->audience);
	akv_json_set_text(claims, "iss", what->client_id);
	akv_json_set_text(claims, "sub", what->client_id);
	akv_json_set_text(claims, "jti", guid);
	akv_json_set_integer(claims, "nbf", what->now_s);
	akv_json_set_integer(claims, "iat", what->now_s);
	akv_json_set_integer(claims, "exp",
			     what->now_s + AKV_CLIENT_ASSERTION_LIFE_S);
	return AKV_OK;
}

/* Appends ${json} in base64url. */
static enum akv_code add_json(struct akv_secret *assertion,
			      const struct akv_json *json,
			      struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	enum akv_code code =
		akv_secret_new(AKV_CLIENT_ASSERTION_MAX, &text, err);

	if (code != AKV_OK)
		return code;
	code = akv_json_write(json, /* pretty= */ false, text, err);
	if (code != AKV_OK)
		return code;
	return akv_base64_encode(AKV_BASE64_URL, text, assertion, err);
}

static enum akv_code add_signature(struct akv_secret *assertion,
				   const struct akv_certificate *certificate,
				   enum akv_certificate_algorithm algorithm,
				   struct akv_error *err)
{
	AKV_AUTO(secret) *signature = NULL;
	enum akv_code code = akv_certificate_sign(certificate, algorithm,
						  assertion, &signature, err);

	if (code != AKV_OK)
		return code;
	code = akv_secret_append_text(assertion, ".", err);
	if (code != AKV_OK)
		return code;
	return akv_base64_encode(AKV_BASE64_URL, signature, assertion, err);
}

static enum akv_code build(const struct akv_certificate *certificate,
			   const struct akv_client_assertion *what,
			   struct akv_secret *assertion, struct akv_error *err)
{
	AKV_AUTO(json) *header = akv_json_new_object();
	AKV_AUTO(json) *claims = akv_json_new_object();
	enum akv_code code = make_header(certificate, what, header, err);

	if (code != AKV_OK)
		return code;
	code = make_claims(what, claims, err);
	if (code != AKV_OK)
		return code;
	code = add_json(assertion, header, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append_text(assertion, ".", err);
	if (code != AKV_OK)
		return code;
	code = add_json(assertion, claims, err);
	if (code != AKV_OK)
		return code;
	return add_signature(assertion, certificate, what->algorithm, err);
}

static enum akv_code fail_too_large(const struct akv_client_assertion *what,
				    struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "ChainTooLarge",
		 "what proves who we are is longer than %d bytes",
		 AKV_CLIENT_ASSERTION_MAX);
	if (what->send_chain)
		akv_error_hint(err, "leave only the certificates in the file "
				    "that lead from the leaf to its issuer");
	return AKV_ERR_USAGE;
}

enum akv_code
akv_client_assertion_new(const struct akv_certificate *certificate,
			 const struct akv_client_assertion *what,
			 struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *assertion = NULL;
	enum akv_code code =
		akv_secret_new(AKV_CLIENT_ASSERTION_MAX, &assertion, err);

	if (code != AKV_OK)
		return code;
	code = build(certificate, what, assertion, err);
	/* no peer was there: it is our own limit that it does not fit into */
	if (code == AKV_ERR_PEER)
		return fail_too_large(what, err);
	if (code != AKV_OK)
		return code;
	*out = assertion;
	assertion = NULL; /* the caller's now */
	return AKV_OK;
}
