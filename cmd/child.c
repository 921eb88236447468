/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libhelper/base/process.h"

#include "cmd/child.h"

/* What a process tells another by a signal, and may be waited for with. */
static const int passed_on[] = { SIGHUP,  SIGINT,  SIGQUIT,
				 SIGTERM, SIGUSR1, SIGUSR2 };

static enum akv_code explain(const struct akv_child *child, int number,
			     int *status, struct akv_error *err)
{
	const char *name = child->argv[0];

	*status = AKV_CHILD_CANNOT_START;
	if (number == ENOENT) {
		*status = AKV_CHILD_NOT_FOUND;
		return akv_fail(err, AKV_ERR_OTHER, "CommandNotFound",
				"%s: there is no such command", name);
	}
	errno = number;
	akv_fail_errno(err, AKV_ERR_OTHER, "CannotStart",
		       "%s: cannot be started", name);
	if (number == E2BIG)
		akv_error_hint(err, "its environment and arguments are too "
				    "long together; --file or --fd takes no "
				    "room there");
	return AKV_ERR_OTHER;
}

static bool give_descriptors(const struct akv_child *child)
{
	for (size_t i = 0; i < child->descriptor_count; i++) {
		const struct akv_child_descriptor *given =
			&child->descriptors[i];
		int result = given->ours == given->number ?
				     fcntl(given->ours, F_SETFD, 0) :
				     dup2(given->ours, given->number);

		if (result < 0)
			return false;
	}
	return true;
}

/* Returns only when it fails, with errno. */
static void replace(const struct akv_child *child)
{
	akv_process_soften();
	if (give_descriptors(child))
		(void)execvpe(child->argv[0], child->argv, child->environment);
}

enum akv_code akv_child_become(const struct akv_child *child, int *status,
			       struct akv_error *err)
{
	replace(child);
	return explain(child, errno, status, err);
}

/* -- beside us -- */

/* A child under way. */
struct running {
	pid_t pid;
	sigset_t mask;		/* the signals that were blocked before */
	struct sigaction ended; /* what was done about SIGCHLD before */
	int signals;		/* signalfd(2) */
};

/* Nothing here may allocate or lock: other threads may hold locks. */
static __attribute__((noreturn)) void
start_in_child(const struct akv_child *child, const struct running *running,
	       pid_t parent, int failure)
{
	int number;

	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(AKV_CHILD_CANNOT_START);
	(void)sigaction(SIGCHLD, &running->ended, NULL);
	(void)sigprocmask(SIG_SETMASK, &running->mask, NULL);
	replace(child);
	number = errno;
	if (write(failure, &number, sizeof(number)) != sizeof(number))
		_exit(AKV_CHILD_CANNOT_START);
	_exit(AKV_CHILD_CANNOT_START);
}

/* Out of the way of the numbers that the child is given. */
static bool move_up(const struct akv_child *child, int *fd)
{
	int lowest = 3;
	int moved;

	for (size_t i = 0; i < child->descriptor_count; i++)
		if (child->descriptors[i].ours >= lowest)
			lowest = child->descriptors[i].ours + 1;
	moved = fcntl(*fd, F_DUPFD_CLOEXEC, lowest);
	if (moved < 0)
		return false;
	(void)close(*fd);
	*fd = moved;
	return true;
}

/* The end of the pipe comes when execve(2) closes it: then all is well. */
static int read_failure(int fd)
{
	int number = 0;
	ssize_t got;

	do
		got = read(fd, &number, sizeof(number));
	while (got < 0 && errno == EINTR);
	return got == sizeof(number) ? number : 0;
}

/* ${number} is what stopped it, an errno; 0: it runs. */
static enum akv_code start(const struct akv_child *child,
			   struct running *running, int *number,
			   struct akv_error *err)
{
	pid_t parent = getpid();
	int failure[2];

	if (pipe2(failure, O_CLOEXEC) != 0 || !move_up(child, &failure[1]))
		return akv_fail_errno(err, AKV_ERR_OTHER, "CannotStart",
				      "no pipe");
	running->pid = fork();
	if (running->pid == 0)
		start_in_child(child, running, parent, failure[1]);
	(void)close(failure[1]);
	if (running->pid < 0)
		akv_fail_errno(err, AKV_ERR_OTHER, "CannotStart",
			       "no further process");
	else
		*number = read_failure(failure[0]);
	(void)close(failure[0]);
	return running->pid < 0 ? AKV_ERR_OTHER : AKV_OK;
}

/* True when it has ended. */
static bool reap(const struct running *running, int *status)
{
	int how;

	if (waitpid(running->pid, &how, WNOHANG) != running->pid)
		return false;
	*status = WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
	return true;
}

/* What the kernel sends, on behalf of the terminal, the child is sent too. */
static void pass_on(const struct running *running)
{
	struct signalfd_siginfo info;

	if (read(running->signals, &info, sizeof(info)) != sizeof(info))
		return;
	if (info.ssi_signo != SIGCHLD && info.ssi_code <= 0 &&
	    (pid_t)info.ssi_pid != running->pid)
		(void)kill(running->pid, (int)info.ssi_signo);
}

static void attend(const struct running *running,
		   const struct akv_child_duty *duty, int *status)
{
	struct pollfd events[] = {
		{ .fd = running->signals, .events = POLLIN },
		{ .fd = duty->fd, .events = POLLIN },
	};

	while (!reap(running, status)) {
		if (poll(events, 2, -1) < 0)
			continue;
		if (events[0].revents != 0)
			pass_on(running);
		if (events[1].revents != 0)
			duty->serve(duty->fd, running->pid, duty->context);
	}
}

/* From here on signals wait until somebody reads them. */
static enum akv_code watch_signals(struct running *running,
				   struct akv_error *err)
{
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	sigset_t watched;

	/* who ignores it cannot wait for anybody */
	(void)sigaction(SIGCHLD, &by_default, &running->ended);
	(void)sigemptyset(&watched);
	(void)sigaddset(&watched, SIGCHLD);
	for (size_t i = 0; i < sizeof(passed_on) / sizeof(passed_on[0]); i++)
		(void)sigaddset(&watched, passed_on[i]);
	(void)sigprocmask(SIG_BLOCK, &watched, &running->mask);
	running->signals = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
	if (running->signals < 0)
		return akv_fail_errno(err, AKV_ERR_OTHER, "CannotStart",
				      "no descriptor for signals");
	return AKV_OK;
}

enum akv_code akv_child_run(const struct akv_child *child,
			    const struct akv_child_duty *duty, int *status,
			    struct akv_error *err)
{
	struct running running = { 0 };
	enum akv_code code = watch_signals(&running, err);
	int number = 0;

	*status = AKV_CHILD_CANNOT_START;
	if (code != AKV_OK)
		return code;
	code = start(child, &running, &number, err);
	if (code == AKV_OK && number != 0) {
		(void)waitpid(running.pid, NULL, 0);
		code = explain(child, number, status, err);
	} else if (code == AKV_OK) {
		attend(&running, duty, status);
	}
	(void)close(running.signals);
	(void)sigaction(SIGCHLD, &running.ended, NULL);
	(void)sigprocmask(SIG_SETMASK, &running.mask, NULL);
	return code;
}
