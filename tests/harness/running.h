/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_RUNNING_H
#define AKV_TESTS_HARNESS_RUNNING_H

#include <stdbool.h>

#include "tests/harness/program.h"

/* What the parts of this harness need of each other. */

/* running_end_all(): kill what a failed test left running. */
void running_end_all(void);

/* outcome_check(outcome, is_akv): what holds for every run (program.h). */
void outcome_check(const struct outcome *outcome, bool is_akv);

#endif
