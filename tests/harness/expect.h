/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_EXPECT_H
#define AKV_TESTS_HARNESS_EXPECT_H

#include <stddef.h>
#include <stdint.h>

#include "tests/harness/program.h"

/* What a run must have come to; each fails the test and shows the run. */

/* expect_answer(got, out): status 0, exactly ${out}, nothing on stderr. */
void expect_answer(const struct outcome *got, const char *out);

/* expect_bytes(got, out, len): the same for bytes that may hold NULs. */
void expect_bytes(const struct outcome *got, const void *out, size_t len);

/* expect_silence(got): status 0, and not a word. */
void expect_silence(const struct outcome *got);

/* expect_warning(got, out, line): status 0, exactly ${out}, and exactly
 * ${line} on stderr (no LF). */
void expect_warning(const struct outcome *got, const char *out,
		    const char *line);

/*
 * expect_failure(got, status, reason): that status; nothing on stdout; on
 * stderr one line "akv: ... (${reason})", then none or more "hint: ...".
 */
void expect_failure(const struct outcome *got, int status, const char *reason);

/* expect_quit(got, status, reason): the same with quit=1 on stdout. */
void expect_quit(const struct outcome *got, int status, const char *reason);

/* expect_error(got, line): the first line of stderr is exactly ${line}. */
void expect_error(const struct outcome *got, const char *line);

/* expect_hint(got, words): a hint holds ${words}. */
void expect_hint(const struct outcome *got, const char *words);

/* expect_no_hint(got): there is none. */
void expect_no_hint(const struct outcome *got);

/* expect_words(got, words): stdout holds ${words}, and the status is 0. */
void expect_words(const struct outcome *got, const char *words);

/* expect_within(got, ms): it took no longer. */
void expect_within(const struct outcome *got, int64_t ms);

/* expect_at_least(got, ms): it took no less. */
void expect_at_least(const struct outcome *got, int64_t ms);

/* expect_untouched(): no request and no CONNECT reached the cloud. */
void expect_untouched(void);

#endif
