/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_STORE_CALL_H
#define AKV_CORE_STORE_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/base/secret.h"
#include "libhelper/edge/token_backend.h"

/*
 * Private to token_store.c: calls of a backend, by one process of this user's
 * at a time where the backend serves no better (lock_file.h).  The Secret
 * Service takes 10 ms for each, one after the other; a hundred processes that
 * ask it together take ten times as long, and give up.
 */
struct akv_store_call {
	const struct akv_token_backend *backend;
	const struct akv_token_item *item;
	int64_t budget_ms; /* a quarter of it for waiting for our turn */
	/* Without a turn: skip it (SILENT), or make it out of turn, because a
	 * process that was stopped may have it? */
	bool needs_turn;
};

/* akv_store_call_load(call, value): as the backend's load(). */
enum akv_token_backend_answer
akv_store_call_load(const struct akv_store_call *call,
		    struct akv_secret *value);

/* akv_store_call_keep(call, value, life_s): as the backend's keep(). */
enum akv_token_backend_answer
akv_store_call_keep(const struct akv_store_call *call,
		    const struct akv_secret *value, int64_t life_s);

/* akv_store_call_forget(call): as the backend's forget(). */
enum akv_token_backend_answer
akv_store_call_forget(const struct akv_store_call *call);

#endif
