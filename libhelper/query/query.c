/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/query/query_parse.h"
#include "libhelper/query/query_run.h"

#include "libhelper/query/query.h"

void akv_query_free(struct akv_query *query)
{
	if (query == NULL)
		return;
	for (size_t i = 0; i < query->node_count; i++)
		akv_query_node_clear(&query->nodes[i]);
	free(query);
}

static enum akv_code parse_all(struct akv_query_parser *parser)
{
	enum akv_code code = akv_query_parse_advance(parser);

	if (code == AKV_OK)
		code = akv_query_parse_expression(parser, AKV_QUERY_POWER_NONE,
						  &parser->query->root);
	if (code == AKV_OK && parser->token.kind != AKV_QUERY_END)
		code = akv_query_parse_refuse(
			parser, "this cannot follow an expression");
	return code;
}

enum akv_code akv_query_parse(const char *text, struct akv_query **out,
			      struct akv_error *err)
{
	AKV_AUTO(query) *query = NULL;
	struct akv_query_parser parser = { .text = text, .err = err };
	enum akv_code code;

	if (strlen(text) > AKV_QUERY_TEXT_MAX)
		return akv_fail(err, AKV_ERR_USAGE, "BadQuery",
				"--query: it is longer than %d bytes",
				AKV_QUERY_TEXT_MAX);
	query = calloc(1, sizeof(*query));
	if (query == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	parser.query = query;
	code = parse_all(&parser);
	if (code != AKV_OK)
		return code;
	*out = query;
	query = NULL; /* the caller's now */
	return AKV_OK;
}

enum akv_code akv_query_run(const struct akv_query *query,
			    const struct akv_json *json, struct akv_json **out,
			    struct akv_error *err)
{
	struct akv_query_run run = { .code = AKV_OK, .err = err };
	AKV_AUTO(json) *found = akv_query_run_node(&run, query->root, json);

	if (run.code != AKV_OK)
		return run.code;
	*out = found;
	found = NULL; /* the caller's now */
	return AKV_OK;
}
