/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <unistd.h>

#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/lock_file.h"

#include "libhelper/core/single_flight.h"

struct akv_single_flight {
	int fd;
};

/* Two digits of the digest name the file: 256 of them need no broom. */
static int open_lock(const struct akv_token_key *key)
{
	char digest[AKV_TOKEN_KEY_SIZE];
	char name[32];
	struct akv_text text;

	if (akv_token_key_digest(key, digest, NULL) != AKV_OK)
		return -1;
	akv_text_init(&text, name, sizeof(name));
	akv_text_addf(&text, "sign-in-%.2s.lock", digest);
	return akv_lock_file_open(name);
}

struct akv_single_flight *
akv_single_flight_enter(const struct akv_token_key *key,
			struct akv_deadline deadline)
{
	const struct akv_deadline half =
		akv_clock_deadline_in(akv_clock_left_ms(deadline) / 2);
	struct akv_single_flight *turn = calloc(1, sizeof(*turn));

	if (turn == NULL)
		return NULL;
	turn->fd = open_lock(key);
	if (turn->fd >= 0 && akv_lock_file_take(turn->fd, half))
		return turn;
	akv_trace("no turn to sign in: going on without");
	akv_single_flight_free(turn);
	return NULL;
}

void akv_single_flight_free(struct akv_single_flight *turn)
{
	if (turn == NULL)
		return;
	if (turn->fd >= 0)
		(void)close(turn->fd);
	free(turn);
}
