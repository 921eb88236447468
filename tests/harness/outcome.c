/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "tests/harness/canary.h"
#include "tests/harness/program.h"
#include "tests/harness/sandbox.h"

#include "tests/harness/running.h"

enum { SHOWN_MAX = 16384 };

/* ${bytes} as a terminal can show them. */
static const char *escape(const char *bytes, size_t len)
{
	char *shown = sandbox_keep(calloc(1, SHOWN_MAX));
	struct akv_text text;
	size_t from = len > SHOWN_MAX / 4 ? len - SHOWN_MAX / 4 : 0;

	akv_text_init(&text, shown, SHOWN_MAX);
	while (from < len) {
		size_t end = from;

		while (end < len && bytes[end] != '\n')
			end++;
		akv_text_add_escaped(&text, bytes + from, end - from);
		if (end < len)
			akv_text_add(&text, "\\n\n\t");
		from = end + 1;
	}
	return shown;
}

const char *outcome_words(const struct outcome *outcome)
{
	return sandbox_text(
		"%s\nstatus: %d after %lld ms\n"
		"stdout (%zu bytes):\n\t%s\n"
		"stderr (%zu bytes):\n\t%s\n",
		outcome->title, outcome->status, (long long)outcome->took_ms,
		outcome->out_len, escape(outcome->out, outcome->out_len),
		outcome->err_len, escape(outcome->err, outcome->err_len));
}

/* A report on stderr is missed by nobody: Criterion hides ours, and the one of
 * a program that we run is only here. */
static void check_sanitizers(const struct outcome *outcome)
{
	static const char *const reports[] = {
		"Sanitizer",
		"runtime error:",
		"definitely lost",
	};

	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++)
		cr_assert_null(strstr(outcome->err, reports[i]),
			       "a sanitizer reports\n%s",
			       outcome_words(outcome));
}

static void check_canaries(const struct outcome *outcome, bool answers_many)
{
	const char *found = canary_find(outcome->err, outcome->err_len);

	cr_assert_null(found, "a secret (%s) is on stderr\n%s", found,
		       outcome_words(outcome));
	if (outcome->status == 0 || answers_many)
		return;
	found = canary_find(outcome->out, outcome->out_len);
	cr_assert_null(found, "a secret (%s) is on the stdout of a failure\n%s",
		       found, outcome_words(outcome));
}

/* Whatever peers and files say, they do not draw on the terminal. */
static void check_controls(const struct outcome *outcome)
{
	for (size_t i = 0; i < outcome->err_len; i++) {
		unsigned char byte = (unsigned char)outcome->err[i];

		cr_assert((byte >= 0x20 && byte != 0x7f) || byte == '\n',
			  "a control character is on stderr\n%s",
			  outcome_words(outcome));
	}
}

void outcome_check(const struct outcome *outcome, struct outcome_kind kind)
{
	check_sanitizers(outcome);
	check_canaries(outcome, kind.answers_many);
	if (kind.is_akv)
		check_controls(outcome);
}
