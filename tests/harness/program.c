/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "tests/harness/child.h"
#include "tests/harness/environment.h"
#include "tests/harness/running.h"
#include "tests/harness/sandbox.h"

#include "tests/harness/program.h"

enum { LIMIT_MS = 60000, ARGUMENTS_MAX = 1024 };

struct running {
	struct running *next;
	struct child_descriptors descriptors;
	const char *title; /* for people */
	struct outcome_kind kind;
	pid_t pid; /* 0: it has ended */
	int pidfd;
	int64_t limit_ms;
	int64_t started_ms;
};

static struct running *all;

/* -- starting -- */

static const char *title_of(const struct program *program)
{
	const char *title = program->path == NULL ? "akv" : program->path;

	for (const char *const *word = program->arguments;
	     word != NULL && *word != NULL; word++)
		title = sandbox_text("%s %s", title, *word);
	return title;
}

static void fill_arguments(const struct program *program, const char *path,
			   char **argv)
{
	size_t count = 0;

	argv[count++] = sandbox_keep(strdup(path));
	for (const char *const *word = program->arguments;
	     word != NULL && *word != NULL; word++) {
		cr_assert_lt(count, ARGUMENTS_MAX);
		argv[count++] = sandbox_keep(strdup(*word));
	}
	argv[count] = NULL;
}

struct running *program_start(const struct program *program)
{
	struct running *running = sandbox_keep(calloc(1, sizeof(*running)));
	const char *path = program->path == NULL ? akv_path() : program->path;
	char *argv[ARGUMENTS_MAX + 1];
	struct environment environment;

	environment_init(&environment);
	for (const char *const *entry = program->environment;
	     entry != NULL && *entry != NULL; entry++)
		environment_change(&environment, *entry);
	fill_arguments(program, path, argv);
	child_open(program, &running->descriptors);
	running->title = title_of(program);
	running->kind = (struct outcome_kind){
		.is_akv = program->path == NULL,
		.answers_many = program->answers_many,
	};
	running->limit_ms =
		program->limit_ms == 0 ? LIMIT_MS : program->limit_ms;
	running->started_ms = akv_clock_monotonic_ms();
	running->pid = child_start(&(struct child){
		.descriptors = &running->descriptors,
		.directory = program->directory == NULL ? sandbox_path(".") :
							  program->directory,
		.argv = argv,
		.environment = environment.entries,
	});
	running->pidfd = pidfd_open(running->pid, 0);
	cr_assert_geq(running->pidfd, 0, "pidfd_open: %s", strerror(errno));
	running->next = all;
	all = running;
	return running;
}

pid_t program_pid(const struct running *running)
{
	return running->pid;
}

int program_terminal(const struct running *running)
{
	return running->descriptors.terminal;
}

void program_signal(struct running *running, int number)
{
	cr_assert_neq(running->pid, 0, "it has ended");
	cr_assert_eq(kill(running->pid, number), 0);
}

/* -- waiting -- */

static bool waits_for_end(const struct running *running)
{
	struct pollfd end = { .fd = running->pidfd, .events = POLLIN };
	int64_t until_ms = akv_clock_monotonic_ms() + running->limit_ms;

	for (;;) {
		int64_t left_ms = until_ms - akv_clock_monotonic_ms();
		int ready = poll(&end, 1, left_ms > 0 ? (int)left_ms : 0);

		if (ready == 1)
			return true;
		if (ready == 0)
			return false;
		cr_assert_eq(errno, EINTR);
	}
}

static int reap(struct running *running)
{
	int status;

	cr_assert_eq(waitpid(running->pid, &status, 0), running->pid);
	(void)close(running->pidfd);
	running->pid = 0;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
				     WEXITSTATUS(status);
}

/* All that was written to ${fd}, which is closed then; -1: nothing was. */
static char *read_captured(int *fd, size_t *len)
{
	struct stat info = { 0 };
	char *bytes;

	if (*fd >= 0)
		cr_assert_eq(fstat(*fd, &info), 0);
	*len = (size_t)info.st_size;
	bytes = sandbox_keep(calloc(1, *len + 1));
	if (*fd >= 0) {
		cr_assert_eq(pread(*fd, bytes, *len, 0), (ssize_t)*len);
		(void)close(*fd);
		*fd = -1;
	}
	return bytes;
}

const struct outcome *program_end(struct running *running)
{
	struct outcome *outcome = sandbox_keep(calloc(1, sizeof(*outcome)));
	bool ended = waits_for_end(running);

	if (!ended)
		(void)kill(running->pid, SIGKILL);
	outcome->title = running->title;
	outcome->status = reap(running);
	outcome->took_ms = akv_clock_monotonic_ms() - running->started_ms;
	outcome->out = read_captured(&running->descriptors.captured_out,
				     &outcome->out_len);
	outcome->err = read_captured(&running->descriptors.captured_err,
				     &outcome->err_len);
	child_close(&running->descriptors);
	cr_assert(ended, "it took too long\n%s", outcome_words(outcome));
	outcome_check(outcome, running->kind);
	return outcome;
}

const struct outcome *program_run(const struct program *program)
{
	return program_end(program_start(program));
}

void running_end_all(void)
{
	for (struct running *running = all; running != NULL;
	     running = running->next) {
		if (running->pid == 0)
			continue;
		(void)kill(running->pid, SIGKILL);
		(void)waitpid(running->pid, NULL, 0);
		running->pid = 0;
	}
	all = NULL;
}
