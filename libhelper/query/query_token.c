/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/query/query_token.h"

/* No index of a list is larger. */
enum { NUMBER_MAX = 1000000000 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static enum akv_code refuse(size_t at, const char *why, struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_USAGE, "BadQuery",
			"--query: %s, at character %zu", why, at + 1);
}

/* Longer marks stand before those that they begin with. */
static bool read_mark(const char *text, struct akv_query_token *token)
{
	static const struct {
		const char *mark;
		enum akv_query_token_kind kind;
	} marks[] = {
		{ "||", AKV_QUERY_OR },
		{ "|", AKV_QUERY_PIPE },
		{ "&&", AKV_QUERY_AND },
		{ "&", AKV_QUERY_AMPERSAND },
		{ "==", AKV_QUERY_EQUAL },
		{ "!=", AKV_QUERY_UNEQUAL },
		{ "!", AKV_QUERY_NOT },
		{ "<=", AKV_QUERY_LESS_EQUAL },
		{ "<", AKV_QUERY_LESS },
		{ ">=", AKV_QUERY_GREATER_EQUAL },
		{ ">", AKV_QUERY_GREATER },
		{ "[]", AKV_QUERY_FLATTEN },
		{ "[?", AKV_QUERY_FILTER },
		{ "[", AKV_QUERY_OPEN_BRACKET },
		{ "]", AKV_QUERY_CLOSE_BRACKET },
		{ "{", AKV_QUERY_OPEN_BRACE },
		{ "}", AKV_QUERY_CLOSE_BRACE },
		{ "(", AKV_QUERY_OPEN_PARENTHESIS },
		{ ")", AKV_QUERY_CLOSE_PARENTHESIS },
		{ ".", AKV_QUERY_DOT },
		{ "*", AKV_QUERY_STAR },
		{ ",", AKV_QUERY_COMMA },
		{ ":", AKV_QUERY_COLON },
		{ "@", AKV_QUERY_AT },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		size_t len = strlen(marks[i].mark);

		if (strncmp(text + token->at, marks[i].mark, len) != 0)
			continue;
		token->kind = marks[i].kind;
		token->end = token->at + len;
		return true;
	}
	return false;
}

static void read_name(const char *text, struct akv_query_token *token)
{
	const char *at = text + token->at;
	size_t len = 1;

	while (is_name_start(at[len]) || is_digit(at[len]))
		len++;
	token->kind = AKV_QUERY_IDENTIFIER;
	token->text = at;
	token->len = len;
	token->end = token->at + len;
}

static enum akv_code read_number(const char *text,
				 struct akv_query_token *token,
				 struct akv_error *err)
{
	const char *at = text + token->at;
	size_t len = *at == '-' ? 1 : 0;
	int64_t number = 0;

	if (!is_digit(at[len]))
		return refuse(token->at, "a number is expected behind -", err);
	for (; is_digit(at[len]); len++) {
		number = number * 10 + (at[len] - '0');
		if (number > NUMBER_MAX)
			return refuse(token->at, "the number is too large",
				      err);
	}
	token->kind = AKV_QUERY_NUMBER;
	token->number = (int32_t)(*at == '-' ? -number : number);
	token->end = token->at + len;
	return AKV_OK;
}

/* A backslash takes the character behind it along, a quotation mark too. */
static enum akv_code read_quoted(const char *text,
				 struct akv_query_token *token,
				 struct akv_error *err)
{
	const char *at = text + token->at;
	char quote = *at;
	size_t len = 1;

	while (at[len] != quote && at[len] != '\0') {
		if (at[len] == '\\' && at[len + 1] != '\0')
			len++;
		len++;
	}
	if (at[len] == '\0')
		return refuse(token->at, "the quotation mark is not closed",
			      err);
	token->kind = quote == '"'  ? AKV_QUERY_QUOTED :
		      quote == '\'' ? AKV_QUERY_RAW :
				      AKV_QUERY_LITERAL;
	token->text = at + 1;
	token->len = len - 1;
	token->end = token->at + len + 1;
	return AKV_OK;
}

enum akv_code akv_query_token_next(const char *text, size_t at,
				   struct akv_query_token *out,
				   struct akv_error *err)
{
	struct akv_query_token token = { .kind = AKV_QUERY_END };

	token.at = at + strspn(text + at, " \t\r\n");
	token.end = token.at;
	*out = token;
	if (text[token.at] == '\0')
		return AKV_OK;
	if (is_name_start(text[token.at])) {
		read_name(text, out);
		return AKV_OK;
	}
	if (is_digit(text[token.at]) || text[token.at] == '-')
		return read_number(text, out, err);
	if (strchr("\"'`", text[token.at]) != NULL)
		return read_quoted(text, out, err);
	if (read_mark(text, out))
		return AKV_OK;
	if (text[token.at] == '=')
		return refuse(token.at, "= means nothing here; == compares",
			      err);
	return refuse(token.at, "this character means nothing here", err);
}
