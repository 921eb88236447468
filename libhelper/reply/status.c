/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/secret.h"

#include "libhelper/reply/status.h"

#define IN_BETWEEN "a proxy or a captive portal may stand in between"

enum { CLOCK_TOLERANCE_S = 5 * 60 };

bool akv_status_is_passing(int status)
{
	return status == 408 || status == 429 || status >= 500;
}

/* Takes ${ours} where the peer had no word of its own. */
static const char *choose(const char *reason, const char *ours)
{
	return *reason != '\0' ? reason : ours;
}

static enum akv_code redirected(const struct akv_http_reply *reply,
				const char *peer, struct akv_error *err)
{
	enum akv_code code;

	code = akv_fail(err, AKV_ERR_PEER, "Redirected",
			"%s answered with a redirect (%d), which is never "
			"followed",
			peer, reply->status);
	akv_error_hint(err, IN_BETWEEN ": check HTTPS_PROXY");
	return code;
}

static enum akv_code throttled(const struct akv_http_reply *reply,
			       const char *peer, const char *reason,
			       struct akv_error *err)
{
	/* rounded up: coming back too early counts against us */
	int64_t wait_s = reply->retry_after_ms / 1000 +
			 (reply->retry_after_ms % 1000 != 0);
	enum akv_code code;

	if (reply->retry_after_ms >= 0)
		return akv_fail(
			err, AKV_ERR_THROTTLED, choose(reason, "Throttled"),
			"%s gets too many requests (%d) and wants us "
			"to wait %" PRId64 " second%s",
			peer, reply->status, wait_s, wait_s == 1 ? "" : "s");
	code = akv_fail(err, AKV_ERR_THROTTLED, choose(reason, "Throttled"),
			"%s gets too many requests (%d)", peer, reply->status);
	akv_error_hint(err, "wait a minute, then try again");
	return code;
}

static enum akv_code passing(const struct akv_http_reply *reply,
			     const char *peer, const char *reason,
			     struct akv_error *err)
{
	enum akv_code code;

	if (reply->status == 429)
		return throttled(reply, peer, reason, err);
	code = akv_fail(err, AKV_ERR_UNREACHABLE, choose(reason, "ServerError"),
			"%s answered with a server error (%d)", peer,
			reply->status);
	akv_error_hint(err, "it usually passes: try again in a minute");
	return code;
}

enum akv_code akv_status_error(const struct akv_http_reply *reply,
			       const char *peer, const char *reason,
			       struct akv_error *err)
{
	if (reply->status >= 300 && reply->status <= 399)
		return redirected(reply, peer, err);
	if (reply->status == 407)
		return akv_status_not_theirs(reply, peer, err);
	if (akv_status_is_passing(reply->status))
		return passing(reply, peer, reason, err);
	return akv_fail(err, AKV_ERR_PEER, choose(reason, "HttpStatus"),
			"%s answered with status %d, which means nothing here",
			peer, reply->status);
}

enum akv_code akv_status_not_theirs(const struct akv_http_reply *reply,
				    const char *peer, struct akv_error *err)
{
	enum akv_code code;

	code = akv_fail(err, AKV_ERR_UNREACHABLE, "ProxyRefused",
			"%s was not reached: something else answered with "
			"status %d",
			peer, reply->status);
	akv_error_hint(err, IN_BETWEEN ": check HTTPS_PROXY and NO_PROXY, and "
				       "that it lets this host through");
	return code;
}

enum akv_code akv_status_bad_body(const struct akv_http_reply *reply,
				  const char *peer, const char *reason,
				  const char *what, struct akv_error *err)
{
	enum akv_code code;

	code = akv_fail(err, AKV_ERR_PEER, reason, "%s answered with %s", peer,
			what);
	akv_error_hint(err, "the answer was %zu bytes of %s: " IN_BETWEEN,
		       reply->body == NULL ? 0 : akv_secret_len(reply->body),
		       choose(reply->content_type, "no stated type"));
	return code;
}

void akv_status_hint_clock(const struct akv_http_reply *reply,
			   struct akv_error *err)
{
	long long ahead_s = akv_clock_unix_s() - reply->date_s;

	if (reply->date_s < 0 || llabs(ahead_s) <= CLOCK_TOLERANCE_S)
		return;
	akv_error_hint(err, "this machine's clock is %lld minutes %s",
		       llabs(ahead_s) / 60, ahead_s > 0 ? "ahead" : "behind");
}
