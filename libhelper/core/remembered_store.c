/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/file.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/state_dir.h"

#include "libhelper/core/remembered_store.h"

static bool file_path(char *path, size_t size)
{
	return akv_state_dir_path(AKV_STATE_DIR_STATE, "token-store", path,
				  size);
}

bool akv_remembered_store_get(char *word)
{
	AKV_AUTO(secret) *bytes = NULL;
	char path[PATH_MAX];
	struct akv_text text;
	size_t len;

	akv_text_init(&text, word, AKV_REMEMBERED_STORE_SIZE);
	if (!file_path(path, sizeof(path)) ||
	    akv_file_read(path, AKV_FILE_TRUSTED, AKV_REMEMBERED_STORE_SIZE,
			  &bytes, NULL) != AKV_OK)
		return false;
	len = akv_secret_len(bytes);
	if (len == 0 || akv_secret_text(bytes)[len - 1] != '\n')
		return false;
	akv_text_add_bytes(&text, akv_secret_text(bytes), len - 1);
	return word[0] != '\0';
}

/*
 * One short write into the file itself: whoever reads in between finds it
 * empty or cut, without the LF, and takes it for nothing.
 */
void akv_remembered_store_set(const char *word)
{
	char line[AKV_REMEMBERED_STORE_SIZE + 1];
	char path[PATH_MAX];
	struct akv_text text;
	int fd;

	akv_text_init(&text, line, sizeof(line));
	akv_text_addf(&text, "%s\n", word);
	if (text.cut || !file_path(path, sizeof(path)))
		return;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
		  S_IRUSR | S_IWUSR);
	if (fd < 0) {
		akv_trace("%s: %s", path, strerror(errno));
		return;
	}
	if (write(fd, line, text.len) != (ssize_t)text.len)
		akv_trace("%s: cannot write", path);
	(void)close(fd);
}

bool akv_remembered_store_forget(void)
{
	char path[PATH_MAX];

	if (!file_path(path, sizeof(path)))
		return true;
	return unlink(path) == 0 || errno == ENOENT;
}
