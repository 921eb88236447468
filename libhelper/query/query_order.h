/* SPDX-License-Identifier: MIT */
#ifndef AKV_QUERY_QUERY_ORDER_H
#define AKV_QUERY_QUERY_ORDER_H

#include "libhelper/query/query_function.h"

/* The functions that put a list in order.  Private to the query files. */

struct akv_json *akv_query_order_sort(struct akv_query_run *run,
				      const struct akv_query_argument *given,
				      size_t count);
struct akv_json *akv_query_order_sort_by(struct akv_query_run *run,
					 const struct akv_query_argument *given,
					 size_t count);
struct akv_json *akv_query_order_min(struct akv_query_run *run,
				     const struct akv_query_argument *given,
				     size_t count);
struct akv_json *akv_query_order_min_by(struct akv_query_run *run,
					const struct akv_query_argument *given,
					size_t count);
struct akv_json *akv_query_order_max(struct akv_query_run *run,
				     const struct akv_query_argument *given,
				     size_t count);
struct akv_json *akv_query_order_max_by(struct akv_query_run *run,
					const struct akv_query_argument *given,
					size_t count);

#endif
