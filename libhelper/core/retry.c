/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "libhelper/base/random.h"
#include "libhelper/base/trace.h"

#include "libhelper/core/retry.h"

enum { FIRST_WAIT_MS = 1000 };

static int most_retries(const struct akv_retry *retry,
			const struct akv_http_reply *reply)
{
	switch (retry->policy) {
	case AKV_RETRY_VAULT:
	case AKV_RETRY_IDENTITY:
		return 3;
	case AKV_RETRY_SIGN_IN:
		return 1;
	case AKV_RETRY_IMDS:
		return reply->status == 410 ? 7 : 3;
	}
	return 0;
}

static bool is_near(enum akv_retry_policy policy)
{
	return policy == AKV_RETRY_IDENTITY || policy == AKV_RETRY_IMDS;
}

/* Failures without a reply that may pass, and how often to try again. */
static int retries_worth(enum akv_retry_policy policy, const char *reason)
{
	static const struct {
		const char *reason;
		int far;
		int near;
	} transient[] = {
		{ "ConnectionLost", 3, 3 }, { "Timeout", 3, 1 },
		{ "TransferFailed", 3, 3 }, { "ConnectFailed", 1, 1 },
		{ "ReplyCut", 1, 1 },	    { "NameNotResolved", 1, 0 },
		{ "ProxyFailed", 1, 0 },
	};

	for (size_t i = 0; i < sizeof(transient) / sizeof(transient[0]); i++)
		if (strcmp(reason, transient[i].reason) == 0)
			return is_near(policy) ? transient[i].near :
						 transient[i].far;
	return 0;
}

static bool is_transient_status(const struct akv_retry *retry,
				const struct akv_http_reply *reply)
{
	if (retry->policy == AKV_RETRY_IMDS &&
	    (reply->status == 404 || reply->status == 410 ||
	     (reply->status >= 500 && reply->status <= 599)))
		return true;
	switch (reply->status) {
	case 429:
		/* without a word from Entra on when, later is the answer */
		return retry->policy != AKV_RETRY_SIGN_IN ||
		       reply->retry_after_ms >= 0;
	case 408:
	case 500:
	case 502:
	case 503:
	case 504:
		return true;
	default:
		return false;
	}
}

bool akv_retry_is_transient(const struct akv_retry *retry, enum akv_code code,
			    const struct akv_error *err,
			    const struct akv_http_reply *reply)
{
	if (code == AKV_OK)
		return is_transient_status(retry, reply);
	return retry->made < retries_worth(retry->policy, err->reason);
}

static int64_t wait_ms(const struct akv_retry *retry,
		       const struct akv_http_reply *reply)
{
	int64_t half = (int64_t)FIRST_WAIT_MS / 2 << retry->made;
	uint32_t chance;

	if (reply->retry_after_ms >= 0)
		return reply->retry_after_ms;
	akv_random_fill(&chance, sizeof(chance));
	return half + (int64_t)chance % half;
}

bool akv_retry_wait(struct akv_retry *retry, const struct akv_http_reply *reply)
{
	int64_t ms;

	if (retry->made >= most_retries(retry, reply))
		return false;
	ms = wait_ms(retry, reply);
	if (ms >= akv_clock_left_ms(retry->deadline))
		return false;
	akv_trace("trying again in %lld ms", (long long)ms);
	akv_clock_sleep_ms(ms);
	retry->made++;
	return true;
}
