/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/fakes/scratch.h"

enum { PATH_SIZE = 4096 };

static char directory[64];

void scratch_make(void)
{
	static const char *const variables[] = {
		"HOME",
		"XDG_CONFIG_HOME",
		"AKV_CONFIG",
		"AZURE_TENANT_ID",
		"AZURE_CLIENT_ID",
		"AZURE_CLIENT_SECRET",
		"AZURE_CLIENT_CERTIFICATE_PATH",
		"AZURE_FEDERATED_TOKEN_FILE",
		"AZURE_AUTHORITY_HOST",
		"CREDENTIALS_DIRECTORY",
	};

	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
		unsetenv(variables[i]);
	snprintf(directory, sizeof(directory), "/tmp/akv-scratch-XXXXXX");
	cr_assert_not_null(mkdtemp(directory), "%s", strerror(errno));
}

static int remove_entry(const char *path, const struct stat *entry, int type,
			struct FTW *place)
{
	(void)entry;
	(void)type;
	(void)place;
	return remove(path);
}

void scratch_remove(void)
{
	if (directory[0] != '\0')
		nftw(directory, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	directory[0] = '\0';
}

const char *scratch_path(const char *name)
{
	static char paths[4][PATH_SIZE];
	static unsigned int next;
	char *path = paths[next++ % 4];

	snprintf(path, PATH_SIZE, "%s/%s", directory, name);
	return path;
}

static void make_parents(const char *path)
{
	char parent[PATH_SIZE];

	for (size_t i = strlen(directory) + 1; path[i] != '\0'; i++) {
		if (path[i] != '/')
			continue;
		snprintf(parent, sizeof(parent), "%.*s", (int)i, path);
		cr_assert(mkdir(parent, S_IRWXU) == 0 || errno == EEXIST, "%s",
			  strerror(errno));
	}
}

const char *scratch_write(const char *name, const void *bytes, size_t len,
			  mode_t mode)
{
	const char *path = scratch_path(name);
	int fd;

	make_parents(path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR);
	cr_assert_geq(fd, 0, "%s: %s", path, strerror(errno));
	cr_assert_eq(write(fd, bytes, len), (ssize_t)len);
	cr_assert_eq(fchmod(fd, mode), 0); /* whatever the umask */
	cr_assert_eq(close(fd), 0);
	return path;
}

const char *scratch_text(const char *name, const char *text)
{
	return scratch_write(name, text, strlen(text), S_IRUSR | S_IWUSR);
}
