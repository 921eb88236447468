/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_IDENTITY_REPLY_H
#define AKV_REPLY_IDENTITY_REPLY_H

#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/identity_error.h"
#include "libhelper/reply/token_reply.h"

/*
 * akv_identity_reply_parse(reply, request, now_s, out, err): the token in a
 * 200 of a source of managed identities, received at ${now_s}.  expires_in
 * counts where it is a number or a string of digits, else expires_on: Unix
 * seconds in either form, or a date as akv_date_time_parse() reads it; a life
 * longer than a day is taken as a day.  A 200 with an "error" in it is a
 * refusal, and akv_identity_error() speaks about ${request}.  AKV_ERR_PEER
 * when the body is not JSON, has no Bearer token, no life, or one of zero or
 * less.  AKV_ERR_SIGN_IN (WrongIdentity) when it says another client id than
 * was asked for, or when Azure Arc, whose older agents overlook that one was
 * asked for, says none.  ${out->value} is the caller's.
 */
enum akv_code
akv_identity_reply_parse(const struct akv_http_reply *reply,
			 const struct akv_identity_request *request,
			 int64_t now_s, struct akv_token *out,
			 struct akv_error *err) AKV_CHECKED;

#endif
