/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_SIGN_IN_H
#define AKV_CORE_SIGN_IN_H

#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/core/principal.h"
#include "libhelper/reply/token_reply.h"

/* Who wants a token, and for what.  Borrowed. */
struct akv_sign_in_request {
	const struct akv_principal *principal;
	const char *audience; /* https://vault.azure.net */
	const char *claims;   /* JSON that the audience demands, or NULL */
	struct akv_deadline deadline;
};

/*
 * akv_sign_in(request, out, err): the client credentials grant (RFC 6749, 4.4)
 * at the principal's authority for the scope ${request->audience}/.default,
 * with bounded retries.  ${out} is the caller's to akv_token_clear().
 * AKV_ERR_SIGN_IN when Entra refuses, AKV_ERR_THROTTLED, or as
 * akv_token_form_new() and akv_http_sign_in() fail.  What Entra has refused is
 * not asked again for a while, by no process (back_off.h).  A managed identity
 * asks its machine in the place of Entra: akv_managed_identity_sign_in(), and
 * cannot have claims: AKV_ERR_SIGN_IN (InsufficientClaims).
 */
enum akv_code akv_sign_in(const struct akv_sign_in_request *request,
			  struct akv_token *out, struct akv_error *err)
	AKV_CHECKED;

#endif
