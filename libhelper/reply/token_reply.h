/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_TOKEN_REPLY_H
#define AKV_REPLY_TOKEN_REPLY_H

#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/entra_error.h"

/* An access token and until when it may be used. */
struct akv_token {
	struct akv_secret *value; /* owned */
	int64_t expires_at;	  /* Unix seconds */
};

/* akv_token_clear(token): release what it holds; then it holds nothing. */
void akv_token_clear(struct akv_token *token);

/*
 * akv_token_reply_parse(reply, request, now_s, out, err): the token in a 200
 * of the token endpoint (RFC 6749, 5.1), received at ${now_s}.  expires_in may
 * be a number or a string of digits, else expires_on counts; a life longer
 * than a day is taken as a day.  A 200 with an "error" in it is a refusal, and
 * akv_entra_error() speaks about ${request}.  AKV_ERR_PEER when the body is
 * not JSON, has no Bearer token of printable ASCII, no life, or one of zero or
 * less.  ${out->value} is the caller's.
 */
enum akv_code akv_token_reply_parse(const struct akv_http_reply *reply,
				    const struct akv_entra_request *request,
				    int64_t now_s, struct akv_token *out,
				    struct akv_error *err) AKV_CHECKED;

#endif
