/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "libhelper/query/query_node.h"

enum akv_code akv_query_node_new(struct akv_query *query,
				 enum akv_query_kind kind,
				 struct akv_query_node **out,
				 struct akv_error *err)
{
	struct akv_query_node *node;

	if (query->node_count == AKV_QUERY_NODES_MAX)
		return akv_fail(err, AKV_ERR_USAGE, "BadQuery",
				"--query: it has more than %d parts",
				AKV_QUERY_NODES_MAX);
	node = &query->nodes[query->node_count++];
	node->kind = kind;
	*out = node;
	return AKV_OK;
}

void akv_query_node_clear(struct akv_query_node *node)
{
	free(node->key);
	akv_json_free(node->constant);
	node->key = NULL;
	node->constant = NULL;
}
