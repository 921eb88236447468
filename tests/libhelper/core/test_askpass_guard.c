/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libhelper/core/askpass_guard.h"
#include "tests/fakes/scratch.h"

static void set_up(void)
{
	scratch_make();
	(void)setenv("XDG_RUNTIME_DIR", scratch_path("."), 1);
}

TestSuite(askpass_guard, .init = set_up, .fini = scratch_remove);

static const struct akv_askpass_caller one = { .pid = 7, .started = 1 };
static const struct akv_askpass_caller other = { .pid = 8, .started = 1 };
static const struct akv_askpass_caller later = { .pid = 7, .started = 2 };

Test(askpass_guard, lets_everybody_ask_once)
{
	struct akv_askpass_guard guard = { 0 };

	cr_assert(akv_askpass_guard_enter(&guard, one, "a"));
	cr_assert_not(akv_askpass_guard_enter(&guard, one, "a"));
	cr_assert(akv_askpass_guard_enter(&guard, one, "b"));
	cr_assert(akv_askpass_guard_enter(&guard, other, "a"));
	cr_assert(akv_askpass_guard_enter(&guard, later, "a"));
	cr_assert_not(akv_askpass_guard_enter(&guard, other, "a"));
}

Test(askpass_guard, forgets_the_oldest_when_it_is_full)
{
	struct akv_askpass_guard guard = { 0 };
	char subject[32];

	for (int i = 0; i <= AKV_ASKPASS_GUARD_MAX; i++) {
		snprintf(subject, sizeof(subject), "%d", i);
		cr_assert(akv_askpass_guard_enter(&guard, one, subject));
	}
	cr_assert_not(akv_askpass_guard_enter(&guard, one, "1"));
	cr_assert(akv_askpass_guard_enter(&guard, one, "0"));
}

Test(askpass_guard, remembers_for_other_processes)
{
	int status;
	pid_t child = fork();

	if (child == 0)
		_exit(akv_askpass_guard_enter_shared(one, "a") ? 0 : 1);
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert_eq(status, 0);
	cr_assert_not(akv_askpass_guard_enter_shared(one, "a"));
	cr_assert(akv_askpass_guard_enter_shared(other, "a"));
}

Test(askpass_guard, starts_anew_when_its_file_is_not_its_own)
{
	cr_assert(akv_askpass_guard_enter_shared(one, "a"));
	(void)scratch_text("akv/askpass.lock", "something else");
	cr_assert(akv_askpass_guard_enter_shared(one, "a"));
	cr_assert_not(akv_askpass_guard_enter_shared(one, "a"));
}

Test(askpass_guard, lets_pass_where_nothing_can_be_kept)
{
	(void)setenv("XDG_RUNTIME_DIR", "/dev/null", 1);
	cr_assert(akv_askpass_guard_enter_shared(one, "a"));
	cr_assert(akv_askpass_guard_enter_shared(one, "a"));
}

static void expect_parent(const char *name)
{
	const struct akv_askpass_caller us = akv_askpass_guard_parent(getpid());
	pid_t expected = getpid();
	int status;
	pid_t child = fork();

	if (child == 0) {
		struct akv_askpass_caller parent;

		(void)prctl(PR_SET_NAME, name);
		parent = akv_askpass_guard_parent(getpid());
		_exit(parent.pid == expected && parent.started > 0 ? 0 : 1);
	}
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert_eq(status, 0);
	cr_assert_eq(us.pid, getppid());
}

Test(askpass_guard, finds_the_parent_whatever_a_process_is_called)
{
	expect_parent("plain");
	expect_parent("a) S 1 (b");
	expect_parent(") ) ) )");
}

Test(askpass_guard, finds_no_parent_of_nobody)
{
	cr_assert_eq(akv_askpass_guard_parent(0).pid, 0);
	cr_assert_eq(akv_askpass_guard_parent(0x7ffffffe).pid, 0);
}

/* A parent of that name, whose child wants it to end; how it ended. */
static int end_parent_called(const char *name)
{
	int status;
	pid_t parent = fork();

	if (parent == 0) {
		pid_t child;

		(void)prctl(PR_SET_NAME, name);
		child = fork();
		if (child == 0) {
			akv_askpass_guard_end_ssh(
				akv_askpass_guard_parent(getpid()));
			_exit(0);
		}
		(void)waitpid(child, NULL, 0);
		_exit(42);
	}
	cr_assert_eq(waitpid(parent, &status, 0), parent);
	return status;
}

Test(askpass_guard, ends_ssh_and_nobody_else)
{
	int status = end_parent_called("ssh");

	cr_assert(WIFSIGNALED(status));
	cr_assert_eq(WTERMSIG(status), SIGTERM);
	status = end_parent_called("sshd");
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 42);
	status = end_parent_called("bash");
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 42);
}

Test(askpass_guard, ends_nobody_who_is_not_its_parent)
{
	akv_askpass_guard_end_ssh((struct akv_askpass_caller){ .pid = 1 });
	akv_askpass_guard_end_ssh((struct akv_askpass_caller){ 0 });
	akv_askpass_guard_end_ssh(
		(struct akv_askpass_caller){ .pid = getpid() });
}
