/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_BACK_OFF_RECORD_H
#define AKV_CORE_BACK_OFF_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * Why nobody should sign in for a while, as it lies in a file, which anybody
 * of this user's may have written to:
 *
 *	akv back-off 1 LF
 *	KEY LF           the digest of whom it is about (token_key.h)
 *	MADE_AT LF       Unix seconds
 *	MADE_AT_MS LF    the monotonic clock's milliseconds
 *	WAIT_MS LF       how long, from then on
 *	CODE LF          sign-in, throttled, unreachable or other
 *	REASON LF        the error's
 *	TEXT LF          the error's
 *	HINT LF ...      the error's, one or more lines, or none
 *
 * Nothing in it is a secret: it is what was said to a person.
 */

enum {
	AKV_BACK_OFF_RECORD_MAX = 2048,
	/* however long a service wants us to stay away */
	AKV_BACK_OFF_WAIT_MAX_MS = 60 * 60 * 1000,
};

struct akv_back_off {
	int64_t made_at;
	int64_t made_at_ms;
	int64_t wait_ms;
	struct akv_error error;
};

/*
 * akv_back_off_record_parse(record, key, out): what ${record} says of ${key},
 * or, where that is NULL, of anybody.  False, with ${out} untouched, when it
 * is not as we write it.  What could act on a terminal is escaped.
 */
bool akv_back_off_record_parse(const struct akv_secret *record, const char *key,
			       struct akv_back_off *out) AKV_CHECKED;

/*
 * akv_back_off_record_new(key, back_off, out, err): the record, the caller's.
 * AKV_ERR_OTHER when it could not be read again.
 */
enum akv_code akv_back_off_record_new(const char *key,
				      const struct akv_back_off *back_off,
				      struct akv_secret **out,
				      struct akv_error *err) AKV_CHECKED;

#endif
