/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/file.h"
#include "libhelper/base/file_replace.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/config_path.h"
#include "libhelper/core/lock_file.h"

#include "libhelper/core/config_file.h"

struct akv_config_file {
	char path[PATH_MAX]; /* as people named it */
	char real[PATH_MAX]; /* where links lead to */
	char directory[PATH_MAX];
	struct akv_deadline deadline;
	int lock; /* a descriptor of the directory; -1: it is not there yet */
	struct akv_secret *before; /* what was read */
	struct akv_config_edit *edit;
};

/* -- finding -- */

static enum akv_code find_path(struct akv_config_file *file,
			       struct akv_error *err)
{
	const char *named = akv_config_path_named();
	struct akv_text text;

	if (named == NULL) {
		if (akv_config_path_user(file->path, sizeof(file->path)))
			return AKV_OK;
		akv_fail(err, AKV_ERR_STORE, "NoHome",
			 "there is no home directory for a configuration file");
		akv_error_hint(err, "set HOME, XDG_CONFIG_HOME or AKV_CONFIG");
		return AKV_ERR_STORE;
	}
	akv_text_init(&text, file->path, sizeof(file->path));
	akv_text_add(&text, named);
	if (text.cut)
		return akv_fail(err, AKV_ERR_STORE, "NoHome",
				"AKV_CONFIG: the path is too long");
	return AKV_OK;
}

/* Not what is at the end of ${path} alone: the link must not be replaced. */
static enum akv_code follow_links(struct akv_config_file *file,
				  struct akv_error *err)
{
	struct stat entry;

	if (realpath(file->path, file->real) != NULL)
		return AKV_OK;
	if (errno != ENOENT && errno != ENOTDIR)
		return akv_fail_errno(err, AKV_ERR_STORE, "FileUnreadable",
				      "%s: cannot be found", file->path);
	if (lstat(file->path, &entry) == 0)
		return akv_fail(err, AKV_ERR_STORE, "ConfigLinkBroken",
				"%s: is a link to a file that is not there",
				file->path);
	memcpy(file->real, file->path, sizeof(file->real));
	return AKV_OK;
}

static void find_directory(struct akv_config_file *file)
{
	char *slash;

	memcpy(file->directory, file->real, sizeof(file->directory));
	slash = strrchr(file->directory, '/');
	if (slash == NULL)
		memcpy(file->directory, ".", 2);
	else if (slash == file->directory)
		slash[1] = '\0';
	else
		*slash = '\0';
}

/* -- locking -- */

/*
 * After sudo(8) HOME may still be the caller's: a file of root's there would be
 * one that its owner cannot change.
 */
static enum akv_code check_owner(const char *path, uid_t owner,
				 struct akv_error *err)
{
	if (owner == 0 || owner == geteuid())
		return AKV_OK;
	akv_fail(err, AKV_ERR_STORE, "DirectoryNotOurs",
		 "%s: the directory belongs to user id %u, not to root or us",
		 path, (unsigned int)owner);
	akv_error_hint(err, "run it as that user, or set HOME (sudo -H)");
	return AKV_ERR_STORE;
}

static enum akv_code take_lock(const struct akv_config_file *file,
			       struct akv_error *err)
{
	if (akv_lock_file_take(file->lock, file->deadline))
		return AKV_OK;
	if (errno == EWOULDBLOCK) {
		akv_fail(err, AKV_ERR_STORE, "ConfigLocked",
			 "%s: another akv is changing it", file->path);
		akv_error_hint(err, "try again when it has ended");
		return AKV_ERR_STORE;
	}
	/* NFS: what somebody else changes is noticed before it is replaced */
	akv_trace("%s: no lock: %s", file->directory, strerror(errno));
	return AKV_OK;
}

/* Nothing to lock where the directory is not there. */
static enum akv_code lock(struct akv_config_file *file, struct akv_error *err)
{
	struct stat directory;
	enum akv_code code;

	file->lock = open(file->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (file->lock < 0 && errno == ENOENT)
		return AKV_OK;
	if (file->lock < 0)
		return akv_fail_errno(err, AKV_ERR_STORE, "DirectoryFailed",
				      "%s: cannot be opened", file->directory);
	if (fstat(file->lock, &directory) != 0)
		return akv_fail_errno(err, AKV_ERR_STORE, "DirectoryFailed",
				      "%s: cannot be looked at",
				      file->directory);
	code = check_owner(file->directory, directory.st_uid, err);
	if (code != AKV_OK)
		return code;
	return take_lock(file, err);
}

/* -- reading -- */

static enum akv_code read_text(const struct akv_config_file *file,
			       struct akv_secret **out, struct akv_error *err)
{
	enum akv_code code = akv_file_read(file->real, AKV_FILE_TRUSTED,
					   AKV_CONFIG_MAX, out, err);

