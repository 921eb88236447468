/* SPDX-License-Identifier: MIT */
#ifndef AKV_QUERY_QUERY_FUNCTION_H
#define AKV_QUERY_QUERY_FUNCTION_H

#include "libhelper/query/query_node.h"

/* The functions of JMESPath that we have.  Private to the query files. */

enum { AKV_QUERY_ARGUMENTS_MAX = 16 };

struct akv_query_run;

/* An argument: a value, or an expression that is asked of each element. */
struct akv_query_argument {
	const struct akv_json *value;
	const struct akv_query_node *expression; /* NULL: it is a value */
};

struct akv_query_function {
	const char *name;
	size_t least; /* how many arguments */
	size_t most;
	/* what it gives; NULL: null, or ${run} has failed */
	struct akv_json *(*call)(struct akv_query_run *run,
				 const struct akv_query_argument *arguments,
				 size_t count);
};

/*
 * akv_query_function_find(name, out, err): AKV_ERR_USAGE (UnknownFunction)
 * where there is none of that name, or JMESPath has it and we do not.
 */
enum akv_code akv_query_function_find(const char *name,
				      const struct akv_query_function **out,
				      struct akv_error *err) AKV_CHECKED;

#endif
