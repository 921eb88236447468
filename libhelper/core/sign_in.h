/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_SIGN_IN_H
#define AKV_CORE_SIGN_IN_H

#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/core/principal.h"
#include "libhelper/reply/token_reply.h"

/*
 * akv_sign_in(principal, audience, deadline, out, err): the client
 * credentials grant (RFC 6749, 4.4) at ${principal}'s authority for the scope
 * ${audience}/.default, with bounded retries.  ${out} is the caller's to
 * akv_token_clear().  AKV_ERR_SIGN_IN when Entra refuses, AKV_ERR_THROTTLED,
 * or as akv_http_sign_in() fails.
 */
enum akv_code akv_sign_in(const struct akv_principal *principal,
			  const char *audience, struct akv_deadline deadline,
			  struct akv_token *out, struct akv_error *err)
	AKV_CHECKED;

#endif
