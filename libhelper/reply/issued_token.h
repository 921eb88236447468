/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_ISSUED_TOKEN_H
#define AKV_REPLY_ISSUED_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/http.h"
#include "libhelper/edge/json.h"

/*
 * What every reply with a token has in common (RFC 6749, 5.1), whoever sent
 * it.  Private to the replies.
 */

/*
 * akv_issued_token_read(reply, peer, json, out, err): access_token of
 * ${json}, the body of ${reply}, in ${out}, the caller's.  AKV_ERR_PEER
 * (NotAToken), about ${peer}, when it is missing, longer than
 * AKV_SECRET_TOKEN_MAX, not of visible ASCII, or token_type is not Bearer.
 */
enum akv_code akv_issued_token_read(const struct akv_http_reply *reply,
				    const char *peer,
				    const struct akv_json *json,
				    struct akv_secret **out,
				    struct akv_error *err) AKV_CHECKED;

/*
 * akv_issued_token_expiry(life_s, now_s, out): when a token that was received
 * at ${now_s} for ${life_s} seconds expires, in Unix seconds; a life longer
 * than a day is taken as a day.  False for a life of zero or less.
 */
bool akv_issued_token_expiry(int64_t life_s, int64_t now_s, int64_t *out);

#endif
