/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_LIBSECRET_ASK_H
#define AKV_EDGE_LIBSECRET_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/edge/libsecret_talk.h"

/*
 * Private to the files that use libsecret: talks (libsecret_talk.h) that wait
 * for a bounded time, and only where there is somebody to talk to.
 */

/*
 * akv_libsecret_ask_may(why, size): whether there may be a Secret Service, and
 * libsecret would ask that.  Otherwise the reason is in ${why}, of ${size}
 * bytes.
 */
bool akv_libsecret_ask_may(char *why, size_t size);

/*
 * akv_libsecret_ask(talk, budget_ms): hold ${*talk}, for at most ${budget_ms};
 * its answer.  On AKV_TOKEN_BACKEND_SILENT ${*talk} is out of the caller's
 * hands, and NULL; a budget of 0 waits for nothing and says nothing.
 */
enum akv_token_backend_answer
akv_libsecret_ask(struct akv_libsecret_talk **talk, int64_t budget_ms);

#endif
