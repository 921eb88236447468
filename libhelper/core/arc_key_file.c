/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/text.h"

#include "libhelper/core/arc_key_file.h"

/* -- which file -- */

static enum akv_code refuse(const char *what, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_PEER, "BadKeyFile",
		 "the Azure Arc agent's challenge %s", what);
	akv_error_hint(err, "nothing was read or sent: is it the agent that "
			    "answers? azcmagent show");
	return AKV_ERR_PEER;
}

/* The value of realm, without its quotes, in ${text}, which borrows nothing. */
static enum akv_code read_realm(const char *challenge, struct akv_text *text,
				struct akv_error *err)
{
	static const char begin[] = "Basic realm=";
	size_t len;

	if (*challenge == '\0')
		return refuse("is missing", err);
	if (!akv_text_starts_nocase(challenge, begin))
		return refuse("does not begin with Basic realm=", err);
	challenge += sizeof(begin) - 1;
	len = strlen(challenge);
	if (len >= 2 && challenge[0] == '"' && challenge[len - 1] == '"') {
		challenge++;
		len -= 2;
	}
	akv_text_add_bytes(text, challenge, len);
	return text->cut ? refuse("names too long a path", err) : AKV_OK;
}

/* ${name} is what comes behind the directory and its slash. */
static enum akv_code check_name(const char *name, struct akv_error *err)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-_";
	size_t stem_len = strspn(name, plain);

	if (strchr(name, '/') != NULL)
		return refuse("names a file below the directory of the "
			      "agent's keys",
			      err);
	if (stem_len == 0 || strcmp(name + stem_len, ".key") != 0)
		return refuse("names a file that is not called NAME.key", err);
	return AKV_OK;
}

enum akv_code akv_arc_key_file_path(const char *challenge,
				    const char *directory, char *path,
				    size_t size, struct akv_error *err)
{
	char realm[AKV_ARC_KEY_FILE_PATH_SIZE];
	size_t directory_len = strlen(directory);
	struct akv_text text;
	enum akv_code code;

	akv_text_init(&text, realm, sizeof(realm));
	code = read_realm(challenge, &text, err);
	if (code != AKV_OK)
		return code;
	if (strstr(realm, "..") != NULL)
		return refuse("names a path with .. in it", err);
	if (strncmp(realm, directory, directory_len) != 0 ||
	    realm[directory_len] != '/')
		return refuse("names a file outside the directory of the "
			      "agent's keys",
			      err);
	code = check_name(realm + directory_len + 1, err);
	if (code != AKV_OK)
		return code;
	if (text.len >= size)
		return refuse("names too long a path", err);
	memcpy(path, realm, text.len + 1);
	return AKV_OK;
}

/* -- what is in it -- */

static void close_fd(const int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

static enum akv_code denied(const char *path, struct akv_error *err)
{
	akv_fail(err, AKV_ERR_SIGN_IN, "KeyFileDenied",
		 "%s: we may not read the Azure Arc agent's key", path);
	akv_error_hint(err, "add this user to the group himds, then log in "
			    "again: sudo usermod -aG himds \"$(id -un)\"");
	return AKV_ERR_SIGN_IN;
}

static enum akv_code cannot_open(const char *path, struct akv_error *err)
{
	switch (errno) {
	case EACCES:
	case EPERM:
		return denied(path, err);
	case ELOOP: /* O_NOFOLLOW */
		return refuse("names a symbolic link", err);
	case ENOENT:
		return refuse("names a file that is not there", err);
	default:
		return akv_fail_errno(err, AKV_ERR_STORE, "FileUnreadable",
				      "%s: cannot open", path);
	}
}

static enum akv_code check_file(int fd, struct akv_error *err)
{
	struct stat file;

	if (fstat(fd, &file) != 0 || !S_ISREG(file.st_mode))
		return refuse("names what is no regular file", err);
	if (file.st_size > AKV_ARC_KEY_FILE_MAX)
		return refuse("names a file larger than 4096 bytes", err);
	return AKV_OK;
}

/* It goes into a header as it is: nothing there but visible ASCII. */
static enum akv_code check_key(const struct akv_secret *key,
			       struct akv_error *err)
{
	const char *bytes = akv_secret_text(key);
	size_t len = akv_secret_len(key);

	if (len == 0)
		return refuse("names an empty file", err);
	for (size_t i = 0; i < len; i++)
		if (bytes[i] <= 0x20 || bytes[i] >= 0x7f)
			return refuse("names a file that is no key", err);
	return AKV_OK;
}

/* Not akv_file_read(): the file is the agent's, not ours, and no link. */
static enum akv_code read_file(const char *path, struct akv_secret **out,
			       struct akv_error *err)
{
	__attribute__((cleanup(close_fd))) int fd = -1;
	AKV_AUTO(secret) *key = NULL;
	enum akv_code code;

	/* O_NONBLOCK: a FIFO must not make us wait before we can refuse it */
	fd = open(path,
		  O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
	if (fd < 0)
		return cannot_open(path, err);
	code = check_file(fd, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_new(AKV_ARC_KEY_FILE_MAX, &key, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_read(key, fd, err);
	if (code != AKV_OK)
		return code;
	code = check_key(key, err);
	if (code != AKV_OK)
		return code;
	*out = key;
	key = NULL; /* the caller's now */
	return AKV_OK;
}

enum akv_code akv_arc_key_file_read(const char *challenge,
				    const char *directory,
				    struct akv_secret **out,
				    struct akv_error *err)
{
	char path[AKV_ARC_KEY_FILE_PATH_SIZE];
	enum akv_code code;

	code = akv_arc_key_file_path(challenge, directory, path, sizeof(path),
				     err);
	if (code != AKV_OK)
		return code;
	return read_file(path, out, err);
}
