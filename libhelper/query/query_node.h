/* SPDX-License-Identifier: MIT */
#ifndef AKV_QUERY_QUERY_NODE_H
#define AKV_QUERY_QUERY_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/query/query.h"
#include "libhelper/query/query_token.h"

/* A query, taken apart.  Private to the query files. */

enum akv_query_kind {
	AKV_QUERY_CURRENT,	     /* @ */
	AKV_QUERY_FIELD,	     /* text */
	AKV_QUERY_CONSTANT,	     /* constant */
	AKV_QUERY_INDEX,	     /* left[number] */
	AKV_QUERY_SLICE,	     /* left[slice] */
	AKV_QUERY_CHAIN,	     /* left, then right of what it gives */
	AKV_QUERY_LIST_PROJECTION,   /* right of each element of left */
	AKV_QUERY_VALUE_PROJECTION,  /* right of each member's value of left */
	AKV_QUERY_FILTER_PROJECTION, /* of those for which condition holds */
	AKV_QUERY_FLATTENED,	     /* left, one level less */
	AKV_QUERY_MULTI_LIST,	     /* [children] */
	AKV_QUERY_MULTI_HASH,	     /* {children}, by their keys */
	AKV_QUERY_EITHER,	     /* left || right */
	AKV_QUERY_BOTH,		     /* left && right */
	AKV_QUERY_NEITHER,	     /* !left */
	AKV_QUERY_COMPARISON,	     /* left (operation) right */
	AKV_QUERY_CALL,		     /* function(children) */
	AKV_QUERY_EXPRESSION,	     /* &left */
};

/* What is between the colons of [::]; absent parts have their own rules. */
struct akv_query_slice {
	bool has[3];
	int32_t part[3]; /* start, stop, step */
};

struct akv_query_function;

struct akv_query_node {
	enum akv_query_kind kind;
	struct akv_query_node *left;
	struct akv_query_node *right;
	struct akv_query_node *condition;
	struct akv_query_node *children; /* the first; the others by next */
	struct akv_query_node *next;
	char *key; /* owned: a field's name, or the one in a hash */
	struct akv_json *constant; /* owned */
	int32_t number;
	struct akv_query_slice slice;
	enum akv_query_token_kind operation;
	const struct akv_query_function *function;
};

struct akv_query {
	struct akv_query_node *root;
	size_t node_count;
	struct akv_query_node nodes[AKV_QUERY_NODES_MAX];
};

/* akv_query_node_new(query, kind, out, err): one more node of ${query}. */
enum akv_code akv_query_node_new(struct akv_query *query,
				 enum akv_query_kind kind,
				 struct akv_query_node **out,
				 struct akv_error *err) AKV_CHECKED;

/* akv_query_node_clear(node): release what it owns. */
void akv_query_node_clear(struct akv_query_node *node);

#endif
