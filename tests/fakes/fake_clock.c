/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "libhelper/base/clock.h"

#include "tests/fakes/fake_clock.h"

struct fake_clock fake_clock;

int64_t akv_clock_unix_s(void)
{
	return fake_clock.unix_s;
}

int64_t akv_clock_monotonic_ms(void)
{
	return fake_clock.monotonic_ms;
}

void akv_clock_sleep_ms(int64_t ms)
{
	fake_clock.slept_ms += ms;
	fake_clock.monotonic_ms += ms;
}

struct akv_deadline akv_clock_deadline_in(int64_t ms)
{
	return (struct akv_deadline){ .at_ms = fake_clock.monotonic_ms + ms };
}

int64_t akv_clock_left_ms(struct akv_deadline deadline)
{
	int64_t left = deadline.at_ms - fake_clock.monotonic_ms;

	return left > 0 ? left : 0;
}

void akv_clock_date(int64_t unix_s, char *date)
{
	(void)snprintf(date, AKV_CLOCK_DATE_SIZE, "<%lld>", (long long)unix_s);
}
