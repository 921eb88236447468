/* SPDX-License-Identifier: MIT */
#ifndef AKV_QUERY_QUERY_TOKEN_H
#define AKV_QUERY_QUERY_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/* A query's text, a word at a time.  Private to the query files. */

enum akv_query_token_kind {
	AKV_QUERY_END,
	AKV_QUERY_IDENTIFIER,
	AKV_QUERY_QUOTED,  /* "..." */
	AKV_QUERY_RAW,	   /* '...' */
	AKV_QUERY_LITERAL, /* `...` */
	AKV_QUERY_NUMBER,
	AKV_QUERY_DOT,
	AKV_QUERY_STAR,
	AKV_QUERY_COMMA,
	AKV_QUERY_COLON,
	AKV_QUERY_AT,
	AKV_QUERY_NOT,
	AKV_QUERY_OR,
	AKV_QUERY_AND,
	AKV_QUERY_PIPE,
	AKV_QUERY_AMPERSAND,
	AKV_QUERY_EQUAL,
	AKV_QUERY_UNEQUAL,
	AKV_QUERY_LESS,
	AKV_QUERY_LESS_EQUAL,
	AKV_QUERY_GREATER,
	AKV_QUERY_GREATER_EQUAL,
	AKV_QUERY_FLATTEN, /* [] */
	AKV_QUERY_FILTER,  /* [? */
	AKV_QUERY_OPEN_BRACKET,
	AKV_QUERY_CLOSE_BRACKET,
	AKV_QUERY_OPEN_BRACE,
	AKV_QUERY_CLOSE_BRACE,
	AKV_QUERY_OPEN_PARENTHESIS,
	AKV_QUERY_CLOSE_PARENTHESIS,
};

struct akv_query_token {
	enum akv_query_token_kind kind;
	size_t at;	  /* where it begins, in bytes */
	const char *text; /* what is between the quotes, or the name */
	size_t len;
	int32_t number;
	size_t end; /* where the next one may begin */
};

/*
 * akv_query_token_next(text, at, out, err): the token of ${text} at or behind
 * ${at}.  AKV_ERR_USAGE (BadQuery) where there is none.
 */
enum akv_code akv_query_token_next(const char *text, size_t at,
				   struct akv_query_token *out,
				   struct akv_error *err) AKV_CHECKED;

#endif
