/* SPDX-License-Identifier: MIT */
#include "libhelper/query/query_function.h"

#include "libhelper/query/query_run.h"

struct akv_json *akv_query_call_fail(struct akv_query_run *run,
				     const char *function, const char *why)
{
	if (run->code == AKV_OK)
		run->code = akv_fail(run->err, AKV_ERR_USAGE, "QueryFailed",
				     "--query: %s(): %s", function, why);
	return NULL;
}

/* The arguments of a call; the values of them are owned. */
struct call {
	struct akv_query_argument arguments[AKV_QUERY_ARGUMENTS_MAX];
	struct akv_json *owned[AKV_QUERY_ARGUMENTS_MAX];
	size_t count;
};

static void clear(struct call *call)
{
	for (size_t i = 0; i < call->count; i++)
		akv_json_free(call->owned[i]);
}

static void add(struct call *call, struct akv_query_run *run,
		const struct akv_query_node *node, const struct akv_json *value)
{
	struct akv_query_argument *argument = &call->arguments[call->count];

	if (node->kind == AKV_QUERY_EXPRESSION) {
		argument->expression = node->left;
	} else {
		call->owned[call->count] = akv_query_run_node(run, node, value);
		argument->value = call->owned[call->count];
	}
	call->count++;
}

struct akv_json *akv_query_call(struct akv_query_run *run,
				const struct akv_query_node *node,
				const struct akv_json *value)
{
	__attribute__((cleanup(clear))) struct call call = { 0 };
	const struct akv_query_node *at;

	/* the parser has counted them */
	for (at = node->children; at != NULL; at = at->next)
		add(&call, run, at, value);
	if (run->code != AKV_OK)
		return NULL;
	return node->function->call(run, call.arguments, call.count);
}
