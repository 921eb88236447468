/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "libhelper/base/trace.h"
#include "libhelper/core/state_dir.h"

#include "libhelper/core/lock_file.h"

enum { PAUSE_MAX_MS = 10 };

int akv_lock_file_open(const char *name)
{
	char path[PATH_MAX];
	int fd;

	if (!akv_state_dir_path(AKV_STATE_DIR_RUNTIME, name, path,
				sizeof(path))) {
		akv_trace("no directory for %s", name);
		return -1;
	}
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		  S_IRUSR | S_IWUSR);
	if (fd < 0)
		akv_trace("%s: %s", path, strerror(errno));
	return fd;
}

/*
 * flock(2) either waits for ever or not at all, and the signal that would cut
 * the waiting short is not a library's to take.  So we ask again: after 1, 2,
 * 4, 8, then every 10 ms, which a hundred waiting processes feel as 5 % of one
 * processor, and the one whose turn it is as 5 ms.
 */
bool akv_lock_file_take(int fd, struct akv_deadline deadline)
{
	int64_t pause_ms = 1;

	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		int64_t left_ms = akv_clock_left_ms(deadline);

		if ((errno != EWOULDBLOCK && errno != EINTR) || left_ms == 0)
			return false;
		akv_clock_sleep_ms(pause_ms < left_ms ? pause_ms : left_ms);
		pause_ms *= 2;
		if (pause_ms > PAUSE_MAX_MS)
			pause_ms = PAUSE_MAX_MS;
	}
	return true;
}
