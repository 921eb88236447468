/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_RETRY_H
#define AKV_CORE_RETRY_H

#include <stdbool.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/http.h"

/*
 * When to ask again.  Only what is transient is asked again: a connection
 * that was lost, refused or too slow, 408, 429 and 5xx; a name that is not
 * known only once more.  Waits double from one second, the second half of
 * each left to chance so that a fleet does not come back in step.  A
 * Retry-After is obeyed when it ends before the deadline; else there is no
 * retry, and the error says how long the service wanted us to wait.
 */
enum akv_retry_policy {
	AKV_RETRY_VAULT,   /* three times */
	AKV_RETRY_SIGN_IN, /* once: Entra counts, and locks out loops */
	/* App Service's and Azure Arc's managed identity: three times; but
	 * only once where nobody answered in time, since they are near */
	AKV_RETRY_IDENTITY,
	/* that, and 404, 410 and every 5xx, which the Instance Metadata
	 * Service answers while it is updated; 410 seven times, which outlasts
	 * the 70 s that it may take, if the deadline does */
	AKV_RETRY_IMDS,
};

struct akv_retry {
	enum akv_retry_policy policy;
	struct akv_deadline deadline;
	int made; /* retries so far; starts at 0 */
};

/*
 * akv_retry_is_transient(retry, code, err, reply): may the exchange that
 * ended with ${code} and ${err} (no reply), or with AKV_OK and ${reply}, go
 * better when it is repeated?
 */
bool akv_retry_is_transient(const struct akv_retry *retry, enum akv_code code,
			    const struct akv_error *err,
			    const struct akv_http_reply *reply);

/*
 * akv_retry_wait(retry, reply): wait as long as is right before the next
 * attempt, count it and return true; false, at once, when there should be
 * none any more.
 */
bool akv_retry_wait(struct akv_retry *retry,
		    const struct akv_http_reply *reply);

#endif
