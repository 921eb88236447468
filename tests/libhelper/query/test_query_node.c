/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/query/query_node.h"

Test(query_node, has_an_end)
{
	static struct akv_query query;
	struct akv_query_node *node = NULL;
	struct akv_error err = { 0 };

	for (size_t i = 0; i < AKV_QUERY_NODES_MAX; i++)
		cr_assert_eq(akv_query_node_new(&query, AKV_QUERY_CURRENT,
						&node, &err),
			     AKV_OK);
	cr_expect_eq(akv_query_node_new(&query, AKV_QUERY_CURRENT, &node, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "BadQuery");
}

Test(query_node, releases_what_it_owns)
{
	static struct akv_query query;
	struct akv_query_node *node = NULL;

	cr_assert_eq(
		akv_query_node_new(&query, AKV_QUERY_CONSTANT, &node, NULL),
		AKV_OK);
	node->constant = akv_json_new_integer(1);
	akv_query_node_clear(node);
	cr_expect_null(node->constant);
	akv_query_node_clear(node);
}
