/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_CLOCK_H
#define AKV_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Time, in one place so that tests can link another one.  Points in time that
 * others tell us (exp, nbf) are Unix seconds by the system's clock; durations
 * and deadlines use the monotonic clock, which nobody can set back.
 */

/* A point on the monotonic clock by which everything must be done. */
struct akv_deadline {
	int64_t at_ms;
};

/* akv_clock_unix_s(): seconds since 1970-01-01 UTC. */
int64_t akv_clock_unix_s(void);

/* akv_clock_monotonic_ms(): milliseconds since some fixed point. */
int64_t akv_clock_monotonic_ms(void);

/* akv_clock_sleep_ms(ms): sleep; returns early only for a signal's handler. */
void akv_clock_sleep_ms(int64_t ms);

/* akv_clock_deadline_in(ms): the deadline that is ${ms} from now. */
struct akv_deadline akv_clock_deadline_in(int64_t ms);

/* akv_clock_left_ms(deadline): what is left of ${deadline}; 0 when over. */
int64_t akv_clock_left_ms(struct akv_deadline deadline);

enum { AKV_CLOCK_DATE_SIZE = 32 };

/*
 * akv_clock_date(unix_s, date): ${unix_s} in RFC 3339 form in UTC, as people
 * and the Azure CLI write it (2026-11-23T21:07:00+00:00), in ${date}, which
 * has AKV_CLOCK_DATE_SIZE bytes.
 */
void akv_clock_date(int64_t unix_s, char *date);

#endif
