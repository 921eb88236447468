/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdint.h>

#include "libhelper/core/check.h"

#define NOW INT64_C(1700000000)
#define DAY (INT64_C(24) * 60 * 60)

static const struct akv_check_terms terms = { .now_s = NOW,
					      .expires_within_s = 30 * DAY };

static void expect(enum akv_check_state state, struct akv_check_seen seen)
{
	enum akv_check_state got = akv_check_judge(&seen, &terms);

	cr_expect_eq(got, state, "%s, expected %s", akv_check_word(got),
		     akv_check_word(state));
}

Test(check, finds_what_was_read_accessible)
{
	expect(AKV_CHECK_ACCESSIBLE, (struct akv_check_seen){ 0 });
	expect(AKV_CHECK_ACCESSIBLE,
	       (struct akv_check_seen){ .expires_at = NOW + 30 * DAY + 1,
					.not_before = NOW });
	expect(AKV_CHECK_ACCESSIBLE,
	       (struct akv_check_seen){ .expires_at = INT64_MAX });
}

Test(check, looks_at_dates)
{
	expect(AKV_CHECK_EXPIRES_SOON,
	       (struct akv_check_seen){ .expires_at = NOW + 30 * DAY });
	expect(AKV_CHECK_EXPIRES_SOON,
	       (struct akv_check_seen){ .expires_at = NOW + 1 });
	expect(AKV_CHECK_EXPIRED, (struct akv_check_seen){ .expires_at = NOW });
	expect(AKV_CHECK_EXPIRED, (struct akv_check_seen){ .expires_at = 1 });
	expect(AKV_CHECK_NOT_YET_VALID,
	       (struct akv_check_seen){ .not_before = NOW + 1 });
	/* what is over does not begin */
	expect(AKV_CHECK_EXPIRED,
	       (struct akv_check_seen){ .expires_at = NOW - 1,
					.not_before = NOW + 1 });
}

Test(check, compares_versions_last)
{
	expect(AKV_CHECK_NEWER_VERSION,
	       (struct akv_check_seen){ .version = "a1",
					.newest_version = "a2" });
	expect(AKV_CHECK_ACCESSIBLE,
	       (struct akv_check_seen){ .version = "a1",
					.newest_version = "A1" });
	expect(AKV_CHECK_ACCESSIBLE, (struct akv_check_seen){ .version = "a" });
	expect(AKV_CHECK_EXPIRED,
	       (struct akv_check_seen){ .version = "a1",
					.newest_version = "a2",
					.expires_at = NOW });
}

Test(check, tells_failures_apart)
{
	static const struct {
		const char *reason;
		enum akv_code code;
		enum akv_check_state state;
	} rows[] = {
		{ "SecretNotFound", AKV_ERR_NOT_FOUND, AKV_CHECK_MISSING },
		{ "SecretDeleted", AKV_ERR_NOT_FOUND, AKV_CHECK_DELETED },
		{ "AADSTS7000112", AKV_ERR_SIGN_IN, AKV_CHECK_SIGN_IN_REFUSED },
		{ "ForbiddenByRbac", AKV_ERR_DENIED, AKV_CHECK_NOT_PERMITTED },
		{ "ForbiddenByFirewall", AKV_ERR_FIREWALL,
		  AKV_CHECK_NETWORK_RULES },
		{ "Timeout", AKV_ERR_UNREACHABLE, AKV_CHECK_UNREACHABLE },
		{ "Throttled", AKV_ERR_THROTTLED, AKV_CHECK_THROTTLED },
		{ "SecretDisabled", AKV_ERR_UNUSABLE, AKV_CHECK_DISABLED },
		{ "NotOneLine", AKV_ERR_UNUSABLE, AKV_CHECK_FAILED },
		{ "NotASecret", AKV_ERR_PEER, AKV_CHECK_FAILED },
		{ "NoStoredPassword", AKV_ERR_STORE, AKV_CHECK_MISSING },
		{ "NoSecretService", AKV_ERR_STORE, AKV_CHECK_FAILED },
		{ "BadParameter", AKV_ERR_USAGE, AKV_CHECK_FAILED },
		{ NULL, AKV_ERR_OTHER, AKV_CHECK_FAILED },
		{ NULL, AKV_ERR_NOT_FOUND, AKV_CHECK_MISSING },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect(rows[i].state,
		       (struct akv_check_seen){ .code = rows[i].code,
						.reason = rows[i].reason });
}

Test(check, has_one_word_for_each_state)
{
	enum akv_check_state state;

	for (int i = 0; i < AKV_CHECK_STATES; i++) {
		cr_assert(akv_check_find(
			akv_check_word((enum akv_check_state)i), &state));
		cr_expect_eq((int)state, i);
	}
	cr_expect_not(akv_check_find("", &state));
	cr_expect_not(akv_check_find("Accessible", &state));
}

Test(check, calls_usable_what_is_good_now)
{
	for (int i = 0; i < AKV_CHECK_STATES; i++)
		cr_expect_eq(akv_check_is_usable((enum akv_check_state)i),
			     i <= AKV_CHECK_EXPIRES_SOON);
	cr_expect(akv_check_may_pass(AKV_CHECK_UNREACHABLE));
	cr_expect(akv_check_may_pass(AKV_CHECK_THROTTLED));
	cr_expect_not(akv_check_may_pass(AKV_CHECK_NOT_PERMITTED));
	cr_expect_not(akv_check_may_pass(AKV_CHECK_ACCESSIBLE));
}

Test(check, comes_to_a_code)
{
	cr_expect_eq(akv_check_code(AKV_CHECK_ACCESSIBLE, AKV_OK), AKV_OK);
	cr_expect_eq(akv_check_code(AKV_CHECK_EXPIRES_SOON, AKV_OK), AKV_OK);
	cr_expect_eq(akv_check_code(AKV_CHECK_EXPIRED, AKV_OK),
		     AKV_ERR_UNUSABLE);
	cr_expect_eq(akv_check_code(AKV_CHECK_NOT_YET_VALID, AKV_OK),
		     AKV_ERR_UNUSABLE);
	cr_expect_eq(akv_check_code(AKV_CHECK_NETWORK_RULES, AKV_ERR_FIREWALL),
		     AKV_ERR_FIREWALL);
}

Test(check, knows_the_worst)
{
	static const enum akv_code worst_first[] = {
		AKV_ERR_SIGN_IN,   AKV_ERR_DENIED,	AKV_ERR_FIREWALL,
		AKV_ERR_NOT_FOUND, AKV_ERR_UNUSABLE,	AKV_ERR_USAGE,
		AKV_ERR_PEER,	   AKV_ERR_UNREACHABLE, AKV_ERR_THROTTLED,
		AKV_ERR_STORE,	   AKV_ERR_OTHER,	AKV_OK,
	};
	size_t count = sizeof(worst_first) / sizeof(worst_first[0]);

	cr_assert_eq(count, (size_t)AKV_ERR_UNUSABLE + 1);
	for (size_t a = 0; a < count; a++)
		for (size_t b = 0; b < count; b++)
			cr_expect_eq(akv_check_is_worse(worst_first[a],
							worst_first[b]),
				     a < b);
}
