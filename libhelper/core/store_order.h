/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_STORE_ORDER_H
#define AKV_CORE_STORE_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/core/config.h"
#include "libhelper/edge/token_backend.h"

/*
 * Private to token_store*.c: which backends are tried, and in which order.
 * Decided anew for each call, because another process may have found out
 * meanwhile, under the lock that we were waiting for, that one of them hangs.
 */

enum { AKV_STORE_ORDER_MAX = 2 };

/* All backends, as people see them; ends with NULL. */
extern const struct akv_token_backend *const akv_store_order_all[];

struct akv_store_order {
	size_t count;
	/* indexes into akv_store_order_all */
	size_t which[AKV_STORE_ORDER_MAX];
	/* the first of them is first because it worked last time */
	bool is_remembered;
	/* nothing is tried, because CI=true and nothing is configured */
	bool is_ci;
};

/* akv_store_order_init(order, kind): for what is configured. */
void akv_store_order_init(struct akv_store_order *order,
			  enum akv_token_store_kind kind);

#endif
