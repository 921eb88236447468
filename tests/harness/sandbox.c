/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/harness/sandbox.h"

struct kept {
	struct kept *next;
	void *memory;
};

static char root[64];
static struct kept *kept;

void *sandbox_keep(void *memory)
{
	struct kept *node = malloc(sizeof(*node));

	cr_assert(node != NULL && memory != NULL, "no memory");
	*node = (struct kept){ .next = kept, .memory = memory };
	kept = node;
	return memory;
}

static char *format(const char *fmt, va_list args)
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
	text = format(fmt, args);
	va_end(args);
	return text;
}

const char *sandbox_path(const char *fmt, ...)
{
	const char *name;
	va_list args;

	va_start(args, fmt);
	name = format(fmt, args);
	va_end(args);
	return sandbox_text("%s/%s", root, name);
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
	text = format(fmt, args);
	va_end(args);
	return sandbox_write_bytes(name, mode, text, strlen(text));
}
