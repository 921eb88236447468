/* SPDX-License-Identifier: MIT */
#include "libhelper/query/query_parse.h"

enum akv_code akv_query_parse_refuse(struct akv_query_parser *parser,
				     const char *why)
{
	if (parser->token.kind == AKV_QUERY_END)
		return akv_fail(parser->err, AKV_ERR_USAGE, "BadQuery",
				"--query: %s, at its end", why);
	return akv_fail(parser->err, AKV_ERR_USAGE, "BadQuery",
			"--query: %s, at character %zu", why,
			parser->token.at + 1);
}

enum akv_code akv_query_parse_advance(struct akv_query_parser *parser)
{
	return akv_query_token_next(parser->text, parser->token.end,
				    &parser->token, parser->err);
}

enum akv_code akv_query_parse_expect(struct akv_query_parser *parser,
				     enum akv_query_token_kind kind,
				     const char *what)
{
	if (parser->token.kind != kind)
		return akv_query_parse_refuse(parser, what);
	return akv_query_parse_advance(parser);
}

enum akv_query_power akv_query_parse_power(enum akv_query_token_kind kind)
{
	static const enum akv_query_power
		powers[AKV_QUERY_CLOSE_PARENTHESIS + 1] = {
			[AKV_QUERY_PIPE] = AKV_QUERY_POWER_PIPE,
			[AKV_QUERY_OR] = AKV_QUERY_POWER_OR,
			[AKV_QUERY_AND] = AKV_QUERY_POWER_AND,
			[AKV_QUERY_EQUAL] = AKV_QUERY_POWER_COMPARISON,
			[AKV_QUERY_UNEQUAL] = AKV_QUERY_POWER_COMPARISON,
			[AKV_QUERY_LESS] = AKV_QUERY_POWER_COMPARISON,
			[AKV_QUERY_LESS_EQUAL] = AKV_QUERY_POWER_COMPARISON,
			[AKV_QUERY_GREATER] = AKV_QUERY_POWER_COMPARISON,
			[AKV_QUERY_GREATER_EQUAL] = AKV_QUERY_POWER_COMPARISON,
			[AKV_QUERY_FLATTEN] = AKV_QUERY_POWER_FLATTEN,
			[AKV_QUERY_STAR] = AKV_QUERY_POWER_STAR,
			[AKV_QUERY_FILTER] = AKV_QUERY_POWER_FILTER,
			[AKV_QUERY_DOT] = AKV_QUERY_POWER_DOT,
			[AKV_QUERY_NOT] = AKV_QUERY_POWER_NOT,
			[AKV_QUERY_OPEN_BRACE] = AKV_QUERY_POWER_BRACE,
			[AKV_QUERY_OPEN_BRACKET] = AKV_QUERY_POWER_BRACKET,
			[AKV_QUERY_OPEN_PARENTHESIS] = AKV_QUERY_POWER_CALL,
		};

	return powers[kind];
}

enum akv_code akv_query_parse_node(struct akv_query_parser *parser,
				   enum akv_query_kind kind,
				   struct akv_query_node *left,
				   struct akv_query_node **out)
{
	enum akv_code code =
		akv_query_node_new(parser->query, kind, out, parser->err);

	if (code == AKV_OK)
		(*out)->left = left;
	return code;
}

enum akv_code akv_query_parse_expression(struct akv_query_parser *parser,
					 enum akv_query_power power,
					 struct akv_query_node **out)
{
	struct akv_query_node *node = NULL;
	enum akv_code code;

	if (parser->depth == AKV_QUERY_DEPTH_MAX)
		return akv_query_parse_refuse(
			parser, "too many expressions, one in another");
	parser->depth++;
	code = akv_query_prefix(parser, &node);
	while (code == AKV_OK &&
	       akv_query_parse_power(parser->token.kind) > power)
		code = akv_query_suffix(parser, node, &node);
	parser->depth--;
	if (code == AKV_OK)
		*out = node;
	return code;
}
