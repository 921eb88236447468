/* SPDX-License-Identifier: MIT */
#include "libhelper/query/query_function.h"
#include "libhelper/query/query_parse.h"

/* What may stand behind a dot. */
static enum akv_code read_behind_dot(struct akv_query_parser *parser,
				     enum akv_query_power power,
				     struct akv_query_node **out)
{
	enum akv_query_token_kind kind = parser->token.kind;
	enum akv_code code;

	if (kind == AKV_QUERY_IDENTIFIER || kind == AKV_QUERY_QUOTED ||
	    kind == AKV_QUERY_STAR)
		return akv_query_parse_expression(parser, power, out);
	if (kind != AKV_QUERY_OPEN_BRACKET && kind != AKV_QUERY_OPEN_BRACE)
		return akv_query_parse_refuse(parser,
					      "a name is expected behind .");
	code = akv_query_parse_advance(parser);
	if (code != AKV_OK)
		return code;
	if (kind == AKV_QUERY_OPEN_BRACKET)
		return akv_query_prefix_list(parser, out);
	return akv_query_prefix_hash(parser, out);
}

enum akv_code akv_query_suffix_projection(struct akv_query_parser *parser,
					  struct akv_query_node *node,
					  enum akv_query_power power)
{
	enum akv_query_token_kind kind = parser->token.kind;
	enum akv_code code;

	if (akv_query_parse_power(kind) < AKV_QUERY_POWER_PROJECTION_STOP)
		return akv_query_parse_node(parser, AKV_QUERY_CURRENT, NULL,
					    &node->right);
	/* these two go on with the element that is at hand */
	if (kind == AKV_QUERY_OPEN_BRACKET || kind == AKV_QUERY_FILTER)
		return akv_query_parse_expression(parser, power, &node->right);
	code = akv_query_parse_expect(parser, AKV_QUERY_DOT,
				      "this cannot follow a projection");
	if (code != AKV_OK)
		return code;
	return read_behind_dot(parser, power, &node->right);
}

static enum akv_code read_slice(struct akv_query_parser *parser,
				struct akv_query_slice *slice)
{
	size_t part = 0;
	enum akv_code code = AKV_OK;

	while (code == AKV_OK &&
	       parser->token.kind != AKV_QUERY_CLOSE_BRACKET) {
		if (parser->token.kind == AKV_QUERY_COLON && part < 2) {
			part++;
		} else if (parser->token.kind == AKV_QUERY_NUMBER &&
			   !slice->has[part]) {
			slice->has[part] = true;
			slice->part[part] = parser->token.number;
		} else {
			return akv_query_parse_refuse(
				parser, "a slice is [start:stop:step]");
		}
		code = akv_query_parse_advance(parser);
	}
	if (code == AKV_OK && slice->has[2] && slice->part[2] == 0)
		return akv_query_parse_refuse(parser,
					      "the step of a slice is not 0");
	return code;
}

/* [start:stop:step] is a projection of what it picks. */
static enum akv_code read_slice_of(struct akv_query_parser *parser,
				   struct akv_query_node *left,
				   const struct akv_query_slice *begun,
				   struct akv_query_node **out)
{
	struct akv_query_node *node;
	enum akv_code code =
		akv_query_parse_node(parser, AKV_QUERY_SLICE, left, &node);

	if (code != AKV_OK)
		return code;
	node->slice = *begun;
	code = read_slice(parser, &node->slice);
	if (code == AKV_OK)
		code = akv_query_parse_advance(parser);
	if (code == AKV_OK)
		code = akv_query_parse_node(parser, AKV_QUERY_LIST_PROJECTION,
					    node, out);
	if (code != AKV_OK)
		return code;
	return akv_query_suffix_projection(parser, *out, AKV_QUERY_POWER_STAR);
}

static enum akv_code read_all_of(struct akv_query_parser *parser,
				 struct akv_query_node *left,
				 struct akv_query_node **out)
{
	enum akv_code code = akv_query_parse_advance(parser);

