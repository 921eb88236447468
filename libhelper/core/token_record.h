/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_TOKEN_RECORD_H
#define AKV_CORE_TOKEN_RECORD_H

#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/reply/token_reply.h"

/*
 * A token as it lies in a store, which anybody of this user's may have written
 * to:
 *
 *	akv token 1 LF
 *	KEY LF           the digest that it is kept under (token_key.h)
 *	EXPIRES_AT LF    Unix seconds
 *	TOKEN            to the end; printable ASCII without space
 */

enum {
	/* the lines in front of the token */
	AKV_TOKEN_RECORD_HEAD_MAX = 128,
	AKV_TOKEN_RECORD_MAX = AKV_TOKEN_RECORD_HEAD_MAX + AKV_SECRET_TOKEN_MAX,
	/* a token that is nearer its end is not used any more */
	AKV_TOKEN_RECORD_MARGIN_S = 300,
	/* the longest life that we believe in; Entra's are 60 to 90 minutes */
	AKV_TOKEN_RECORD_LIFE_MAX_S = 86400,
};

enum akv_token_record_verdict {
	AKV_TOKEN_RECORD_GOOD,
	AKV_TOKEN_RECORD_STALE,	  /* in order, but its time is over */
	AKV_TOKEN_RECORD_GARBAGE, /* not ours, damaged, of another version */
};

/*
 * akv_token_record_parse(record, key, now_s, out): the token in ${record},
 * which was found under ${key}.  GOOD: ${out} is the caller's to
 * akv_token_clear(), and lasts AKV_TOKEN_RECORD_MARGIN_S more.
 */
enum akv_token_record_verdict
akv_token_record_parse(const struct akv_secret *record, const char *key,
		       int64_t now_s, struct akv_token *out) AKV_CHECKED;

/*
 * akv_token_record_new(key, token, out, err): the record of ${token}, the
 * caller's.  AKV_ERR_OTHER when it would not be GOOD when read again.
 */
enum akv_code akv_token_record_new(const char *key,
				   const struct akv_token *token,
				   struct akv_secret **out,
				   struct akv_error *err) AKV_CHECKED;

#endif
