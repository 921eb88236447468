/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/harness/kernel_keyring.h"

#include "tests/harness/child.h"

/* -- descriptors -- */

/* All of the input at once: nobody has to stay and write. */
static int open_input(const struct program *program)
{
	size_t len = program->input_len != 0 ? program->input_len :
					       strlen(program->input);
	int ends[2];

	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	if (len > 65536)
		cr_assert_geq(fcntl(ends[1], F_SETPIPE_SZ, (int)len), 0);
	cr_assert_eq(write(ends[1], program->input, len), (ssize_t)len);
	cr_assert_eq(close(ends[1]), 0);
	return ends[0];
}

static int open_hung_up(int number)
{
	int ends[2];
	int mine = number == STDIN_FILENO ? 0 : 1;

	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	cr_assert_eq(close(ends[1 - mine]), 0);
	return ends[mine];
}

/* A slave; all that one child has lead to one master. */
static int open_terminal(struct child_descriptors *descriptors)
{
	char name[64];
	int fd;

	if (descriptors->terminal < 0)
		descriptors->terminal =
			posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert_geq(descriptors->terminal, 0);
	cr_assert_eq(grantpt(descriptors->terminal), 0);
	cr_assert_eq(unlockpt(descriptors->terminal), 0);
	cr_assert_eq(ptsname_r(descriptors->terminal, name, sizeof(name)), 0);
	fd = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert_geq(fd, 0);
	return fd;
}

static int open_default(const struct program *program, int number,
			struct child_descriptors *out)
{
	int fd;

	if (number == STDIN_FILENO)
		return program->input != NULL ?
			       open_input(program) :
			       open("/dev/null", O_RDONLY | O_CLOEXEC);
	fd = memfd_create("captured", MFD_CLOEXEC);
	cr_assert_geq(fd, 0);
	*(number == STDOUT_FILENO ? &out->captured_out : &out->captured_err) =
		fcntl(fd, F_DUPFD_CLOEXEC, 3);
	return fd;
}

static int open_one(const struct program *program, int number, int wish,
		    struct child_descriptors *out)
{
	switch (wish) {
	case PROGRAM_DEFAULT:
		return open_default(program, number, out);
	case PROGRAM_CLOSED:
		return -1;
	case PROGRAM_HUNG_UP:
		return open_hung_up(number);
	case PROGRAM_FULL:
		return open("/dev/full", O_RDWR | O_CLOEXEC);
	case PROGRAM_TERMINAL:
		return open_terminal(out);
	default:
		return fcntl(wish, F_DUPFD_CLOEXEC, 3);
	}
}

void child_open(const struct program *program, struct child_descriptors *out)
{
	*out = (struct child_descriptors){ .captured_out = -1,
					   .captured_err = -1,
					   .terminal = -1,
					   .controlling = -1 };
	out->fds[0] = open_one(program, 0, program->stdin_fd, out);
	out->fds[1] = open_one(program, 1, program->stdout_fd, out);
	out->fds[2] = open_one(program, 2, program->stderr_fd, out);
	if (program->has_terminal)
		out->controlling = open_terminal(out);
}

void child_close(struct child_descriptors *descriptors)
{
	if (descriptors->terminal >= 0)
		(void)close(descriptors->terminal);
	descriptors->terminal = -1;
}

/* -- in the child: nothing here may allocate or lock -- */

static void fail(const char *what)
{
	(void)!write(STDERR_FILENO, what, strlen(what));
	_exit(126);
}

static void reset_signals(void)
{
	sigset_t none;

	for (int number = 1; number < NSIG; number++)
		(void)signal(number, SIG_DFL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/*
 * A session keyring of its own, so that what is linked there goes with the
 * process; where the system has no keyrings there is nothing to separate.
 */
static void enter_keyrings(void)
{
	int fd = kernel_keyring_namespace();

	if (fd >= 0 && setns(fd, CLONE_NEWUSER) != 0)
		fail("harness: setns failed\n");
	(void)syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL);
}

static void take_terminal(int fd)
{
	if (fd >= 0 && (setsid() < 0 || ioctl(fd, TIOCSCTTY, 0) != 0))
		fail("harness: no terminal\n");
}

static void install_descriptors(const int fds[3])
{
	int high[3];

	/* out of each other's way first */
	for (int i = 0; i < 3; i++)
		high[i] = fds[i] < 0 ? -1 : fcntl(fds[i], F_DUPFD, 3);
	for (int i = 0; i < 3; i++) {
		if (high[i] < 0)
			(void)close(i);
		else if (dup2(high[i], i) != i)
			fail("harness: dup2 failed\n");
	}
	if (close_range(3, ~0U, 0) != 0)
		fail("harness: close_range failed\n");
}

static void become(const struct child *child, pid_t parent)
{
	reset_signals();
	enter_keyrings();
	/* behind setns(2), which forgets it */
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(126);
	(void)umask(022);
	if (chdir(child->directory) != 0)
		fail("harness: chdir failed\n");
	take_terminal(child->descriptors->controlling);
	install_descriptors(child->descriptors->fds);
	(void)execve(child->argv[0], child->argv, child->environment);
	fail("harness: execve failed\n");
}

pid_t child_start(const struct child *child)
{
	pid_t parent = getpid();
	pid_t pid = fork();

	if (pid == 0) {
		become(child, parent);
		_exit(126);
	}
	cr_assert_gt(pid, 0, "fork: %s", strerror(errno));
	for (int i = 0; i < 3; i++) {
		if (child->descriptors->fds[i] >= 0)
			(void)close(child->descriptors->fds[i]);
		child->descriptors->fds[i] = -1;
	}
	if (child->descriptors->controlling >= 0)
		(void)close(child->descriptors->controlling);
	child->descriptors->controlling = -1;
	return pid;
}
