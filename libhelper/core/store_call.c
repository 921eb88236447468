/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/lock_file.h"

#include "libhelper/core/store_call.h"

/* A turn at the backend. */
struct turn {
	int fd;		   /* of the lock; -1: nobody takes turns */
	int64_t budget_ms; /* what is left for the call; 0: skip it */
};

static int open_lock(const struct akv_token_backend *backend)
{
	char name[32];
	struct akv_text text;

	if (!backend->serves_one_at_a_time)
		return -1;
	akv_text_init(&text, name, sizeof(name));
	akv_text_addf(&text, "%s.lock", backend->name);
	return akv_lock_file_open(name);
}

static struct turn enter(const struct akv_store_call *call)
{
	const struct akv_deadline end = akv_clock_deadline_in(call->budget_ms);
	const struct akv_deadline wait =
		akv_clock_deadline_in(call->budget_ms / 4);
	struct turn turn = { .fd = open_lock(call->backend) };
	bool is_ours = turn.fd < 0 || akv_lock_file_take(turn.fd, wait);

	if (!is_ours)
		akv_trace("%s: others are asking it", call->backend->name);
	if (is_ours || !call->needs_turn)
		turn.budget_ms = akv_clock_left_ms(end);
	return turn;
}

static void leave(const struct turn *turn)
{
	if (turn->fd >= 0)
		(void)close(turn->fd);
}

enum akv_token_backend_answer
akv_store_call_load(const struct akv_store_call *call, struct akv_secret *value)
{
	enum akv_token_backend_answer answer = AKV_TOKEN_BACKEND_SILENT;
	struct turn turn = enter(call);

	if (turn.budget_ms > 0)
		answer = call->backend->load(call->item, turn.budget_ms, value);
	leave(&turn);
	return answer;
}

enum akv_token_backend_answer
akv_store_call_keep(const struct akv_store_call *call,
		    const struct akv_secret *value, int64_t life_s)
{
	enum akv_token_backend_answer answer = AKV_TOKEN_BACKEND_SILENT;
	struct turn turn = enter(call);

	if (turn.budget_ms > 0)
		answer = call->backend->keep(call->item, value, life_s,
					     turn.budget_ms);
	leave(&turn);
	return answer;
}

enum akv_token_backend_answer
akv_store_call_forget(const struct akv_store_call *call)
{
	enum akv_token_backend_answer answer = AKV_TOKEN_BACKEND_SILENT;
	struct turn turn = enter(call);

	if (turn.budget_ms > 0)
		answer = call->backend->forget(call->item, turn.budget_ms);
	leave(&turn);
	return answer;
}
