/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_TOKEN_KEY_H
#define AKV_CORE_TOKEN_KEY_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/principal.h"
#include "libhelper/edge/digest.h"

/* Whose token it is.  All of it is public, borrowed, and not NULL. */
struct akv_token_key {
	const char *authority_host;
	const char *tenant;
	const char *client_id;
	const char *audience;
	const char *fingerprint; /* of the credential */
};

/* akv_token_key_of(principal, audience): of its tokens for ${audience}; borrows
 * from both. */
struct akv_token_key akv_token_key_of(const struct akv_principal *principal,
				      const char *audience);

enum { AKV_TOKEN_KEY_SIZE = AKV_DIGEST_HEX_SIZE };

/*
 * akv_token_key_digest(key, hex, err): one name for all of it, in ${hex} of
 * AKV_TOKEN_KEY_SIZE bytes: the SHA-256, in hexadecimal digits, of the five
 * texts with a NUL behind each.  AKV_ERR_OTHER when they are longer than 4 KiB
 * together.
 */
enum akv_code akv_token_key_digest(const struct akv_token_key *key, char *hex,
				   struct akv_error *err) AKV_CHECKED;

#endif
