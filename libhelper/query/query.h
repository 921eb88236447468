/* SPDX-License-Identifier: MIT */
#ifndef AKV_QUERY_QUERY_H
#define AKV_QUERY_QUERY_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/json.h"

/*
 * A question to a JSON document, in JMESPath (jmespath.org), as --query of the
 * Azure CLI takes it: all of its expressions, and of its functions those that
 * need no arithmetic; the others are refused by name.  Answers as the Azure
 * CLI's library gives them, its ordering of strings and its bare words between
 * backquotes included.  The answer shares the document's parts: nothing that
 * may be a secret is copied.
 */
struct akv_query;

enum {
	AKV_QUERY_TEXT_MAX = 4096,   /* bytes of a query */
	AKV_QUERY_DEPTH_MAX = 64,    /* expressions, one in another */
	AKV_QUERY_NODES_MAX = 1024,  /* parts of a query */
	AKV_QUERY_WORK_MAX = 5000000 /* values that one run looks at */
};

/*
 * akv_query_parse(text, out, err): ${text} as a query.  AKV_ERR_USAGE
 * (BadQuery), naming the place, where it is none or is larger than the limits
 * above; (UnknownFunction) for a function that does not exist, or not here.
 * ${out} is the caller's to akv_query_free().
 */
enum akv_code akv_query_parse(const char *text, struct akv_query **out,
			      struct akv_error *err) AKV_CHECKED;

/*
 * akv_query_run(query, json, out, err): what ${query} finds in ${json}; NULL
 * in ${out} for null, else the caller's to akv_json_free().  AKV_ERR_USAGE
 * (QueryFailed) where a function is given what it does not take, or the work
 * is more than the limit.
 */
enum akv_code akv_query_run(const struct akv_query *query,
			    const struct akv_json *json, struct akv_json **out,
			    struct akv_error *err) AKV_CHECKED;

/* akv_query_free(query): NULL does nothing. */
void akv_query_free(struct akv_query *query);
AKV_DEFINE_FREEP(query)

#endif
