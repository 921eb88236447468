/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_SINGLE_FLIGHT_H
#define AKV_CORE_SINGLE_FLIGHT_H

#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/core/token_key.h"

/*
 * One process at a time signs in for one key; the others wait, then find the
 * token in the store.  By lock files (lock_file.h), of which there are 256 at
 * most: keys share them.
 */
struct akv_single_flight;

/*
 * akv_single_flight_enter(key, deadline): wait for our turn for ${key}.  NULL
 * when it cannot be had: no directory that we may use, or a holder that does
 * nothing for half of the time until ${deadline}, because it was stopped or
 * its network hangs.  Then go on without; the other half is for that.
 */
struct akv_single_flight *
akv_single_flight_enter(const struct akv_token_key *key,
			struct akv_deadline deadline);

/* akv_single_flight_free(turn): let the next one go; NULL does nothing. */
void akv_single_flight_free(struct akv_single_flight *turn);
AKV_DEFINE_FREEP(single_flight)

#endif