	if (code == AKV_ERR_NOT_FOUND)
		return akv_secret_new(0, out, err);
	return code;
}

static enum akv_code open_file(struct akv_config_file *file,
			       struct akv_error *err)
{
	enum akv_code code = find_path(file, err);

	if (code == AKV_OK)
		code = follow_links(file, err);
	if (code != AKV_OK)
		return code;
	find_directory(file);
	code = lock(file, err);
	if (code == AKV_OK)
		code = read_text(file, &file->before, err);
	if (code != AKV_OK)
		return code;
	return akv_config_edit_new(file->before, file->path, &file->edit, err);
}

enum akv_code akv_config_file_open(struct akv_deadline deadline,
				   struct akv_config_file **out,
				   struct akv_error *err)
{
	AKV_AUTO(config_file) *file = calloc(1, sizeof(*file));
	enum akv_code code;

	if (file == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	file->lock = -1;
	file->deadline = deadline;
	code = open_file(file, err);
	if (code != AKV_OK)
		return code;
	*out = file;
	file = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_config_file_free(struct akv_config_file *file)
{
	if (file == NULL)
		return;
	akv_config_edit_free(file->edit);
	akv_secret_free(file->before);
	if (file->lock >= 0)
		(void)close(file->lock);
	free(file);
}

const char *akv_config_file_path(const struct akv_config_file *file)
{
	return file->path;
}

struct akv_config_edit *akv_config_file_edit(struct akv_config_file *file)
{
	return file->edit;
}

enum akv_code akv_config_file_preview(const struct akv_config_file *file,
				      struct akv_config **out,
				      struct akv_error *err)
{
	return akv_config_preview(file->path, akv_config_edit_text(file->edit),
				  out, err);
}

/* -- writing -- */

/* ${path}, unless it is there, in a directory of ${owner}'s; whose it is then
 * in ${owner}. */
static enum akv_code make_directory(const char *path, uid_t *owner,
				    struct akv_error *err)
{
	struct stat entry;
	enum akv_code code;

	if (stat(path, &entry) == 0) {
		*owner = entry.st_uid;
		return AKV_OK;
	}
	code = check_owner(path, *owner, err);
	if (code != AKV_OK)
		return code;
	*owner = geteuid();
	if (mkdir(path, S_IRWXU) != 0 && errno != EEXIST)
		return akv_fail_errno(err, AKV_ERR_STORE, "DirectoryFailed",
				      "%s: cannot make the directory", path);
	return AKV_OK;
}

/* What is missing of ${file->directory}, from the top. */
static enum akv_code make_directories(struct akv_config_file *file,
				      struct akv_error *err)
{
	char *slash = file->directory;
	uid_t owner = geteuid();
	enum akv_code code = AKV_OK;

	while (slash != NULL && code == AKV_OK) {
		slash = strchr(slash + 1, '/');
		if (slash != NULL)
			*slash = '\0';
		code = make_directory(file->directory, &owner, err);
		if (slash != NULL)
			*slash = '/';
	}
	return code;
}

static enum akv_code check_unchanged(const struct akv_config_file *file,
				     struct akv_error *err)
{
	AKV_AUTO(secret) *now = NULL;
	enum akv_code code = read_text(file, &now, err);

	if (code != AKV_OK || akv_secret_equal(now, file->before))
		return code;
	akv_fail(err, AKV_ERR_STORE, "ConfigChanged",
		 "%s: somebody else has changed it meanwhile", file->path);
	akv_error_hint(err, "nothing was written: try again");
	return AKV_ERR_STORE;
}

enum akv_code akv_config_file_save(struct akv_config_file *file,
				   struct akv_error *err)
{
	const struct akv_secret *text = akv_config_edit_text(file->edit);
	enum akv_code code = AKV_OK;

	if (akv_secret_equal(text, file->before))
		return AKV_OK;
	if (file->lock < 0) {
		code = make_directories(file, err);
		if (code == AKV_OK)
			code = lock(file, err);
	}
	if (code == AKV_OK)
		code = check_unchanged(file, err);
	if (code != AKV_OK)
		return code;
	return akv_file_replace(file->real, text, err);
}
