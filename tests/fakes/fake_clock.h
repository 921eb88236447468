/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_FAKE_CLOCK_H
#define AKV_TESTS_FAKES_FAKE_CLOCK_H

#include <stdint.h>

/* libhelper/base/clock.h with time that passes only when somebody sleeps. */
struct fake_clock {
	int64_t unix_s;
	int64_t monotonic_ms;
	int64_t slept_ms; /* all sleeps together */
};

extern struct fake_clock fake_clock;

#endif
