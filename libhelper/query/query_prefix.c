/* SPDX-License-Identifier: MIT */
#include "libhelper/query/query_parse.h"

/* Puts ${child} behind ${*last}, the place for the next one. */
static void append(struct akv_query_node ***last, struct akv_query_node *child)
{
	**last = child;
	*last = &child->next;
}

enum akv_code akv_query_prefix_list(struct akv_query_parser *parser,
				    struct akv_query_node **out)
{
	struct akv_query_node *list;
	struct akv_query_node **last;
	enum akv_code code =
		akv_query_parse_node(parser, AKV_QUERY_MULTI_LIST, NULL, &list);

	if (code != AKV_OK)
		return code;
	last = &list->children;
	for (;;) {
		struct akv_query_node *child;

		code = akv_query_parse_expression(parser, AKV_QUERY_POWER_NONE,
						  &child);
		if (code != AKV_OK)
			return code;
		append(&last, child);
		if (parser->token.kind != AKV_QUERY_COMMA)
			break;
		code = akv_query_parse_advance(parser);
		if (code != AKV_OK)
			return code;
	}
	*out = list;
	return akv_query_parse_expect(parser, AKV_QUERY_CLOSE_BRACKET,
				      "] or , is expected");
}

/* key: expression */
static enum akv_code read_member(struct akv_query_parser *parser,
				 struct akv_query_node **out)
{
	struct akv_query_node *member;
	enum akv_code code =
		akv_query_parse_node(parser, AKV_QUERY_CHAIN, NULL, &member);

	if (code == AKV_OK)
		code = akv_query_literal_name(parser, &member->key);
	if (code == AKV_OK)
		code = akv_query_parse_expect(parser, AKV_QUERY_COLON,
					      ": is expected");
	if (code == AKV_OK)
		code = akv_query_parse_expression(parser, AKV_QUERY_POWER_NONE,
						  &member->left);
	if (code == AKV_OK)
		*out = member;
	return code;
}

enum akv_code akv_query_prefix_hash(struct akv_query_parser *parser,
				    struct akv_query_node **out)
{
	struct akv_query_node *hash;
	struct akv_query_node **last;
	enum akv_code code =
		akv_query_parse_node(parser, AKV_QUERY_MULTI_HASH, NULL, &hash);

	if (code != AKV_OK)
		return code;
	last = &hash->children;
	for (;;) {
		struct akv_query_node *member;

		code = read_member(parser, &member);
		if (code != AKV_OK)
			return code;
		append(&last, member);
		if (parser->token.kind != AKV_QUERY_COMMA)
			break;
		code = akv_query_parse_advance(parser);
		if (code != AKV_OK)
			return code;
	}
	*out = hash;
	return akv_query_parse_expect(parser, AKV_QUERY_CLOSE_BRACE,
				      "} or , is expected");
}

static enum akv_code current(struct akv_query_parser *parser,
			     struct akv_query_node **out)
{
	return akv_query_parse_node(parser, AKV_QUERY_CURRENT, NULL, out);
}

static enum akv_code read_field(struct akv_query_parser *parser,
				struct akv_query_node **out)
{
	bool is_quoted = parser->token.kind == AKV_QUERY_QUOTED;
	struct akv_query_node *field;
	enum akv_code code =
		akv_query_parse_node(parser, AKV_QUERY_FIELD, NULL, &field);

	if (code == AKV_OK)
		code = akv_query_literal_name(parser, &field->key);
	if (code != AKV_OK)
		return code;
	if (is_quoted && parser->token.kind == AKV_QUERY_OPEN_PARENTHESIS)
		return akv_query_parse_refuse(
			parser, "a function's name has no quotation marks");
	*out = field;
	return AKV_OK;
}

/* * and [] in front of everything: a projection of @. */
static enum akv_code read_projection(struct akv_query_parser *parser,
				     enum akv_query_kind kind,
				     enum akv_query_power power,
				     struct akv_query_node **out)
{
	struct akv_query_node *left;
	enum akv_code code = akv_query_parse_advance(parser);

	if (code == AKV_OK)
		code = current(parser, &left);
	if (code == AKV_OK && power == AKV_QUERY_POWER_FLATTEN)
		code = akv_query_parse_node(parser, AKV_QUERY_FLATTENED, left,
					    &left);
	if (code == AKV_OK)
		code = akv_query_parse_node(parser, kind, left, out);
	if (code != AKV_OK)
		return code;
	return akv_query_suffix_projection(parser, *out, power);
}

