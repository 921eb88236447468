/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_CONTRACT_GIT_H
#define AKV_TESTS_CONTRACT_GIT_H

#include "tests/harness/suite.h"

/*
 * Real git in the sandbox.  Its configuration is ours alone, credential.helper
 * is akv, and whoever would ask a person gets GIT_ASKPASS instead, as in git's
 * own t/lib-credential.sh: it says "askpass: " and the question on stderr, and
 * answers askpass-username or askpass-password.
 */

/* git_set_up(): all that; the suites' .init does it before their tests. */
void git_set_up(void);

/* GIT_SUITE(name): E2E_SUITE(name) with git. */
#define GIT_SUITE(name) \
	TestSuite(name, .init = git_set_up, .fini = suite_tear_down, \
		  .timeout = 240)

/* git_configure(fmt, ...): more lines for git's configuration file. */
void git_configure(const char *fmt, ...) AKV_PRINTF(1, 2);

/* git_replace_helpers(): no helper is configured any more. */
void git_replace_helpers(const char *lines);

/* git("clone", url): run it with these words in the sandbox. */
#define git(...) git_run(WORDS(__VA_ARGS__))
const struct outcome *git_run(const char *const *arguments);

/* git_fill(request), git_approve(), git_reject(): git credential. */
const struct outcome *git_fill(const char *request);
const struct outcome *git_approve(const char *request);
const struct outcome *git_reject(const char *request);

/* helper(operation, input): git-credential-akv itself, as git starts it. */
const struct outcome *helper(const char *operation, const char *input);

/* expect_fill(request, out): git found all that it wants and asked nobody. */
void expect_fill(const char *request, const char *out);

/* expect_asked(request, out, questions): it asked the user; ${questions} is
 * all of stderr. */
void expect_asked(const char *request, const char *out, const char *questions);

/* expect_told_to_quit(got, reason): it gave up, asking nobody, after akv said
 * why, with "(${reason})". */
void expect_told_to_quit(const struct outcome *got, const char *reason);

/* connect_host(name, url, value): a connection, and its secret ${name}. */
void connect_host(const char *name, const char *url, const char *value);

#endif
