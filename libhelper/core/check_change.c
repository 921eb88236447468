/* SPDX-License-Identifier: MIT */
#include "libhelper/core/check_change.h"

const char *akv_check_change_word(enum akv_check_event event)
{
	static const char *const words[] = {
		[AKV_CHECK_NOTHING] = "",
		[AKV_CHECK_LOST] = "lost",
		[AKV_CHECK_FOUND] = "found",
		[AKV_CHECK_EXPIRING] = "expiring",
	};

	return words[event];
}

/* A missing role stays one while the network is down. */
static bool gives_way(enum akv_check_state settled)
{
	return akv_check_is_usable(settled) || akv_check_may_pass(settled);
}

void akv_check_change_apply(struct akv_check_record *record,
			    enum akv_check_state state, int64_t now_s,
			    bool counts)
{
	if (record->checked_at == 0 || record->state != state)
		record->since = now_s;
	record->state = state;
	record->checked_at = now_s;
	if (!akv_check_may_pass(state)) {
		record->settled = state;
		record->passing_runs = 0;
		return;
	}
	if (counts && record->passing_runs < AKV_CHECK_PASSING_RUNS)
		record->passing_runs++;
	if (record->passing_runs >= AKV_CHECK_PASSING_RUNS &&
	    gives_way(record->settled))
		record->settled = state;
}

enum akv_check_event
akv_check_change_event(const struct akv_check_record *record,
		       enum akv_check_channel channel)
{
	enum akv_check_state before = record->told[channel];
	enum akv_check_state now = record->settled;

	if (before == now)
		return AKV_CHECK_NOTHING;
	if (!akv_check_is_usable(now))
		return akv_check_may_pass(before) && akv_check_may_pass(now) ?
			       AKV_CHECK_NOTHING :
			       AKV_CHECK_LOST;
	if (!akv_check_is_usable(before))
		return AKV_CHECK_FOUND;
	return now == AKV_CHECK_EXPIRES_SOON ? AKV_CHECK_EXPIRING :
					       AKV_CHECK_NOTHING;
}

void akv_check_change_told(struct akv_check_record *record,
			   enum akv_check_channel channel)
{
	record->told[channel] = record->settled;
}