/* Is it [*], and not the beginning of [*.a, b]? */
static bool is_star_alone(const struct akv_query_parser *parser)
{
	struct akv_query_token token;

	return parser->token.kind == AKV_QUERY_STAR &&
	       akv_query_token_next(parser->text, parser->token.end, &token,
				    NULL) == AKV_OK &&
	       token.kind == AKV_QUERY_CLOSE_BRACKET;
}

static enum akv_code read_bracket(struct akv_query_parser *parser,
				  struct akv_query_node **out)
{
	struct akv_query_node *left;
	enum akv_code code = akv_query_parse_advance(parser);

	if (code != AKV_OK)
		return code;
	if (parser->token.kind != AKV_QUERY_NUMBER &&
	    parser->token.kind != AKV_QUERY_COLON && !is_star_alone(parser))
		return akv_query_prefix_list(parser, out);
	code = current(parser, &left);
	if (code != AKV_OK)
		return code;
	return akv_query_suffix_index(parser, left, out);
}

static enum akv_code read_parentheses(struct akv_query_parser *parser,
				      struct akv_query_node **out)
{
	struct akv_query_node *inside;
	enum akv_code code = akv_query_parse_advance(parser);

	if (code == AKV_OK)
		code = akv_query_parse_expression(parser, AKV_QUERY_POWER_NONE,
						  &inside);
	/* what a projection in here gives is no projection any more; and a
	 * name in here is not a function's */
	if (code == AKV_OK)
		code = akv_query_parse_node(parser, AKV_QUERY_CHAIN, inside,
					    out);
	if (code != AKV_OK)
		return code;
	return akv_query_parse_expect(parser, AKV_QUERY_CLOSE_PARENTHESIS,
				      ") is expected");
}

/* ! and &, with what is behind them. */
static enum akv_code read_operator(struct akv_query_parser *parser,
				   enum akv_query_kind kind,
				   enum akv_query_power power,
				   struct akv_query_node **out)
{
	struct akv_query_node *operand;
	enum akv_code code = akv_query_parse_advance(parser);

	if (code == AKV_OK)
		code = akv_query_parse_expression(parser, power, &operand);
	if (code != AKV_OK)
		return code;
	return akv_query_parse_node(parser, kind, operand, out);
}

static enum akv_code read_current(struct akv_query_parser *parser,
				  struct akv_query_node **out)
{
	enum akv_code code = current(parser, out);

	if (code != AKV_OK)
		return code;
	return akv_query_parse_advance(parser);
}

static enum akv_code read_filter(struct akv_query_parser *parser,
				 struct akv_query_node **out)
{
	struct akv_query_node *left;
	enum akv_code code = current(parser, &left);

	if (code != AKV_OK)
		return code;
	return akv_query_suffix(parser, left, out);
}

static enum akv_code read_hash(struct akv_query_parser *parser,
			       struct akv_query_node **out)
{
	enum akv_code code = akv_query_parse_advance(parser);

	if (code != AKV_OK)
		return code;
	return akv_query_prefix_hash(parser, out);
}

enum akv_code akv_query_prefix(struct akv_query_parser *parser,
			       struct akv_query_node **out)
{
	enum akv_query_token_kind kind = parser->token.kind;

	if (kind == AKV_QUERY_IDENTIFIER || kind == AKV_QUERY_QUOTED)
		return read_field(parser, out);
	if (kind == AKV_QUERY_RAW || kind == AKV_QUERY_LITERAL)
		return akv_query_literal(parser, out);
	if (kind == AKV_QUERY_AT)
		return read_current(parser, out);
	if (kind == AKV_QUERY_STAR)
		return read_projection(parser, AKV_QUERY_VALUE_PROJECTION,
				       AKV_QUERY_POWER_STAR, out);
	if (kind == AKV_QUERY_FLATTEN)
		return read_projection(parser, AKV_QUERY_LIST_PROJECTION,
				       AKV_QUERY_POWER_FLATTEN, out);
	if (kind == AKV_QUERY_FILTER)
		return read_filter(parser, out);
	if (kind == AKV_QUERY_OPEN_BRACKET)
		return read_bracket(parser, out);
	if (kind == AKV_QUERY_OPEN_BRACE)
		return read_hash(parser, out);
	if (kind == AKV_QUERY_OPEN_PARENTHESIS)
		return read_parentheses(parser, out);
	if (kind == AKV_QUERY_NOT)
		return read_operator(parser, AKV_QUERY_NEITHER,
				     AKV_QUERY_POWER_NOT, out);
	if (kind == AKV_QUERY_AMPERSAND)
		return read_operator(parser, AKV_QUERY_EXPRESSION,
				     AKV_QUERY_POWER_NONE, out);
	return akv_query_parse_refuse(parser, "an expression is expected");
}
