/* SPDX-License-Identifier: MIT */
#ifndef AKV_QUERY_QUERY_RUN_H
#define AKV_QUERY_QUERY_RUN_H

#include "libhelper/query/query_node.h"

/* A query at work.  Private to the query files. */

struct akv_query_run {
	size_t work;	    /* values that were looked at */
	enum akv_code code; /* the first failure ends it */
	struct akv_error *err;
};

/* akv_query_run_node(run, node, value): what ${node} finds in ${value}: NULL
 * for null and after a failure, else the caller's to free. */
struct akv_json *akv_query_run_node(struct akv_query_run *run,
				    const struct akv_query_node *node,
				    const struct akv_json *value);

/* akv_query_run_is_true(value): not null, false, "", [] or {} */
bool akv_query_run_is_true(const struct akv_json *value);

/* akv_query_call(run, node, value): the same for a call of a function */
struct akv_json *akv_query_call(struct akv_query_run *run,
				const struct akv_query_node *node,
				const struct akv_json *value);

/* akv_query_call_fail(run, function, why): NULL, and the run has failed */
struct akv_json *akv_query_call_fail(struct akv_query_run *run,
				     const char *function, const char *why);

#endif
