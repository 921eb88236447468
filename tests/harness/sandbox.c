/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/harness/sandbox.h"

struct kept {
	struct kept *next;
	void *memory;
};

static char root[64];
static struct kept *kept;
static pid_t janitor;

void *sandbox_keep(void *memory)
{
	struct kept *node = malloc(sizeof(*node));

	cr_assert(node != NULL && memory != NULL, "no memory");
	*node = (struct kept){ .next = kept, .memory = memory };
	kept = node;
	return memory;
}

char *sandbox_vtext(const char *fmt, va_list args)
{
	char *text;

	cr_assert_geq(vasprintf(&text, fmt, args), 0, "no memory");
	return sandbox_keep(text);
}

const char *sandbox_text(const char *fmt, ...)
{
	const char *text;
	va_list args;

	va_start(args, fmt);
	text = sandbox_vtext(fmt, args);
	va_end(args);
	return text;
}

const char *sandbox_repeat(const char *piece, size_t times)
{
	size_t len = strlen(piece);
	char *text = sandbox_keep(calloc(times, len + 1));

	for (size_t i = 0; i < times; i++)
		memcpy(text + i * len, piece, len);
	return text;
}

const char *sandbox_path(const char *fmt, ...)
{
	const char *name;
	va_list args;

	va_start(args, fmt);
	name = sandbox_vtext(fmt, args);
	va_end(args);
	return sandbox_text("%s/%s", root, name);
}

/* Waits for the end of ${test}, then removes what it left. */
static void clean_up_after(pid_t test)
{
	struct pollfd end = { .events = POLLIN };
	sigset_t all;

	/* an interrupt of the whole group is the test's end, not ours */
	(void)sigfillset(&all);
	(void)sigprocmask(SIG_SETMASK, &all, NULL);
	(void)close_range(0, ~0U, 0);
	end.fd = pidfd_open(test, 0);
	if (end.fd >= 0 && getppid() == test)
		(void)poll(&end, 1, -1);
	(void)execl("/bin/rm", "rm", "-rf", root, (char *)NULL);
	_exit(1);
}

/*
 * Criterion calls nobody at the end of a test that crashes, is skipped or
 * takes too long.
 */
static void start_janitor(void)
{
	pid_t test = getpid();

	janitor = fork();
	cr_assert_geq(janitor, 0);
	if (janitor == 0)
		clean_up_after(test);
}

static void dismiss_janitor(void)
{
	if (janitor <= 0)
		return;
	(void)kill(janitor, SIGKILL);
	(void)waitpid(janitor, NULL, 0);
	janitor = 0;
}

void sandbox_make(void)
{
	static const char *const folders[] = { "home", "run", "tmp" };
	const char *tmp = getenv("TMPDIR");

	cr_assert_eq(root[0], '\0', "there is a sandbox already");
	if (tmp == NULL || strlen(tmp) > 40)
		tmp = "/tmp";
	(void)snprintf(root, sizeof(root), "%s/akv-test-XXXXXX", tmp);
	cr_assert_not_null(mkdtemp(root), "%s: %s", root, strerror(errno));
	start_janitor();
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		cr_assert_eq(mkdir(sandbox_path("%s", folders[i]), 0700), 0);
}

static int remove_one(const char *path, AKV_UNUSED const struct stat *info,
		      AKV_UNUSED int kind, AKV_UNUSED struct FTW *place)
{
	return remove(path);
}

static void forget_memory(void)
{
	while (kept != NULL) {
		struct kept *next = kept->next;

		free(kept->memory);
		free(kept);
		kept = next;
	}
}

void sandbox_remove(void)
{
	if (root[0] != '\0')
		(void)nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	dismiss_janitor();
	root[0] = '\0';
	forget_memory();
}

const char *sandbox_write_bytes(const char *name, mode_t mode,
				const void *bytes, size_t len)
{
	const char *path = sandbox_path("%s", name);
	int fd;

	(void)unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	cr_assert_geq(fd, 0, "%s: %s", path, strerror(errno));
	cr_assert_eq(write(fd, bytes, len), (ssize_t)len);
	cr_assert_eq(fchmod(fd, mode), 0);
	cr_assert_eq(close(fd), 0);
	return path;
}

const char *sandbox_write(const char *name, mode_t mode, const char *fmt, ...)
{
	const char *text;
	va_list args;

	va_start(args, fmt);
	text = sandbox_vtext(fmt, args);
	va_end(args);
	return sandbox_write_bytes(name, mode, text, strlen(text));
}
