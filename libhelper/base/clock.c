/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "libhelper/base/clock.h"

int64_t akv_clock_unix_s(void)
{
	return (int64_t)time(NULL);
}

int64_t akv_clock_monotonic_ms(void)
{
	struct timespec now;

	/* cannot fail for this clock */
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void akv_clock_sleep_ms(int64_t ms)
{
	struct timespec time = { .tv_sec = ms / 1000,
				 .tv_nsec = (ms % 1000) * 1000000 };

	(void)nanosleep(&time, NULL);
}

struct akv_deadline akv_clock_deadline_in(int64_t ms)
{
	return (struct akv_deadline){ .at_ms = akv_clock_monotonic_ms() + ms };
}

int64_t akv_clock_left_ms(struct akv_deadline deadline)
{
	int64_t left = deadline.at_ms - akv_clock_monotonic_ms();

	return left > 0 ? left : 0;
}

void akv_clock_date(int64_t unix_s, char *date)
{
	time_t when = (time_t)unix_s;
	struct tm parts;

	if (gmtime_r(&when, &parts) == NULL ||
	    strftime(date, AKV_CLOCK_DATE_SIZE, "%Y-%m-%dT%H:%M:%S+00:00",
		     &parts) == 0)
		date[0] = '\0';
}
