/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/e2e/check_rows.h"

const char *check_row(const struct outcome *got, const char *connection,
		      const char *secret)
{
	const char *start =
		sandbox_text("\"connection\": \"%s\",\n", connection);
	const char *wanted = sandbox_text("\"secret\": \"%s\",\n", secret);

	for (const char *row = strstr(got->out, start); row != NULL;
	     row = strstr(row + 1, start)) {
		const char *end = strstr(row, "\n  }");
		const char *found = strstr(row, wanted);

		if (end != NULL && found != NULL && found < end)
			return sandbox_text("%.*s", (int)(end - row), row);
	}
	cr_assert_fail("no row of %s and %s in\n%s", connection, secret,
		       outcome_words(got));
	return "";
}

void expect_in_row(const struct outcome *got, const char *connection,
		   const char *secret, const char *words)
{
	cr_expect_not_null(strstr(check_row(got, connection, secret), words),
			   "%s is not in the row of %s in\n%s", words, secret,
			   outcome_words(got));
}

void expect_state(const struct outcome *got, const char *connection,
		  const char *secret, const char *state)
{
	expect_in_row(got, connection, secret,
		      sandbox_text("\"state\": \"%s\"", state));
}

void expect_status(const struct outcome *got, int status)
{
	cr_assert_eq(got->status, status, "%s", outcome_words(got));
	cr_assert_null(canary_find(got->out, got->out_len), "%s",
		       outcome_words(got));
}
