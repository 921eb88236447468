/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/child.h"

static char path[] = "PATH=/usr/bin:/bin";
static char *variables[] = { path, NULL };
static struct akv_error err;
static int status;

/* Nothing to do but wait. */
static void serve_nothing(int fd, pid_t child, void *context)
{
	(void)child;
	(void)fd;
	(void)context;
}

static const struct akv_child_duty idle = { .fd = -1, .serve = serve_nothing };

static struct akv_child shell(const char *script)
{
	static char copy[512];
	static char program[] = "/bin/sh";
	static char option[] = "-c";
	static char *argv[] = { program, option, copy, NULL };

	strcpy(copy, script);
	return (struct akv_child){ .argv = argv, .environment = variables };
}

static int status_of(const char *script)
{
	const struct akv_child child = shell(script);

	cr_assert_eq(akv_child_run(&child, &idle, &status, &err), AKV_OK, "%s",
		     err.text);
	return status;
}

Test(child, passes_the_exit_status_on)
{
	cr_expect_eq(status_of("exit 0"), 0);
	cr_expect_eq(status_of("exit 42"), 42);
	cr_expect_eq(status_of("kill -TERM $$"), 128 + SIGTERM);
	cr_expect_eq(status_of("kill -KILL $$"), 128 + SIGKILL);
}

static void expect_failure(const char *name, int expected, const char *reason)
{
	char copy[64];
	char *argv[] = { copy, NULL };
	const struct akv_child child = { .argv = argv,
					 .environment = variables };

	strcpy(copy, name);
	cr_expect_eq(akv_child_run(&child, &idle, &status, &err),
		     AKV_ERR_OTHER);
	cr_expect_eq(status, expected);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_eq(akv_child_become(&child, &status, &err), AKV_ERR_OTHER);
	cr_expect_eq(status, expected);
	cr_expect_str_eq(err.reason, reason);
}

Test(child, says_why_it_could_not_be_started)
{
	expect_failure("akv-no-such-program", AKV_CHILD_NOT_FOUND,
		       "CommandNotFound");
	expect_failure("/no/such/program", AKV_CHILD_NOT_FOUND,
		       "CommandNotFound");
	expect_failure("", AKV_CHILD_NOT_FOUND, "CommandNotFound");
	expect_failure("/etc/passwd", AKV_CHILD_CANNOT_START, "CannotStart");
	expect_failure("/", AKV_CHILD_CANNOT_START, "CannotStart");
}

Test(child, takes_our_place)
{
	int how;
	pid_t pid = fork();

	if (pid == 0) {
		const struct akv_child child = shell("exit 42");

		(void)!akv_child_become(&child, &status, &err);
		_exit(1);
	}
	cr_assert_eq(waitpid(pid, &how, 0), pid);
	cr_assert(WIFEXITED(how));
	cr_assert_eq(WEXITSTATUS(how), 42);
}

Test(child, gets_descriptors_by_their_numbers)
{
	struct akv_child child = shell("read x <&7; test \"$x\" = horse");
	int ends[2];
	struct akv_child_descriptor given;

	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	cr_assert_eq(write(ends[1], "horse\n", 6), 6);
	given = (struct akv_child_descriptor){
		.ours = fcntl(ends[0], F_DUPFD_CLOEXEC, 43),
		.number = 7,
	};
	child.descriptors = &given;
	child.descriptor_count = 1;
	cr_assert_eq(akv_child_run(&child, &idle, &status, &err), AKV_OK);
	cr_assert_eq(status, 0);
}

Test(child, gets_a_descriptor_under_its_own_number)
{
	struct akv_child child = shell("read x </proc/self/fd/43; test $x = y");
	int ends[2];
	struct akv_child_descriptor given;

	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	cr_assert_eq(write(ends[1], "y\n", 2), 2);
	given = (struct akv_child_descriptor){
		.ours = fcntl(ends[0], F_DUPFD_CLOEXEC, 43),
		.number = 43,
	};
	child.descriptors = &given;
	child.descriptor_count = 1;
	cr_assert_eq(akv_child_run(&child, &idle, &status, &err), AKV_OK);
	cr_assert_eq(status, 0);
}

/* What the parent waits for must not be what the child is given. */
Test(child, keeps_its_own_descriptors_out_of_the_way)
{
	struct akv_child child = shell("exit 3");
	struct akv_child_descriptor given[32];
	int ends[2];

	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	for (int i = 0; i < 32; i++)
		given[i] = (struct akv_child_descriptor){
			.ours = fcntl(ends[0], F_DUPFD_CLOEXEC, 64),
			.number = 3 + i,
		};
	child.descriptors = given;
	child.descriptor_count = 32;
	cr_assert_eq(akv_child_run(&child, &idle, &status, &err), AKV_OK);
	cr_assert_eq(status, 3);
	strcpy(child.argv[0], "/no/sh");
	cr_assert_eq(akv_child_run(&child, &idle, &status, &err),
		     AKV_ERR_OTHER);
	cr_assert_str_eq(err.reason, "CommandNotFound");
}

