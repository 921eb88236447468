/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/harness/cloud.h"
#include "tests/harness/sandbox.h"

#include "tests/harness/expect.h"

static void expect_out(const struct outcome *got, const void *out, size_t len)
{
	cr_assert(got->out_len == len && memcmp(got->out, out, len) == 0,
		  "stdout should have been these %zu bytes:\n%.*s\nbut\n%s",
		  len, (int)len, (const char *)out, outcome_words(got));
}

static void expect_status(const struct outcome *got, int status)
{
	cr_assert_eq(got->status, status, "the status should have been %d\n%s",
		     status, outcome_words(got));
}

static void expect_err(const struct outcome *got, const char *err)
{
	cr_assert_str_eq(got->err, err, "stderr should have been:\n%s\nbut\n%s",
			 err, outcome_words(got));
}

void expect_bytes(const struct outcome *got, const void *out, size_t len)
{
	expect_status(got, 0);
	expect_err(got, "");
	expect_out(got, out, len);
}

void expect_answer(const struct outcome *got, const char *out)
{
	expect_bytes(got, out, strlen(out));
}

void expect_silence(const struct outcome *got)
{
	expect_answer(got, "");
}

void expect_warning(const struct outcome *got, const char *out,
		    const char *line)
{
	expect_status(got, 0);
	expect_err(got, sandbox_text("%s\n", line));
	expect_out(got, out, strlen(out));
}

/* The line behind ${line}; NULL when it does not begin and end as it must. */
static const char *skip_line(const char *line, const char *prefix,
			     const char *suffix)
{
	size_t len = strcspn(line, "\n");

	if (line[len] != '\n' || len <= strlen(prefix) + strlen(suffix) ||
	    strncmp(line, prefix, strlen(prefix)) != 0 ||
	    strncmp(line + len - strlen(suffix), suffix, strlen(suffix)) != 0)
		return NULL;
	return line + len + 1;
}

static void expect_reason(const struct outcome *got, const char *reason)
{
	const char *line =
		skip_line(got->err, "akv: ", sandbox_text(" (%s)", reason));

	cr_assert_not_null(line,
			   "stderr should have begun with "
			   "\"akv: ... (%s)\"\n%s",
			   reason, outcome_words(got));
	while (*line != '\0') {
		line = skip_line(line, "hint: ", "");
		cr_assert_not_null(line, "this is neither error nor hint\n%s",
				   outcome_words(got));
	}
}

void expect_failure(const struct outcome *got, int status, const char *reason)
{
	expect_status(got, status);
	expect_reason(got, reason);
	expect_out(got, "", 0);
}

void expect_quit(const struct outcome *got, int status, const char *reason)
{
	expect_status(got, status);
	expect_reason(got, reason);
	expect_out(got, "quit=1\n", 7);
}

void expect_error(const struct outcome *got, const char *line)
{
	size_t len = strcspn(got->err, "\n");

	cr_assert(len == strlen(line) && strncmp(got->err, line, len) == 0,
		  "the error should have been:\n%s\nbut\n%s", line,
		  outcome_words(got));
}

void expect_hint(const struct outcome *got, const char *words)
{
	const char *hints = strstr(got->err, "\nhint: ");

	cr_assert(hints != NULL && strstr(hints, words) != NULL,
		  "a hint should have said \"%s\"\n%s", words,
		  outcome_words(got));
}

void expect_no_hint(const struct outcome *got)
{
	cr_assert_null(strstr(got->err, "\nhint: "), "there is a hint\n%s",
		       outcome_words(got));
}

void expect_words(const struct outcome *got, const char *words)
{
	expect_status(got, 0);
	cr_assert_not_null(strstr(got->out, words),
			   "stdout should have said \"%s\"\n%s", words,
			   outcome_words(got));
}

void expect_within(const struct outcome *got, int64_t ms)
{
	cr_assert_leq(got->took_ms, ms,
		      "it should have taken at most %lld ms"
		      "\n%s",
		      (long long)ms, outcome_words(got));
}

void expect_at_least(const struct outcome *got, int64_t ms)
{
	cr_assert_geq(got->took_ms, ms,
		      "it should have taken at least %lld ms"
		      "\n%s",
		      (long long)ms, outcome_words(got));
}

void expect_untouched(void)
{
	cr_assert_eq(cloud_connects(), 0, "something was sent");
}
