/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_RUNNING_H
#define AKV_TESTS_HARNESS_RUNNING_H

#include <stdbool.h>

#include "tests/harness/program.h"

/* What the parts of this harness need of each other. */

/* running_end_all(): kill what a failed test left running. */
void running_end_all(void);

/* What was run, as far as it matters for what it may print. */
struct outcome_kind {
	bool is_akv;
	bool answers_many; /* of struct program */
};

/* outcome_check(outcome, kind): what holds for every run (program.h). */
void outcome_check(const struct outcome *outcome, struct outcome_kind kind);

#endif