	if (code == AKV_OK)
		code = akv_query_parse_expect(parser, AKV_QUERY_CLOSE_BRACKET,
					      "] is expected");
	if (code == AKV_OK)
		code = akv_query_parse_node(parser, AKV_QUERY_LIST_PROJECTION,
					    left, out);
	if (code != AKV_OK)
		return code;
	return akv_query_suffix_projection(parser, *out, AKV_QUERY_POWER_STAR);
}

enum akv_code akv_query_suffix_index(struct akv_query_parser *parser,
				     struct akv_query_node *left,
				     struct akv_query_node **out)
{
	struct akv_query_slice slice = { 0 };
	struct akv_query_node *node;
	int32_t number = parser->token.number;
	enum akv_code code;

	if (parser->token.kind == AKV_QUERY_STAR)
		return read_all_of(parser, left, out);
	if (parser->token.kind == AKV_QUERY_COLON)
		return read_slice_of(parser, left, &slice, out);
	code = akv_query_parse_expect(parser, AKV_QUERY_NUMBER,
				      "a number, a slice or * is expected");
	if (code != AKV_OK)
		return code;
	if (parser->token.kind == AKV_QUERY_COLON) {
		slice.has[0] = true;
		slice.part[0] = number;
		return read_slice_of(parser, left, &slice, out);
	}
	code = akv_query_parse_node(parser, AKV_QUERY_INDEX, left, &node);
	if (code != AKV_OK)
		return code;
	node->number = number;
	*out = node;
	return akv_query_parse_expect(parser, AKV_QUERY_CLOSE_BRACKET,
				      "] is expected");
}

/* left.right, or left.* */
static enum akv_code read_dot(struct akv_query_parser *parser,
			      struct akv_query_node *left,
			      struct akv_query_node **out)
{
	enum akv_code code;

	if (parser->token.kind != AKV_QUERY_STAR) {
		code = akv_query_parse_node(parser, AKV_QUERY_CHAIN, left, out);
		if (code != AKV_OK)
			return code;
		return read_behind_dot(parser, AKV_QUERY_POWER_DOT,
				       &(*out)->right);
	}
	code = akv_query_parse_advance(parser);
	if (code == AKV_OK)
		code = akv_query_parse_node(parser, AKV_QUERY_VALUE_PROJECTION,
					    left, out);
	if (code != AKV_OK)
		return code;
	return akv_query_suffix_projection(parser, *out, AKV_QUERY_POWER_DOT);
}

static enum akv_code read_filter(struct akv_query_parser *parser,
				 struct akv_query_node *left,
				 struct akv_query_node **out)
{
	enum akv_code code = akv_query_parse_node(
		parser, AKV_QUERY_FILTER_PROJECTION, left, out);

	if (code == AKV_OK)
		code = akv_query_parse_expression(parser, AKV_QUERY_POWER_NONE,
						  &(*out)->condition);
	if (code == AKV_OK)
		code = akv_query_parse_expect(parser, AKV_QUERY_CLOSE_BRACKET,
					      "] is expected");
	if (code != AKV_OK)
		return code;
	return akv_query_suffix_projection(parser, *out,
					   AKV_QUERY_POWER_FILTER);
}

static enum akv_code read_flatten(struct akv_query_parser *parser,
				  struct akv_query_node *left,
				  struct akv_query_node **out)
{
	enum akv_code code =
		akv_query_parse_node(parser, AKV_QUERY_FLATTENED, left, &left);

	if (code == AKV_OK)
		code = akv_query_parse_node(parser, AKV_QUERY_LIST_PROJECTION,
					    left, out);
	if (code != AKV_OK)
		return code;
	return akv_query_suffix_projection(parser, *out,
					   AKV_QUERY_POWER_FLATTEN);
}

/* The arguments, in as many nodes as there are, up to ). */
static enum akv_code read_arguments(struct akv_query_parser *parser,
				    struct akv_query_node **last, size_t *count)
{
	enum akv_code code = AKV_OK;

