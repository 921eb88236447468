/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CHECK_H
#define AKV_CORE_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/base/error.h"

/*
 * What became of one secret of a connection, judged from what was seen when
 * somebody tried to read it.  Nothing here asks anybody.
 */

/* From the best to the worst that has nothing to do with today's network;
 * then what may pass by itself. */
enum akv_check_state {
	AKV_CHECK_ACCESSIBLE,
	AKV_CHECK_NEWER_VERSION, /* than the one that is pinned */
	AKV_CHECK_EXPIRES_SOON,
	AKV_CHECK_NOT_YET_VALID,
	AKV_CHECK_EXPIRED,
	AKV_CHECK_DISABLED,
	AKV_CHECK_MISSING,
	AKV_CHECK_DELETED, /* and can be recovered */
	AKV_CHECK_NETWORK_RULES,
	AKV_CHECK_NOT_PERMITTED, /* a role or a policy entry is not there */
	AKV_CHECK_SIGN_IN_REFUSED,
	AKV_CHECK_THROTTLED,
	AKV_CHECK_UNREACHABLE,
	AKV_CHECK_FAILED, /* something else: a peer's, or this machine's */
	AKV_CHECK_STATES,
};

/* What was seen of a secret. */
struct akv_check_seen {
	enum akv_code code; /* of reading it */
	const char *reason; /* where that is not AKV_OK: struct akv_error */
	/* where it is AKV_OK */
	int64_t expires_at;  /* Unix seconds; 0: never */
	int64_t not_before;  /* 0: always valid */
	const char *version; /* that was read */
	/* the newest one, where it could be found out; NULL: it was not asked
	 * for, or cannot be used */
	const char *newest_version;
};

/* What it is judged by. */
struct akv_check_terms {
	int64_t now_s;
	int64_t expires_within_s; /* so long before its end: soon */
};

/*
 * akv_check_judge(seen, terms): its state.  One 403 is decided by its code and
 * never by its words: reply/vault_error has told network rules (FIREWALL) from
 * a missing right (DENIED) by error.innererror.code.
 */
enum akv_check_state akv_check_judge(const struct akv_check_seen *seen,
				     const struct akv_check_terms *terms);

/* akv_check_word(state): its name, "expires-soon"; the same in every output,
 * notification and file. */
const char *akv_check_word(enum akv_check_state state);

/* akv_check_find(word, out): the state of that name; false for none. */
bool akv_check_find(const char *word, enum akv_check_state *out);

/* akv_check_is_usable(state): does who asks for the secret get one that is
 * good now? */
bool akv_check_is_usable(enum akv_check_state state);

/* akv_check_may_pass(state): says more about this hour than about the secret:
 * to be believed when it stays. */
bool akv_check_may_pass(enum akv_check_state state);

/*
 * akv_check_code(state, code): what a check that found ${state} comes to, where
 * reading gave ${code}: AKV_OK for what is usable; AKV_ERR_UNUSABLE for what a
 * vault gives out although its time is over or has not come; else ${code}.
 */
enum akv_code akv_check_code(enum akv_check_state state, enum akv_code code);

/*
 * akv_check_is_worse(a, b): is ${a} worse than ${b}?  What stops a person's
 * whole work is worse than what stops one secret, and that is worse than what
 * may pass: 4, 5, 6, 3, 11, 2, 9, 7, 8, 10, 1, 0.
 */
bool akv_check_is_worse(enum akv_code a, enum akv_code b);

#endif
