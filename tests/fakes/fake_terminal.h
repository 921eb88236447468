/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_FAKE_TERMINAL_H
#define AKV_TESTS_FAKES_FAKE_TERMINAL_H

#include <stddef.h>

/* akv_terminal_ask_aloud(), with somebody at it who answers at once. */
struct fake_terminal {
	const char *answers[8]; /* NULL: the input ends */
	size_t count;		/* of questions so far */
	char screen[32768];	/* the last question */
};

extern struct fake_terminal fake_terminal;

#endif
