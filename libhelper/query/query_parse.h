/* SPDX-License-Identifier: MIT */
#ifndef AKV_QUERY_QUERY_PARSE_H
#define AKV_QUERY_QUERY_PARSE_H

#include "libhelper/query/query_node.h"

/*
 * An operator-precedence parser (Pratt's), with the binding powers of the
 * JMESPath libraries: what begins an expression is in query_prefix.c, what
 * goes on with one in query_suffix.c.  Private to the query files.
 */

/* How strongly a token binds what stands in front of it. */
enum akv_query_power {
	AKV_QUERY_POWER_NONE = 0,
	AKV_QUERY_POWER_PIPE = 1,
	AKV_QUERY_POWER_OR = 2,
	AKV_QUERY_POWER_AND = 3,
	AKV_QUERY_POWER_COMPARISON = 5,
	AKV_QUERY_POWER_FLATTEN = 9,
	/* a projection ends in front of what binds less */
	AKV_QUERY_POWER_PROJECTION_STOP = 10,
	AKV_QUERY_POWER_STAR = 20,
	AKV_QUERY_POWER_FILTER = 21,
	AKV_QUERY_POWER_DOT = 40,
	AKV_QUERY_POWER_NOT = 45,
	AKV_QUERY_POWER_BRACE = 50,
	AKV_QUERY_POWER_BRACKET = 55,
	AKV_QUERY_POWER_CALL = 60,
};

struct akv_query_parser {
	const char *text;
	struct akv_query *query;
	struct akv_query_token token; /* the next one, not used up yet */
	size_t depth;
	struct akv_error *err;
};

/* Each of these fails with AKV_ERR_USAGE (BadQuery). */

/* akv_query_parse_refuse(parser, why): because of the next token */
enum akv_code akv_query_parse_refuse(struct akv_query_parser *parser,
				     const char *why) AKV_CHECKED;

/* akv_query_parse_advance(parser): use the next token up. */
enum akv_code akv_query_parse_advance(struct akv_query_parser *parser)
	AKV_CHECKED;

/* akv_query_parse_expect(parser, kind, what): use up a token of this kind. */
enum akv_code akv_query_parse_expect(struct akv_query_parser *parser,
				     enum akv_query_token_kind kind,
				     const char *what) AKV_CHECKED;

/* akv_query_parse_power(kind): of a token of this kind */
enum akv_query_power akv_query_parse_power(enum akv_query_token_kind kind);

/* akv_query_parse_expression(parser, power, out): as far as tokens bind more
 * strongly than ${power}. */
enum akv_code akv_query_parse_expression(struct akv_query_parser *parser,
					 enum akv_query_power power,
					 struct akv_query_node **out)
	AKV_CHECKED;

/* akv_query_parse_node(parser, kind, left, out): a node on top of ${left} */
enum akv_code akv_query_parse_node(struct akv_query_parser *parser,
				   enum akv_query_kind kind,
				   struct akv_query_node *left,
				   struct akv_query_node **out) AKV_CHECKED;

/* akv_query_prefix(parser, out): what the next token begins */
enum akv_code akv_query_prefix(struct akv_query_parser *parser,
			       struct akv_query_node **out) AKV_CHECKED;

/* akv_query_prefix_list(parser, out), ..._hash(): [a, b] and {a: b} behind
 * their opening bracket */
enum akv_code akv_query_prefix_list(struct akv_query_parser *parser,
				    struct akv_query_node **out) AKV_CHECKED;
enum akv_code akv_query_prefix_hash(struct akv_query_parser *parser,
				    struct akv_query_node **out) AKV_CHECKED;

/* akv_query_suffix(parser, left, out): how the next token goes on with
 * ${left} */
enum akv_code akv_query_suffix(struct akv_query_parser *parser,
			       struct akv_query_node *left,
			       struct akv_query_node **out) AKV_CHECKED;

/* akv_query_suffix_index(parser, left, out): 1] and 1:2:3] behind [ */
enum akv_code akv_query_suffix_index(struct akv_query_parser *parser,
				     struct akv_query_node *left,
				     struct akv_query_node **out) AKV_CHECKED;

/* akv_query_suffix_projection(parser, node, power): what is asked of each
 * element of ${node}, a projection; ${power} is its token's */
enum akv_code akv_query_suffix_projection(struct akv_query_parser *parser,
					  struct akv_query_node *node,
					  enum akv_query_power power)
	AKV_CHECKED;

/* akv_query_literal(parser, out): the constant that the next token is */
enum akv_code akv_query_literal(struct akv_query_parser *parser,
				struct akv_query_node **out) AKV_CHECKED;

/* akv_query_literal_name(parser, out): the name that the next token, quoted
 * or not, is; the caller's to free */
enum akv_code akv_query_literal_name(struct akv_query_parser *parser,
				     char **out) AKV_CHECKED;

#endif
