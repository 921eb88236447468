/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/core/check.h"

static const struct {
	const char *word;
	bool usable;
	bool may_pass;
} states[AKV_CHECK_STATES] = {
	[AKV_CHECK_ACCESSIBLE] = { "accessible", true, false },
	[AKV_CHECK_NEWER_VERSION] = { "newer-version", true, false },
	[AKV_CHECK_EXPIRES_SOON] = { "expires-soon", true, false },
	[AKV_CHECK_NOT_YET_VALID] = { "not-yet-valid", false, false },
	[AKV_CHECK_EXPIRED] = { "expired", false, false },
	[AKV_CHECK_DISABLED] = { "disabled", false, false },
	[AKV_CHECK_MISSING] = { "missing", false, false },
	[AKV_CHECK_DELETED] = { "deleted", false, false },
	[AKV_CHECK_NETWORK_RULES] = { "network-rules", false, false },
	[AKV_CHECK_NOT_PERMITTED] = { "not-permitted", false, false },
	[AKV_CHECK_SIGN_IN_REFUSED] = { "sign-in-refused", false, false },
	[AKV_CHECK_THROTTLED] = { "throttled", false, true },
	[AKV_CHECK_UNREACHABLE] = { "unreachable", false, true },
	[AKV_CHECK_FAILED] = { "failed", false, true },
};

const char *akv_check_word(enum akv_check_state state)
{
	return states[state].word;
}

bool akv_check_find(const char *word, enum akv_check_state *out)
{
	for (size_t i = 0; i < AKV_CHECK_STATES; i++)
		if (strcmp(word, states[i].word) == 0) {
			*out = (enum akv_check_state)i;
			return true;
		}
	return false;
}

bool akv_check_is_usable(enum akv_check_state state)
{
	return states[state].usable;
}

bool akv_check_may_pass(enum akv_check_state state)
{
	return states[state].may_pass;
}

static bool is_reason(const struct akv_check_seen *seen, const char *reason)
{
	return seen->reason != NULL && strcmp(seen->reason, reason) == 0;
}

static bool has_newer(const struct akv_check_seen *seen)
{
	return seen->version != NULL && seen->newest_version != NULL &&
	       !akv_text_equal_nocase(seen->version, seen->newest_version);
}

/* Key Vault gives out a value whatever its dates say. */
static enum akv_check_state judge_dates(const struct akv_check_seen *seen,
					const struct akv_check_terms *terms)
{
	if (seen->expires_at != 0 && seen->expires_at <= terms->now_s)
		return AKV_CHECK_EXPIRED;
	if (seen->not_before > terms->now_s)
		return AKV_CHECK_NOT_YET_VALID;
	/* a subtraction that cannot overflow: both are not negative */
	if (seen->expires_at != 0 &&
	    seen->expires_at - terms->now_s <= terms->expires_within_s)
		return AKV_CHECK_EXPIRES_SOON;
	return has_newer(seen) ? AKV_CHECK_NEWER_VERSION : AKV_CHECK_ACCESSIBLE;
}

enum akv_check_state akv_check_judge(const struct akv_check_seen *seen,
				     const struct akv_check_terms *terms)
{
	switch (seen->code) {
	case AKV_OK:
		return judge_dates(seen, terms);
	case AKV_ERR_NOT_FOUND:
		return is_reason(seen, "SecretDeleted") ? AKV_CHECK_DELETED :
							  AKV_CHECK_MISSING;
	case AKV_ERR_SIGN_IN:
		return AKV_CHECK_SIGN_IN_REFUSED;
	case AKV_ERR_DENIED:
		return AKV_CHECK_NOT_PERMITTED;
	case AKV_ERR_FIREWALL:
		return AKV_CHECK_NETWORK_RULES;
	case AKV_ERR_UNREACHABLE:
		return AKV_CHECK_UNREACHABLE;
	case AKV_ERR_THROTTLED:
		return AKV_CHECK_THROTTLED;
	case AKV_ERR_UNUSABLE:
		return is_reason(seen, "SecretDisabled") ? AKV_CHECK_DISABLED :
							   AKV_CHECK_FAILED;
	case AKV_ERR_STORE:
		return is_reason(seen, "NoStoredPassword") ? AKV_CHECK_MISSING :
							     AKV_CHECK_FAILED;
	case AKV_ERR_OTHER:
	case AKV_ERR_USAGE:
	case AKV_ERR_PEER:
		break;
	}
	return AKV_CHECK_FAILED;
}

enum akv_code akv_check_code(enum akv_check_state state, enum akv_code code)
{
	if (code != AKV_OK)
		return code;
	return akv_check_is_usable(state) ? AKV_OK : AKV_ERR_UNUSABLE;
}

/* The higher, the worse. */
static int badness(enum akv_code code)
{
	static const enum akv_code order[] = {
		AKV_OK,
		AKV_ERR_OTHER,
		AKV_ERR_STORE,
		AKV_ERR_THROTTLED,
		AKV_ERR_UNREACHABLE,
		AKV_ERR_PEER,
		AKV_ERR_USAGE,
		AKV_ERR_UNUSABLE,
		AKV_ERR_NOT_FOUND,
		AKV_ERR_FIREWALL,
		AKV_ERR_DENIED,
		AKV_ERR_SIGN_IN,
	};
	int rank = 0;

	while (order[rank] != code)
		rank++;
	return rank;
}

bool akv_check_is_worse(enum akv_code a, enum akv_code b)
{
	return badness(a) > badness(b);
}