	while (code == AKV_OK &&
	       parser->token.kind != AKV_QUERY_CLOSE_PARENTHESIS) {
		if (*count > 0)
			code = akv_query_parse_expect(parser, AKV_QUERY_COMMA,
						      ") or , is expected");
		if (code == AKV_OK)
			code = akv_query_parse_expression(
				parser, AKV_QUERY_POWER_NONE, last);
		if (code == AKV_OK)
			last = &(*last)->next;
		*count += 1;
	}
	return code;
}

static enum akv_code read_call(struct akv_query_parser *parser,
			       struct akv_query_node *left,
			       struct akv_query_node **out)
{
	struct akv_query_node *node;
	size_t count = 0;
	enum akv_code code;

	if (left->kind != AKV_QUERY_FIELD)
		return akv_query_parse_refuse(
			parser, "a function's name is expected in front of (");
	code = akv_query_parse_node(parser, AKV_QUERY_CALL, NULL, &node);
	if (code == AKV_OK)
		code = akv_query_function_find(left->key, &node->function,
					       parser->err);
	if (code == AKV_OK)
		code = read_arguments(parser, &node->children, &count);
	if (code != AKV_OK)
		return code;
	if (count < node->function->least || count > node->function->most)
		return akv_fail(parser->err, AKV_ERR_USAGE, "BadQuery",
				"--query: %s() takes another number of "
				"arguments than %zu",
				node->function->name, count);
	*out = node;
	return akv_query_parse_advance(parser);
}

static enum akv_code read_pair(struct akv_query_parser *parser,
			       enum akv_query_kind kind,
			       enum akv_query_token_kind operation,
			       struct akv_query_node *left,
			       struct akv_query_node **out)
{
	struct akv_query_node *node;
	enum akv_code code = akv_query_parse_node(parser, kind, left, &node);

	if (code != AKV_OK)
		return code;
	node->operation = operation;
	*out = node;
	return akv_query_parse_expression(
		parser, akv_query_parse_power(operation), &node->right);
}

static enum akv_query_kind pair_of(enum akv_query_token_kind operation)
{
	if (operation == AKV_QUERY_PIPE)
		return AKV_QUERY_CHAIN;
	if (operation == AKV_QUERY_OR)
		return AKV_QUERY_EITHER;
	if (operation == AKV_QUERY_AND)
		return AKV_QUERY_BOTH;
	return AKV_QUERY_COMPARISON;
}

enum akv_code akv_query_suffix(struct akv_query_parser *parser,
			       struct akv_query_node *left,
			       struct akv_query_node **out)
{
	enum akv_query_token_kind kind = parser->token.kind;
	enum akv_query_power power = akv_query_parse_power(kind);
	enum akv_code code;

	if (power > AKV_QUERY_POWER_NONE &&
	    power <= AKV_QUERY_POWER_COMPARISON) {
		code = akv_query_parse_advance(parser);
		if (code != AKV_OK)
			return code;
		return read_pair(parser, pair_of(kind), kind, left, out);
	}
	if (kind != AKV_QUERY_DOT && kind != AKV_QUERY_FILTER &&
	    kind != AKV_QUERY_FLATTEN && kind != AKV_QUERY_OPEN_BRACKET &&
	    kind != AKV_QUERY_OPEN_PARENTHESIS)
		return akv_query_parse_refuse(
			parser, "this cannot follow an expression");
	code = akv_query_parse_advance(parser);
	if (code != AKV_OK)
		return code;
	if (kind == AKV_QUERY_DOT)
		return read_dot(parser, left, out);
	if (kind == AKV_QUERY_FILTER)
		return read_filter(parser, left, out);
	if (kind == AKV_QUERY_FLATTEN)
		return read_flatten(parser, left, out);
	if (kind == AKV_QUERY_OPEN_PARENTHESIS)
		return read_call(parser, left, out);
	return akv_query_suffix_index(parser, left, out);
}
