/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_JSON_NODE_H
#define AKV_EDGE_JSON_NODE_H

#include <json-c/json_object.h>
#include <json-c/json_object_iterator.h>
#include <json-c/json_tokener.h>
#include <json-c/json_visit.h>
#include <json-c/printbuf.h>

#include "libhelper/edge/json.h"

/*
 * The only includer of json-c, for json.c and json_write.c.
 *
 * A struct akv_json is never defined: a pointer to one is a pointer to a
 * struct json_object under another name, so that a part of a document is
 * borrowed without making anything.  These two are the only casts.
 */
static inline struct akv_json *akv_json_from_node(struct json_object *node)
{
	return (struct akv_json *)node;
}

static inline struct json_object *akv_json_node(const struct akv_json *json)
{
	/* json-c takes some of what it only looks at by pointers that are
	 * not const; the union says so without a cast that drops it */
	union {
		const struct akv_json *json;
		struct json_object *node;
	} pointer = { .json = json };

	return pointer.node;
}

#endif
