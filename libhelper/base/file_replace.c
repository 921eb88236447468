/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/text.h"

#include "libhelper/base/file_replace.h"

/* The new file, until it is in its place. */
struct draft {
	char path[PATH_MAX];
	int fd;
	bool is_there;
};

static void draft_clear(struct draft *draft)
{
	if (draft->fd >= 0)
		(void)close(draft->fd);
	if (draft->is_there)
		(void)unlink(draft->path);
}

static enum akv_code fail(const char *path, const char *what,
			  struct akv_error *err)
{
	return akv_fail_errno(err, AKV_ERR_STORE, "WriteFailed", "%s: %s", path,
			      what);
}

static enum akv_code draft_make(const char *path, struct draft *draft,
				struct akv_error *err)
{
	struct akv_text text;

	akv_text_init(&text, draft->path, sizeof(draft->path));
	akv_text_addf(&text, "%s.XXXXXX", path);
	if (text.cut)
		return akv_fail(err, AKV_ERR_STORE, "WriteFailed",
				"%s: the path is too long", path);
	/* mode 0600, whatever the umask */
	draft->fd = mkostemp(draft->path, O_CLOEXEC);
	if (draft->fd < 0)
		return fail(path, "cannot make a new file beside it", err);
	draft->is_there = true;
	return AKV_OK;
}

/* What others could do with the old file they can do with the new one; where
 * its group cannot be kept, the group's rights go. */
static enum akv_code keep_mode(const char *path, const struct draft *draft,
			       struct akv_error *err)
{
	struct stat old;
	mode_t mode;

	if (lstat(path, &old) != 0)
		return errno == ENOENT ? AKV_OK :
					 fail(path, "cannot be looked at", err);
	if (!S_ISREG(old.st_mode) || old.st_uid != geteuid())
		return akv_fail(err, AKV_ERR_STORE, "FileNotOurs",
				"%s: is not a file of ours, and stays as it is",
				path);
	mode = old.st_mode & (S_IRWXU | S_IRWXG | S_IRWXO);
	if (fchown(draft->fd, (uid_t)-1, old.st_gid) != 0)
		mode &= ~(mode_t)S_IRWXG;
	if (fchmod(draft->fd, mode) != 0)
		return fail(path, "cannot set the mode", err);
	return AKV_OK;
}

static enum akv_code draft_write(const char *path, const struct draft *draft,
				 const struct akv_secret *bytes,
				 struct akv_error *err)
{
	if (akv_secret_write(bytes, draft->fd, NULL) != AKV_OK ||
	    fsync(draft->fd) != 0)
		return fail(path, "cannot write", err);
	return AKV_OK;
}

/* A rename lasts when the directory is on the disk.  Where a file system does
 * not do that the rename has happened all the same. */
static void sync_directory(const char *path)
{
	char directory[PATH_MAX];
	const char *slash = strrchr(path, '/');
	struct akv_text text;
	int fd;

	akv_text_init(&text, directory, sizeof(directory));
	if (slash == NULL)
		akv_text_add(&text, ".");
	else
		akv_text_add_bytes(&text, path, (size_t)(slash - path) + 1);
	fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)fsync(fd);
	(void)close(fd);
}

enum akv_code akv_file_replace(const char *path, const struct akv_secret *bytes,
			       struct akv_error *err)
{
	__attribute__((cleanup(draft_clear))) struct draft draft = { .fd = -1 };
	enum akv_code code = draft_make(path, &draft, err);

	if (code == AKV_OK)
		code = keep_mode(path, &draft, err);
	if (code == AKV_OK)
		code = draft_write(path, &draft, bytes, err);
	if (code != AKV_OK)
		return code;
	if (rename(draft.path, path) != 0)
		return fail(path, "cannot be replaced", err);
	draft.is_there = false;
	sync_directory(path);
	return AKV_OK;
}

/* As rename(2), but over nothing. */
static int rename_over_nothing(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	/* a file system that has no such thing, as over a network */
	if (link(from, to) != 0)
		return -1;
	return unlink(from);
}

enum akv_code akv_file_replace_nothing(const char *path,
				       const struct akv_secret *bytes,
				       struct akv_error *err)
{
	__attribute__((cleanup(draft_clear))) struct draft draft = { .fd = -1 };
	enum akv_code code = draft_make(path, &draft, err);

	if (code == AKV_OK)
		code = draft_write(path, &draft, bytes, err);
	if (code != AKV_OK)
		return code;
	if (rename_over_nothing(draft.path, path) != 0) {
		if (errno != EEXIST)
			return fail(path, "cannot be made", err);
		return akv_fail(err, AKV_ERR_USAGE, "FileExists",
				"%s: is there already, and stays as it is",
				path);
	}
	draft.is_there = false;
	sync_directory(path);
	return AKV_OK;
}