static int served;

static void serve_byte(int fd, pid_t child, void *context)
{
	char byte;

	cr_assert_gt(child, 0);
	if (read(fd, &byte, 1) == 1)
		served++;
	(void)!write(*(int *)context, "x", 1);
}

Test(child, is_served_while_it_runs)
{
	struct akv_child child =
		shell("printf a >&50; head -c 1 <&51 >/dev/null;"
		      "printf b >&50; head -c 1 <&51 >/dev/null");
	int question[2];
	int answer[2];
	struct akv_child_duty duty = { .serve = serve_byte };
	struct akv_child_descriptor given[2];

	cr_assert_eq(pipe2(question, O_CLOEXEC), 0);
	cr_assert_eq(pipe2(answer, O_CLOEXEC), 0);
	child = shell("printf a >&5; head -c 1 <&6 >/dev/null;"
		      "printf b >&5; head -c 1 <&6 >/dev/null");
	given[0] = (struct akv_child_descriptor){
		.ours = fcntl(question[1], F_DUPFD_CLOEXEC, 60), .number = 5
	};
	given[1] = (struct akv_child_descriptor){
		.ours = fcntl(answer[0], F_DUPFD_CLOEXEC, 60), .number = 6
	};
	child.descriptors = given;
	child.descriptor_count = 2;
	duty.fd = question[0];
	duty.context = &answer[1];
	cr_assert_eq(akv_child_run(&child, &duty, &status, &err), AKV_OK);
	cr_assert_eq(status, 0);
	cr_assert_eq(served, 2);
}

/* A process that runs ${script} for us: a signal to it is one to the script,
 * which says on ${ready} that it can take one. */
static pid_t start_beside(const char *script, int *ready)
{
	int ends[2];
	pid_t pid;

	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	pid = fork();
	if (pid == 0) {
		struct akv_child child = shell(script);
		struct akv_child_descriptor given = {
			.ours = fcntl(ends[1], F_DUPFD_CLOEXEC, 60),
			.number = 5,
		};

		child.descriptors = &given;
		child.descriptor_count = 1;
		_exit(akv_child_run(&child, &idle, &status, &err) == AKV_OK ?
			      status :
			      99);
	}
	(void)close(ends[1]);
	*ready = ends[0];
	return pid;
}

static int signal_beside(const char *script, int number)
{
	char byte;
	int ready;
	int how;
	pid_t pid = start_beside(script, &ready);

	cr_assert_eq(read(ready, &byte, 1), 1);
	cr_assert_eq(kill(pid, number), 0);
	cr_assert_eq(waitpid(pid, &how, 0), pid);
	(void)close(ready);
	cr_assert(WIFEXITED(how));
	return WEXITSTATUS(how);
}

#define WAIT "printf r >&5; while :; do sleep 0.01; done"

Test(child, gets_the_signals_that_we_are_sent)
{
	cr_expect_eq(signal_beside("trap 'exit 7' TERM; " WAIT, SIGTERM), 7);
	cr_expect_eq(signal_beside("trap 'exit 8' INT; " WAIT, SIGINT), 8);
	cr_expect_eq(signal_beside("trap 'exit 9' HUP; " WAIT, SIGHUP), 9);
	cr_expect_eq(signal_beside("trap 'exit 6' USR1; " WAIT, SIGUSR1), 6);
	cr_expect_eq(signal_beside(WAIT, SIGTERM), 128 + SIGTERM);
}

/* The end of the pipe is the end of the script, which has the other side. */
Test(child, ends_when_we_are_killed)
{
	char byte;
	int ready;
	int how;
	pid_t pid = start_beside("trap 'exit' TERM; " WAIT, &ready);

	cr_assert_eq(read(ready, &byte, 1), 1);
	cr_assert_eq(kill(pid, SIGKILL), 0);
	cr_assert_eq(waitpid(pid, &how, 0), pid);
	cr_assert_eq(read(ready, &byte, 1), 0);
	(void)close(ready);
}

Test(child, is_waited_for_where_children_were_ignored)
{
	(void)signal(SIGCHLD, SIG_IGN);
	cr_expect_eq(status_of("exit 42"), 42);
	cr_expect_eq((size_t)signal(SIGCHLD, SIG_DFL), (size_t)SIG_IGN);
}

/* exec: the shell blocks signals of its own while it waits. */
Test(child, begins_with_the_signals_as_they_were)
{
	sigset_t usr1;

	(void)sigemptyset(&usr1);
	(void)sigaddset(&usr1, SIGUSR1);
	(void)sigprocmask(SIG_SETMASK, &usr1, NULL);
	(void)signal(SIGHUP, SIG_IGN);
	cr_expect_eq(status_of("exec grep -q '^SigBlk:.0*200$' "
			       "/proc/self/status"),
		     0);
	cr_expect_eq(status_of("exec grep -q '^SigIgn:.0*1$' "
			       "/proc/self/status"),
		     0);
}
