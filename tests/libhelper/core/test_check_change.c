/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/core/check_change.h"

static struct akv_check_record record;
static int64_t now;

static void set_up(void)
{
	record = (struct akv_check_record){ 0 };
	now = 1700000000;
}

TestSuite(check_change, .init = set_up);

/* One run that tells; what it tells. */
static enum akv_check_event run(enum akv_check_state state)
{
	enum akv_check_event event;

	now += 3600;
	akv_check_change_apply(&record, state, now, true);
	event = akv_check_change_event(&record, AKV_CHECK_JOURNAL);
	akv_check_change_told(&record, AKV_CHECK_JOURNAL);
	return event;
}

#define EXPECT(state, event) \
	cr_expect_eq(run(AKV_CHECK_##state), AKV_CHECK_##event)

Test(check_change, says_nothing_while_all_is_well)
{
	EXPECT(ACCESSIBLE, NOTHING);
	EXPECT(ACCESSIBLE, NOTHING);
	EXPECT(NEWER_VERSION, NOTHING);
	EXPECT(ACCESSIBLE, NOTHING);
}

Test(check_change, tells_a_loss_once_and_the_return_once)
{
	EXPECT(ACCESSIBLE, NOTHING);
	EXPECT(DELETED, LOST);
	EXPECT(DELETED, NOTHING);
	EXPECT(ACCESSIBLE, FOUND);
	EXPECT(ACCESSIBLE, NOTHING);
	EXPECT(DELETED, LOST);
}

Test(check_change, tells_what_is_lost_when_it_is_first_seen)
{
	EXPECT(NOT_PERMITTED, LOST);
	EXPECT(NOT_PERMITTED, NOTHING);
}

Test(check_change, tells_another_reason)
{
	EXPECT(NOT_PERMITTED, LOST);
	EXPECT(NETWORK_RULES, LOST);
	EXPECT(NETWORK_RULES, NOTHING);
	EXPECT(EXPIRED, LOST);
}

Test(check_change, tells_of_an_end_once)
{
	EXPECT(EXPIRES_SOON, EXPIRING);
	EXPECT(EXPIRES_SOON, NOTHING);
	EXPECT(EXPIRED, LOST);
	EXPECT(ACCESSIBLE, FOUND);
	EXPECT(EXPIRES_SOON, EXPIRING);
	EXPECT(ACCESSIBLE, NOTHING);
	EXPECT(EXPIRES_SOON, EXPIRING);
}

Test(check_change, believes_in_an_outage_after_three_runs)
{
	EXPECT(ACCESSIBLE, NOTHING);
	EXPECT(UNREACHABLE, NOTHING);
	EXPECT(UNREACHABLE, NOTHING);
	EXPECT(UNREACHABLE, LOST);
	EXPECT(UNREACHABLE, NOTHING);
	EXPECT(ACCESSIBLE, FOUND);
}

Test(check_change, forgets_an_outage_that_passed)
{
	EXPECT(UNREACHABLE, NOTHING);
	EXPECT(UNREACHABLE, NOTHING);
	EXPECT(ACCESSIBLE, NOTHING);
	EXPECT(UNREACHABLE, NOTHING);
	EXPECT(THROTTLED, NOTHING);
	EXPECT(ACCESSIBLE, NOTHING);
}

Test(check_change, calls_no_reason_that_may_pass_another_one)
{
	EXPECT(UNREACHABLE, NOTHING);
	EXPECT(THROTTLED, NOTHING);
	EXPECT(FAILED, LOST);
	EXPECT(UNREACHABLE, NOTHING);
	EXPECT(NOT_PERMITTED, LOST);
}

Test(check_change, keeps_what_is_lost_lost_in_an_outage)
{
	EXPECT(DELETED, LOST);
	for (int i = 0; i < 5; i++)
		EXPECT(UNREACHABLE, NOTHING);
	EXPECT(DELETED, NOTHING);
	EXPECT(ACCESSIBLE, FOUND);
}

Test(check_change, keeps_an_end_that_was_told_in_an_outage)
{
	EXPECT(EXPIRES_SOON, EXPIRING);
	EXPECT(UNREACHABLE, NOTHING);
	EXPECT(EXPIRES_SOON, NOTHING);
}

Test(check_change, counts_no_run_of_a_person)
{
	for (int i = 0; i < 5; i++)
		akv_check_change_apply(&record, AKV_CHECK_UNREACHABLE, now + i,
				       false);
	cr_expect_eq(akv_check_change_event(&record, AKV_CHECK_JOURNAL),
		     AKV_CHECK_NOTHING);
	EXPECT(UNREACHABLE, NOTHING);
	EXPECT(UNREACHABLE, NOTHING);
	/* but whoever gets through ends the row */
	akv_check_change_apply(&record, AKV_CHECK_ACCESSIBLE, now, false);
	EXPECT(UNREACHABLE, NOTHING);
}

Test(check_change, tells_each_channel_by_itself)
{
	EXPECT(MISSING, LOST);
	cr_expect_eq(akv_check_change_event(&record, AKV_CHECK_COMMAND),
		     AKV_CHECK_LOST);
	EXPECT(ACCESSIBLE, FOUND);
	cr_expect_eq(akv_check_change_event(&record, AKV_CHECK_COMMAND),
		     AKV_CHECK_NOTHING);
}

Test(check_change, knows_since_when)
{
	(void)run(AKV_CHECK_ACCESSIBLE);
	cr_expect_eq(record.since, now);
	(void)run(AKV_CHECK_ACCESSIBLE);
	cr_expect_eq(record.since, now - 3600);
	cr_expect_eq(record.checked_at, now);
	(void)run(AKV_CHECK_EXPIRED);
	cr_expect_eq(record.since, now);
}

Test(check_change, has_words)
{
	cr_expect_str_eq(akv_check_change_word(AKV_CHECK_NOTHING), "");
	cr_expect_str_eq(akv_check_change_word(AKV_CHECK_LOST), "lost");
	cr_expect_str_eq(akv_check_change_word(AKV_CHECK_FOUND), "found");
	cr_expect_str_eq(akv_check_change_word(AKV_CHECK_EXPIRING), "expiring");
}
