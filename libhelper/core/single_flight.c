/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/state_dir.h"

#include "libhelper/core/single_flight.h"

enum { PAUSE_MAX_MS = 10 };

struct akv_single_flight {
	int fd;
};

/* Two digits of the digest name the file: 256 of them never need a broom. */
static bool lock_path(const struct akv_token_key *key, char *path, size_t size)
{
	char digest[AKV_TOKEN_KEY_SIZE];
	char file[32];
	struct akv_text text;

	if (akv_token_key_digest(key, digest, NULL) != AKV_OK)
		return false;
	akv_text_init(&text, file, sizeof(file));
	akv_text_addf(&text, "sign-in-%.2s.lock", digest);
	return akv_state_dir_path(AKV_STATE_DIR_RUNTIME, file, path, size);
}

/*
 * flock(2) either waits for ever or not at all, and the signal that would cut
 * the waiting short is not a library's to take.  So we ask again: after 1, 2,
 * 4, 8, then every 10 ms, which a hundred waiting processes feel as 5 % of one
 * processor, and the one whose turn it is as 5 ms.
 */
static bool lock_until(int fd, struct akv_deadline deadline)
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

struct akv_single_flight *
akv_single_flight_enter(const struct akv_token_key *key,
			struct akv_deadline deadline)
{
	AKV_AUTO(single_flight) *turn = NULL;
	struct akv_single_flight *ours;
	char path[PATH_MAX];

	if (!lock_path(key, path, sizeof(path))) {
		akv_trace("single flight: no directory for the lock");
		return NULL;
	}
	turn = calloc(1, sizeof(*turn));
	if (turn == NULL)
		return NULL;
	turn->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
			S_IRUSR | S_IWUSR);
	if (turn->fd < 0) {
		akv_trace("single flight: %s: %s", path, strerror(errno));
		return NULL;
	}
	if (!lock_until(turn->fd, akv_clock_deadline_in(
					  akv_clock_left_ms(deadline) / 2))) {
		akv_trace("single flight: no turn, going on without");
		return NULL;
	}
	ours = turn;
	turn = NULL; /* the caller's now */
	return ours;
}

void akv_single_flight_free(struct akv_single_flight *turn)
{
	if (turn == NULL)
		return;
	/* closing the only descriptor of its open file ends the lock */
	if (turn->fd >= 0)
		(void)close(turn->fd);
	free(turn);
}
