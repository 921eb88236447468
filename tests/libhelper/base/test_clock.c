/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>
#include <time.h>

#include "libhelper/base/clock.h"

Test(clock, tells_unix_seconds)
{
	int64_t before = time(NULL);
	int64_t now = akv_clock_unix_s();
	int64_t after = time(NULL);

	cr_assert_leq(before, now);
	cr_assert_leq(now, after);
}

Test(clock, never_runs_backwards)
{
	int64_t last = akv_clock_monotonic_ms();

	for (int i = 0; i < 1000; i++) {
		int64_t now = akv_clock_monotonic_ms();

		cr_assert_leq(last, now);
		last = now;
	}
}

Test(clock, sleeps_as_long_as_it_was_told)
{
	int64_t before = akv_clock_monotonic_ms();

	akv_clock_sleep_ms(20);
	/* the fraction that both readings drop can make it one less */
	cr_assert_geq(akv_clock_monotonic_ms() - before, 19);
}

Test(clock, does_not_sleep_for_nothing)
{
	int64_t before = akv_clock_monotonic_ms();

	akv_clock_sleep_ms(0);
	akv_clock_sleep_ms(-1000);
	cr_assert_lt(akv_clock_monotonic_ms() - before, 1000);
}

Test(clock, says_how_much_of_a_deadline_is_left)
{
	struct akv_deadline deadline = akv_clock_deadline_in(60000);
	int64_t left = akv_clock_left_ms(deadline);

	cr_assert_leq(left, 60000);
	cr_assert_gt(left, 30000);
}

Test(clock, has_nothing_left_of_a_deadline_that_is_over)
{
	cr_assert_eq(akv_clock_left_ms(akv_clock_deadline_in(0)), 0);
	cr_assert_eq(akv_clock_left_ms(akv_clock_deadline_in(-5000)), 0);
}

static void expect_date(int64_t unix_s, const char *expected)
{
	char date[AKV_CLOCK_DATE_SIZE];

	memset(date, 'x', sizeof(date));
	akv_clock_date(unix_s, date);
	cr_assert_str_eq(date, expected);
}

Test(clock, writes_dates_as_the_azure_cli_does)
{
	expect_date(1795468020, "2026-11-23T21:07:00+00:00");
	expect_date(0, "1970-01-01T00:00:00+00:00");
	expect_date(951782400, "2000-02-29T00:00:00+00:00");
	expect_date(-1, "1969-12-31T23:59:59+00:00");
	expect_date(253402300799, "9999-12-31T23:59:59+00:00");
}

Test(clock, writes_utc_wherever_it_is)
{
	cr_assert_eq(setenv("TZ", "America/New_York", 1), 0);
	tzset();
	expect_date(1795468020, "2026-11-23T21:07:00+00:00");
}

/* Whatever number a peer sends, the date fits or is empty. */
Test(clock, bounds_absurd_dates)
{
	expect_date(INT64_MAX, "");
	expect_date(INT64_MIN, "");
	expect_date(67767976233532799, "2147483647-12-31T23:59:59+00:00");
}
