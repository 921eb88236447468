/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_STATUS_H
#define AKV_REPLY_STATUS_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/http.h"

/*
 * What can be said of a reply whose body says nothing, or nothing better than
 * its status does.  Private to the replies.  ${peer} begins the sentence:
 * "Entra ID", "vault contoso".
 */

/*
 * akv_status_error(reply, peer, reason, err): by status alone: a redirect and
 * what we cannot explain are AKV_ERR_PEER, 407 is akv_status_not_theirs(), 429
 * AKV_ERR_THROTTLED with the wait that was asked for, 408 and 5xx
 * AKV_ERR_UNREACHABLE.  ${reason} is the peer's own word, or "" for ours.
 */
enum akv_code akv_status_error(const struct akv_http_reply *reply,
			       const char *peer, const char *reason,
			       struct akv_error *err) AKV_CHECKED;

/*
 * akv_status_not_theirs(reply, peer, err): AKV_ERR_UNREACHABLE (ProxyRefused):
 * a proxy answered in the place of ${peer}.
 */
enum akv_code akv_status_not_theirs(const struct akv_http_reply *reply,
				    const char *peer, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_status_bad_body(reply, peer, reason, what, err): AKV_ERR_PEER
 * (${reason}): ${peer} said 200 and sent ${what}, which is not what was asked
 * for.  The hint has the body's type and length, never a byte of it.
 */
enum akv_code akv_status_bad_body(const struct akv_http_reply *reply,
				  const char *peer, const char *reason,
				  const char *what, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_status_hint_clock(reply, err): add a hint when this machine's clock and
 * the peer's are more than five minutes apart: it makes tokens and assertions
 * that are over, or not valid yet.
 */
void akv_status_hint_clock(const struct akv_http_reply *reply,
			   struct akv_error *err);

/* akv_status_is_passing(status): 408, 429 and 5xx, which time may mend. */
bool akv_status_is_passing(int status);

#endif
