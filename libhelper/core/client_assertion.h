/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CLIENT_ASSERTION_H
#define AKV_CORE_CLIENT_ASSERTION_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/certificate.h"

/*
 * The proof that we have the private key: a signed JWT in the place of a
 * client secret (RFC 7523, 2.2; OpenID Connect Core, 9: private_key_jwt).
 */

/* What ${client_assertion_type} says beside it. */
#define AKV_CLIENT_ASSERTION_TYPE \
	"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

enum {
	AKV_CLIENT_ASSERTION_MAX = 49152, /* bytes; without a chain: 1 KB */
	AKV_CLIENT_ASSERTION_LIFE_S = 600,
};

struct akv_client_assertion {
	const char *client_id;
	const char *audience; /* the url it is posted to, to the byte */
	enum akv_certificate_algorithm algorithm;
	/* x5c: for a registration that trusts subject and issuer instead of
	 * one certificate */
	bool send_chain;
	int64_t now_s; /* Unix seconds */
};

/*
 * akv_client_assertion_new(certificate, what, out, err): the JWT in compact
 * form (RFC 7515, 7.1), the caller's, valid from ${what->now_s} for ten
 * minutes, each under an id of its own.  The header names the certificate:
 * x5t#S256 with PS256, x5t with RS256.  AKV_ERR_USAGE (ChainTooLarge) when it
 * would be longer than AKV_CLIENT_ASSERTION_MAX, AKV_ERR_OTHER (NoRandomness)
 * when the kernel has no random bytes, or as akv_certificate_sign() fails.
 */
enum akv_code
akv_client_assertion_new(const struct akv_certificate *certificate,
			 const struct akv_client_assertion *what,
			 struct akv_secret **out, struct akv_error *err)
	AKV_CHECKED;

/* akv_client_assertion_algorithm(word, out): that of PS256 or RS256, or of
 * NULL, which is PS256; false for another word. */
bool akv_client_assertion_algorithm(const char *word,
				    enum akv_certificate_algorithm *out);

#endif
