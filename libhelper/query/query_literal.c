/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/query/query_parse.h"

/* Appends what is between the quotes; \${quote} is ${quote}, and every other
 * backslash stays. */
static enum akv_code add_unescaped(const struct akv_query_token *token,
				   char quote, struct akv_secret *text,
				   struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	for (size_t i = 0; i < token->len && code == AKV_OK; i++) {
		if (token->text[i] == '\\' && i + 1 < token->len &&
		    token->text[i + 1] == quote)
			i++;
		code = akv_secret_append(text, &token->text[i], 1, err);
	}
	return code;
}

/* A document is an object or an array: the value is read as an element. */
static enum akv_code read_json(const char *text, size_t len,
			       struct akv_json **out, struct akv_error *err)
{
	AKV_AUTO(secret) *document = NULL;
	AKV_AUTO(json) *array = NULL;
	enum akv_code code = akv_secret_new(len + 2, &document, err);

	if (code == AKV_OK)
		code = akv_secret_append_text(document, "[", err);
	if (code == AKV_OK)
		code = akv_secret_append(document, text, len, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(document, "]", err);
	if (code == AKV_OK)
		code = akv_json_parse(document, &array, err);
	if (code != AKV_OK)
		return code;
	if (akv_json_count(array) != 1)
		return akv_fail(err, AKV_ERR_PEER, "NotJson",
				"not one JSON value");
	*out = akv_json_share(akv_json_element(array, 0));
	return AKV_OK;
}

/*
 * `name` without the quotation marks of JSON is the string, as JMESPath once
 * had it and the Azure CLI's examples still do.
 */
static enum akv_code read_bare_word(const struct akv_secret *text,
				    struct akv_json **out)
{
	const char *word = akv_secret_text(text);
	size_t blank = strspn(word, " \t\r\n");
	size_t len = akv_secret_len(text) - blank;

	if (memchr(word + blank, '"', len) != NULL ||
	    memchr(word + blank, '\\', len) != NULL)
		return AKV_ERR_USAGE;
	*out = akv_json_new_text(word + blank, len);
	return AKV_OK;
}

static enum akv_code read_literal(const struct akv_query_token *token,
				  struct akv_json **out, struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	char quote = token->kind == AKV_QUERY_RAW ? '\'' : '`';
	enum akv_code code = akv_secret_new(token->len, &text, err);

	if (code == AKV_OK)
		code = add_unescaped(token, quote, text, err);
	if (code != AKV_OK)
		return code;
	if (token->kind == AKV_QUERY_RAW) {
		*out = akv_json_new_text(akv_secret_text(text),
					 akv_secret_len(text));
		return AKV_OK;
	}
	if (read_json(akv_secret_text(text), akv_secret_len(text), out, NULL) ==
	    AKV_OK)
		return AKV_OK;
	return read_bare_word(text, out);
}

enum akv_code akv_query_literal(struct akv_query_parser *parser,
				struct akv_query_node **out)
{
	struct akv_query_node *node;
	enum akv_code code =
		akv_query_parse_node(parser, AKV_QUERY_CONSTANT, NULL, &node);

	if (code != AKV_OK)
		return code;
	code = read_literal(&parser->token, &node->constant, parser->err);
	if (code == AKV_ERR_USAGE)
		return akv_query_parse_refuse(parser,
					      "this is not a JSON value");
	if (code != AKV_OK)
		return code;
	*out = node;
	return akv_query_parse_advance(parser);
}

/* "..." is a JSON string. */
static enum akv_code read_quoted_name(struct akv_query_parser *parser,
				      char **out)
{
	AKV_AUTO(json) *name = NULL;
	size_t len = 0;
	const char *text;

	if (read_json(parser->token.text - 1, parser->token.len + 2, &name,
		      NULL) != AKV_OK)
		return akv_query_parse_refuse(parser,
					      "this is not a JSON string");
	text = akv_json_text(name, &len);
	if (strlen(text) != len)
		return akv_query_parse_refuse(parser, "no name holds a NUL");
	*out = strdup(text);
	return AKV_OK;
}

enum akv_code akv_query_literal_name(struct akv_query_parser *parser,
				     char **out)
{
	char *name = NULL;
	enum akv_code code = AKV_OK;

	if (parser->token.kind == AKV_QUERY_IDENTIFIER)
		name = strndup(parser->token.text, parser->token.len);
	else if (parser->token.kind == AKV_QUERY_QUOTED)
		code = read_quoted_name(parser, &name);
	else
		code = akv_query_parse_refuse(parser, "a name is expected");
	if (code != AKV_OK)
		return code;
	if (name == NULL)
		return akv_fail(parser->err, AKV_ERR_OTHER, "OutOfMemory",
				"no memory");
	code = akv_query_parse_advance(parser);
	if (code == AKV_OK)
		*out = name;
	else
		free(name);
	return code;
}
