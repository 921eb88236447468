/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_BACK_OFF_H
#define AKV_CORE_BACK_OFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/back_off_record.h"
#include "libhelper/core/token_key.h"

/*
 * What Entra ID has refused it will refuse again, and it counts: a loop that
 * asks on and on is locked out, and with it whoever shares the principal.  So
 * the refusal is remembered for all processes of this user, in a file of the
 * state directory (state_dir.h; the runtime directory where there is none),
 * and for a short time only: a wait is over when either clock says so, the
 * system's or the monotonic one, so that setting a clock, or a restart, keeps
 * nobody out for longer.
 *
 * This helps the service, and must harm nobody: whatever goes wrong with the
 * file, or stands in it, is as if nothing were remembered.
 */

enum { AKV_BACK_OFF_REFUSED_MS = 60 * 1000 };

/*
 * akv_back_off_check(key, err): AKV_OK when ${key} may sign in.  Else the error
 * that was remembered, with a hint in front that says so, until when, and how
 * to sign in at once.
 */
enum akv_code akv_back_off_check(const struct akv_token_key *key,
				 struct akv_error *err) AKV_CHECKED;

/*
 * akv_back_off_keep(key, why, wait_ms): remember ${why} for ${wait_ms}, an hour
 * at most.
 */
void akv_back_off_keep(const struct akv_token_key *key,
		       const struct akv_error *why, int64_t wait_ms);

/*
 * akv_back_off_next(slot, out): the next one that is in force, for akv cache
 * show; ${slot} is 0 at first, and counts.  False when there is none any more.
 */
bool akv_back_off_next(size_t *slot, struct akv_back_off *out);

/* akv_back_off_until(back_off): when it is over, in Unix seconds. */
int64_t akv_back_off_until(const struct akv_back_off *back_off);

/* akv_back_off_forget_all(): remember nothing; true when nothing is. */
bool akv_back_off_forget_all(void);

#endif
