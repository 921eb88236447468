/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CHECK_CHANGE_H
#define AKV_CORE_CHECK_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/core/check.h"
#include "libhelper/core/check_record.h"

/*
 * What has changed since somebody was told, and so is to be told once.  A
 * state that may pass (the network is down) is believed when three runs in a
 * row have seen it, and never hides one that is known to be worse.
 */

enum { AKV_CHECK_PASSING_RUNS = 3 };

enum akv_check_event {
	AKV_CHECK_NOTHING,
	AKV_CHECK_LOST,	    /* cannot be used any more, or for another reason */
	AKV_CHECK_FOUND,    /* can be used again */
	AKV_CHECK_EXPIRING, /* can be used, but not for long */
};

/* akv_check_change_word(event): "lost", "found", "expiring"; "" for nothing. */
const char *akv_check_change_word(enum akv_check_event event);

/*
 * akv_check_change_apply(record, state, now_s, counts): ${state} has been seen
 * now.  ${counts}: this is one of the runs that are counted; somebody who tries
 * three times in a minute is none.
 */
void akv_check_change_apply(struct akv_check_record *record,
			    enum akv_check_state state, int64_t now_s,
			    bool counts);

/* akv_check_change_event(record, channel): what ${channel} is to be told. */
enum akv_check_event
akv_check_change_event(const struct akv_check_record *record,
		       enum akv_check_channel channel);

/* akv_check_change_told(record, channel): it was told, or there is nothing to
 * tell about the change. */
void akv_check_change_told(struct akv_check_record *record,
			   enum akv_check_channel channel);

#endif
