/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/lock_file.h"

#include "libhelper/core/askpass_guard.h"

enum {
	STAT_SIZE = 1024,
	LOCK_MS = 2000,
	/* in /proc/PID/stat, counted from the one behind the name */
	FIELD_PARENT = 1,
	FIELD_STARTED = 19,
};

/* /proc/PID/${file} as text; false when it cannot be read. */
static bool read_proc(pid_t pid, const char *file, char *out, size_t size)
{
	char path[64];
	struct akv_text text;
	ssize_t got;
	int fd;

	akv_text_init(&text, path, sizeof(path));
	akv_text_addf(&text, "/proc/%d/%s", (int)pid, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	got = read(fd, out, size - 1);
	(void)close(fd);
	out[got > 0 ? got : 0] = '\0';
	return got > 0;
}

/* The name in brackets may hold anything, brackets too: the last one ends
 * it. */
static bool read_field(pid_t pid, int number, uint64_t *out)
{
	char line[STAT_SIZE];
	const char *at;
	char *end;

	if (!read_proc(pid, "stat", line, sizeof(line)))
		return false;
	at = strrchr(line, ')');
	for (int i = 0; at != NULL && i <= number; i++)
		at = strchr(at + 1, ' ');
	if (at == NULL)
		return false;
	errno = 0;
	*out = strtoull(at, &end, 10);
	return errno == 0 && end != at;
}

struct akv_askpass_caller akv_askpass_guard_parent(pid_t pid)
{
	struct akv_askpass_caller parent = { 0 };
	uint64_t number;

	if (!read_field(pid, FIELD_PARENT, &number) || number == 0 ||
	    !read_field((pid_t)number, FIELD_STARTED, &parent.started))
		return (struct akv_askpass_caller){ 0 };
	parent.pid = (pid_t)number;
	return parent;
}

/* FNV-1a: two questions of one process are to be told apart, no more. */
static uint64_t digest(const char *subject)
{
	uint64_t value = UINT64_C(0xcbf29ce484222325);

	for (; *subject != '\0'; subject++)
		value = (value ^ (unsigned char)*subject) *
			UINT64_C(0x100000001b3);
	return value;
}

static bool is_same(const struct akv_askpass_answered *a,
		    const struct akv_askpass_answered *b)
{
	return a->caller.pid == b->caller.pid &&
	       a->caller.started == b->caller.started &&
	       a->subject == b->subject;
}

bool akv_askpass_guard_enter(struct akv_askpass_guard *guard,
			     struct akv_askpass_caller caller,
			     const char *subject)
{
	const struct akv_askpass_answered answer = { .caller = caller,
						     .subject =
							     digest(subject) };
	for (size_t i = 0; i < AKV_ASKPASS_GUARD_MAX; i++)
		if (is_same(&guard->answers[i], &answer))
			return false;
	guard->answers[guard->next++ % AKV_ASKPASS_GUARD_MAX] = answer;
	return true;
}

bool akv_askpass_guard_enter_shared(struct akv_askpass_caller caller,
				    const char *subject)
{
	struct akv_askpass_guard guard = { 0 };
	int fd = akv_lock_file_open("askpass.lock");
	bool is_first;

	if (fd < 0)
		return true;
	if (!akv_lock_file_take(fd, akv_clock_deadline_in(LOCK_MS)))
		akv_trace("askpass: what was answered is locked");
	/* of another length: from another akv, or from nobody */
	if (pread(fd, &guard, sizeof(guard), 0) != sizeof(guard))
		guard = (struct akv_askpass_guard){ 0 };
	is_first = akv_askpass_guard_enter(&guard, caller, subject);
	if (is_first && pwrite(fd, &guard, sizeof(guard), 0) != sizeof(guard))
		akv_trace("askpass: what was answered cannot be kept");
	(void)close(fd);
	return is_first;
}

void akv_askpass_guard_end_ssh(struct akv_askpass_caller caller)
{
	char name[32];

	if (caller.pid <= 1 || caller.pid != getppid() ||
	    !read_proc(caller.pid, "comm", name, sizeof(name)) ||
	    strcmp(name, "ssh\n") != 0)
		return;
	akv_trace("askpass: ending ssh, process %d", (int)caller.pid);
	(void)kill(caller.pid, SIGTERM);
}
