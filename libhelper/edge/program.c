/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/process.h"

#include "libhelper/edge/program.h"

enum { STEP_MS = 10 };

/* What is passed on; nothing of Azure's, of ours, or of a proxy's. */
static const char *const passed_on[] = {
	"PATH",
	"HOME",
	"USER",
	"LOGNAME",
	"SHELL",
	"LANG",
	"LC_ALL",
	"TZ",
	"XDG_RUNTIME_DIR",
	"DBUS_SESSION_BUS_ADDRESS",
	"DISPLAY",
	"WAYLAND_DISPLAY",
};

enum { PASSED_ON = sizeof(passed_on) / sizeof(passed_on[0]) };

/* A program under way. */
struct child {
	char *environment[PASSED_ON + 1];
	struct sigaction ended; /* what was done about SIGCHLD before */
	pid_t pid;
	int input; /* our end of its stdin; -1: closed */
	size_t written;
};

static enum akv_code no_memory(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
}

static enum akv_code fill_environment(struct child *child,
				      struct akv_error *err)
{
	size_t count = 0;

	for (size_t i = 0; i < PASSED_ON; i++) {
		const char *value = akv_process_env(passed_on[i]);
		char *entry = NULL;

		if (value == NULL)
			continue;
		if (asprintf(&entry, "%s=%s", passed_on[i], value) < 0)
			return no_memory(err);
		child->environment[count++] = entry;
	}
	return AKV_OK;
}

static void close_input(struct child *child)
{
	if (child->input >= 0)
		(void)close(child->input);
	child->input = -1;
}

/* Where our caller ignores SIGCHLD, so do we, and would not learn its status.
 */
static void watch_for_end(struct child *child)
{
	struct sigaction by_default = { .sa_handler = SIG_DFL };

	(void)sigaction(SIGCHLD, &by_default, &child->ended);
}

static void clear(struct child *child)
{
	(void)sigaction(SIGCHLD, &child->ended, NULL);
	close_input(child);
	for (size_t i = 0; child->environment[i] != NULL; i++)
		free(child->environment[i]);
}

/* stdin is the pipe; what it prints must not become part of our answer. */
static int set_descriptors(posix_spawn_file_actions_t *actions, int input)
{
	int error =
		posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO);

	if (error == 0)
		error = posix_spawn_file_actions_adddup2(actions, STDERR_FILENO,
							 STDOUT_FILENO);
	/* what our caller left open is not the program's either */
	if (error == 0)
		error = posix_spawn_file_actions_addclosefrom_np(
			actions, STDERR_FILENO + 1);
	return error;
}

static int set_attributes(posix_spawnattr_t *attributes)
{
	sigset_t all;
	sigset_t none;
	int error;

	(void)sigfillset(&all);
	(void)sigemptyset(&none);
	error = posix_spawnattr_setflags(
		attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF |
				    POSIX_SPAWN_SETSIGMASK);
	if (error == 0)
		error = posix_spawnattr_setpgroup(attributes, 0);
	/* we ignore SIGPIPE, and programs count on it */
	if (error == 0)
		error = posix_spawnattr_setsigdefault(attributes, &all);
	if (error == 0)
		error = posix_spawnattr_setsigmask(attributes, &none);
	return error;
}

static int spawn(char *const *words, int input, struct child *child)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return error;
	error = posix_spawnattr_init(&attributes);
	if (error == 0) {
		error = set_descriptors(&actions, input);
		if (error == 0)
			error = set_attributes(&attributes);
		if (error == 0)
			error = posix_spawn(&child->pid, words[0], &actions,
					    &attributes, words,
					    child->environment);
		(void)posix_spawnattr_destroy(&attributes);
	}
	(void)posix_spawn_file_actions_destroy(&actions);
	return error;
}

static enum akv_code start(const struct akv_program *program,
			   struct child *child, struct akv_error *err)
{
	enum akv_code code = fill_environment(child, err);
	int ends[2];
	int error;

	if (code != AKV_OK)
		return code;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return akv_fail_errno(err, AKV_ERR_OTHER, "ProgramNotStarted",
				      "cannot start %s", program->words[0]);
	child->input = ends[1];
	error = spawn(program->words, ends[0], child);
	(void)close(ends[0]);
	if (error != 0)
		return akv_fail(err, AKV_ERR_OTHER, "ProgramNotStarted",
				"cannot start %s: %s", program->words[0],
				strerror(error));
	(void)fcntl(child->input, F_SETFL, O_NONBLOCK);
	return AKV_OK;
}

/* What fits now.  Whoever does not want all of it has closed his end. */
static void feed(const struct akv_program *program, struct child *child)
{
	size_t len = akv_secret_len(program->input);

	while (child->input >= 0 && child->written < len) {
		ssize_t count =
			write(child->input,
			      akv_secret_text(program->input) + child->written,
			      len - child->written);

		if (count >= 0)
			child->written += (size_t)count;
		else if (errno == EAGAIN)
			return;
		else if (errno != EINTR)
			break;
	}
	close_input(child);
}

/* It has not ended, and there is a little time. */
static void pause_a_little(const struct child *child)
{
	struct pollfd room = { .fd = child->input, .events = POLLOUT };

	(void)poll(&room, 1, STEP_MS);
}

static enum akv_code end_it(const struct akv_program *program,
			    const struct child *child, struct akv_error *err)
{
	(void)kill(-child->pid, SIGKILL);
	while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
		;
	return akv_fail(err, AKV_ERR_OTHER, "ProgramTimedOut",
			"%s did not end within %lld ms, and was killed",
			program->words[0], (long long)program->limit_ms);
}

static enum akv_code judge(const struct akv_program *program, int status,
			   struct akv_error *err)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return AKV_OK;
	if (WIFEXITED(status))
		return akv_fail(err, AKV_ERR_OTHER, "ProgramFailed",
				"%s ended with status %d", program->words[0],
				WEXITSTATUS(status));
	return akv_fail(err, AKV_ERR_OTHER, "ProgramFailed",
			"%s was ended by signal %d", program->words[0],
			WTERMSIG(status));
}

static enum akv_code wait_for(const struct akv_program *program,
			      struct child *child, struct akv_error *err)
{
	struct akv_deadline deadline = akv_clock_deadline_in(program->limit_ms);

	for (;;) {
		int status;
		pid_t ended;

		feed(program, child);
		ended = waitpid(child->pid, &status, WNOHANG);
		if (ended == child->pid)
			return judge(program, status, err);
		if (ended < 0 && errno != EINTR)
			return akv_fail_errno(
				err, AKV_ERR_OTHER, "ProgramFailed",
				"cannot wait for %s", program->words[0]);
		if (akv_clock_left_ms(deadline) == 0)
			return end_it(program, child, err);
		pause_a_little(child);
	}
}

enum akv_code akv_program_run(const struct akv_program *program,
			      struct akv_error *err)
{
	__attribute__((cleanup(clear))) struct child child = { .input = -1 };
	enum akv_code code;

	watch_for_end(&child);
	code = start(program, &child, err);
	if (code != AKV_OK)
		return code;
	return wait_for(program, &child, err);
}
