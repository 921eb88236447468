/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_LIBSECRET_CALL_H
#define AKV_EDGE_LIBSECRET_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/base/attr.h"

/*
 * A call into a library that may block for as long as it likes (libsecret:
 * twice the 25 seconds of D-Bus, or for ever), made in a thread of its own that
 * we can stop waiting for.  Such a thread is left to itself: it ends when the
 * library lets it go, or with the process.
 */

/* What is to be done; ${context} belongs to whoever runs or holds the call. */
struct akv_libsecret_call {
	void (*work)(void *context);
	void (*release)(void *context);
	void *context;
};

/*
 * akv_libsecret_call_run(call, budget_ms): do the work, waiting for it at most
 * ${budget_ms}.  True when it was done: the context is the caller's again, to
 * read and to release.  False when it was not: the context is out of the
 * caller's hands and is released when the work ends.
 *
 * One call runs at a time in this process.  One that we no longer wait for
 * comes first: the next waits for its end, as part of its own budget, and is
 * given up at once when that one has been silent for
 * AKV_LIBSECRET_CALL_HOPELESS_MS.
 */
enum { AKV_LIBSECRET_CALL_HOPELESS_MS = 2000 };
bool akv_libsecret_call_run(struct akv_libsecret_call call, int64_t budget_ms)
	AKV_CHECKED;

#endif
