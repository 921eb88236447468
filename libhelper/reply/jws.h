/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_JWS_H
#define AKV_REPLY_JWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/secret.h"

/*
 * What can be told of a token that somebody else signed for somebody else: a
 * JSON Web Signature in compact form (RFC 7515, 7.1).  Nothing here verifies
 * it, and nothing may be allowed for what it says.
 */

enum akv_jws_shape {
	AKV_JWS_COMPACT, /* as it should be */
	AKV_JWS_EMPTY,
	AKV_JWS_TOO_LONG, /* more than AKV_SECRET_TOKEN_MAX bytes */
	AKV_JWS_BROKEN,	  /* white space in it: several lines or words */
	AKV_JWS_OTHER,	  /* not base64url "." base64url "." base64url with a
			   * JSON object in the first */
};

/*
 * akv_jws_shape(text, len): does the string ${text} of ${len} bytes, with a
 * NUL behind it, look like one?
 */
enum akv_jws_shape akv_jws_shape(const char *text, size_t len);

/*
 * akv_jws_expires_at(token, out): the exp claim (RFC 7519, 4.1.4), in whole
 * Unix seconds, of a ${token} of the right shape.  False, with ${out}
 * untouched, when it has none that can be read.
 */
bool akv_jws_expires_at(const struct akv_secret *token, int64_t *out);

#endif
