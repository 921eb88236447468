/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_E2E_CHECK_ROWS_H
#define AKV_TESTS_E2E_CHECK_ROWS_H

#include "tests/harness/suite.h"

/* What the tests of akv check look for in its answer. */

/* check_row(got, connection, secret): the text of that row of the JSON. */
const char *check_row(const struct outcome *got, const char *connection,
		      const char *secret);

/* expect_state(got, connection, secret, state): of that row. */
void expect_state(const struct outcome *got, const char *connection,
		  const char *secret, const char *state);

/* expect_in_row(got, connection, secret, words): the row holds ${words}. */
void expect_in_row(const struct outcome *got, const char *connection,
		   const char *secret, const char *words);

/* expect_status(got, status): and no value is in the answer. */
void expect_status(const struct outcome *got, int status);

#endif
