/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/file.h"

static void close_fd(const int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

static enum akv_code open_file(const char *path, int *out,
			       struct akv_error *err)
{
	/* O_NONBLOCK: a FIFO must not make us wait before we can refuse it */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd >= 0) {
		*out = fd;
		return AKV_OK;
	}
	if (errno == ENOENT || errno == ENOTDIR)
		return akv_fail(err, AKV_ERR_NOT_FOUND, "FileNotFound",
				"%s: no such file", path);
	return akv_fail_errno(err, AKV_ERR_STORE, "FileUnreadable",
			      "%s: cannot open", path);
}

static enum akv_code refuse_mode(const char *path, const char *what,
				 const char *remedy, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "FileNotPrivate", "%s: %s", path, what);
	akv_error_hint(err, "%s %s", remedy, path);
	return AKV_ERR_USAGE;
}

static enum akv_code check_trust(const char *path, enum akv_file_trust trust,
				 const struct stat *file, struct akv_error *err)
{
	if (file->st_uid != 0 && file->st_uid != geteuid())
		return akv_fail(err, AKV_ERR_USAGE, "FileNotOurs",
				"%s: belongs to user id %u, not to root or us",
				path, (unsigned int)file->st_uid);
	if ((file->st_mode & (S_IWGRP | S_IWOTH)) != 0)
		return refuse_mode(path, "others may write it",
				   trust == AKV_FILE_TRUSTED ? "chmod go-w" :
							       "chmod 600",
				   err);
	if (trust == AKV_FILE_PRIVATE &&
	    (file->st_mode & (S_IRGRP | S_IROTH)) != 0)
		return refuse_mode(path, "others may read it", "chmod 600",
				   err);
	if (trust == AKV_FILE_CREDENTIAL && (file->st_mode & S_IROTH) != 0)
		return refuse_mode(path, "everybody may read it", "chmod o-r",
				   err);
	return AKV_OK;
}

static enum akv_code check_file(const char *path, enum akv_file_trust trust,
				size_t max, const struct stat *file,
				struct akv_error *err)
{
	if (!S_ISREG(file->st_mode))
		return akv_fail(err, AKV_ERR_USAGE, "NotAFile",
				"%s: is not a regular file", path);
	if (file->st_size < 0 || (size_t)file->st_size > max)
		return akv_fail(err, AKV_ERR_USAGE, "FileTooLarge",
				"%s: is larger than %zu bytes", path, max);
	return check_trust(path, trust, file, err);
}

enum akv_code akv_file_read(const char *path, enum akv_file_trust trust,
			    size_t max, struct akv_secret **out,
			    struct akv_error *err)
{
	__attribute__((cleanup(close_fd))) int fd = -1;
	AKV_AUTO(secret) *bytes = NULL;
	struct stat file;
	enum akv_code code;

	code = open_file(path, &fd, err);
	if (code != AKV_OK)
		return code;
	if (fstat(fd, &file) != 0)
		return akv_fail_errno(err, AKV_ERR_STORE, "FileUnreadable",
				      "%s: cannot be looked at", path);
	code = check_file(path, trust, max, &file, err);
	if (code != AKV_OK)
		return code;

	code = akv_secret_new(max, &bytes, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_read(bytes, fd, err);
	if (code != AKV_OK) {
		akv_error_prefix(err, "%s", path);
		return code == AKV_ERR_USAGE ? code : AKV_ERR_STORE;
	}

	*out = bytes;
	bytes = NULL; /* the caller's now */
	return AKV_OK;
}

enum akv_code akv_file_private_dir(const char *path, struct akv_error *err)
{
	struct stat dir;

	if (mkdir(path, S_IRWXU) != 0 && errno != EEXIST)
		return akv_fail_errno(err, AKV_ERR_STORE, "DirectoryFailed",
				      "%s: cannot make the directory", path);
	/* lstat: a link that somebody else laid must not lead us elsewhere */
	if (lstat(path, &dir) != 0)
		return akv_fail_errno(err, AKV_ERR_STORE, "DirectoryFailed",
				      "%s: cannot be looked at", path);
	if (!S_ISDIR(dir.st_mode) || dir.st_uid != geteuid())
		return akv_fail(err, AKV_ERR_STORE, "DirectoryNotOurs",
				"%s: is not a directory of ours", path);
	if ((dir.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
		akv_fail(err, AKV_ERR_STORE, "DirectoryNotPrivate",
			 "%s: others may enter it", path);
		akv_error_hint(err, "chmod 700 %s", path);
		return AKV_ERR_STORE;
	}
	return AKV_OK;
}
