/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_SUITE_H
#define AKV_TESTS_HARNESS_SUITE_H

#include <criterion/criterion.h>

#include "tests/harness/canary.h"
#include "tests/harness/cloud.h"
#include "tests/harness/config.h"
#include "tests/harness/expect.h"
#include "tests/harness/program.h"
#include "tests/harness/sandbox.h"

/*
 * Everything that an end-to-end test needs.  E2E_SUITE(name); gives each
 * Test(name, ...) a sandbox, the default configuration, and a cloud of its
 * own; what goes wrong at the end of a test counts too.
 */
#define E2E_SUITE(name) \
	TestSuite(name, .init = suite_set_up, .fini = suite_tear_down, \
		  .timeout = 120)

/* The same without a cloud: the proxy is one that nobody answers at. */
#define E2E_SUITE_OFFLINE(name) \
	TestSuite(name, .init = suite_set_up_offline, .fini = suite_tear_down, \
		  .timeout = 120)

void suite_set_up(void);
void suite_set_up_offline(void);
void suite_tear_down(void);

#endif
