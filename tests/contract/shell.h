/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_CONTRACT_SHELL_H
#define AKV_TESTS_CONTRACT_SHELL_H

#include "tests/harness/suite.h"

/* shell(fmt, ...): run sh -c on it in the sandbox; $AKV is the program. */
const struct outcome *shell(const char *fmt, ...) AKV_PRINTF(1, 2);

/* shell_needs(program): skip the test where ${program} is not installed. */
void shell_needs(const char *program);

#endif
