/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/query/query_token.h"

static struct akv_query_token read(const char *text, size_t at)
{
	struct akv_query_token token = { 0 };
	struct akv_error err = { 0 };

	cr_assert_eq(akv_query_token_next(text, at, &token, &err), AKV_OK,
		     "%s: %s", text, err.text);
	return token;
}

static void expect_kind(const char *text, enum akv_query_token_kind kind)
{
	struct akv_query_token token = read(text, 0);

	cr_expect_eq(token.kind, kind, "%s", text);
	cr_expect_eq(token.end, strlen(text), "%s", text);
}

static void expect_refused(const char *text, const char *why)
{
	struct akv_query_token token;
	struct akv_error err = { 0 };

	cr_expect_eq(akv_query_token_next(text, 0, &token, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "BadQuery");
	cr_expect_neq(strstr(err.text, why), NULL, "%s: %s", text, err.text);
}

Test(query_token, knows_the_longest_mark)
{
	expect_kind("||", AKV_QUERY_OR);
	expect_kind("|", AKV_QUERY_PIPE);
	expect_kind("&&", AKV_QUERY_AND);
	expect_kind("&", AKV_QUERY_AMPERSAND);
	expect_kind("==", AKV_QUERY_EQUAL);
	expect_kind("!=", AKV_QUERY_UNEQUAL);
	expect_kind("!", AKV_QUERY_NOT);
	expect_kind("<=", AKV_QUERY_LESS_EQUAL);
	expect_kind(">", AKV_QUERY_GREATER);
	expect_kind("[]", AKV_QUERY_FLATTEN);
	expect_kind("[?", AKV_QUERY_FILTER);
	expect_kind("[", AKV_QUERY_OPEN_BRACKET);
	expect_kind("@", AKV_QUERY_AT);
}

Test(query_token, reads_names)
{
	struct akv_query_token token = read("  a_B9.c", 0);

	cr_expect_eq(token.kind, AKV_QUERY_IDENTIFIER);
	cr_expect_eq(token.at, 2);
	cr_expect_eq(token.len, 4);
	cr_expect_eq(token.end, 6);
}

Test(query_token, reads_numbers)
{
	cr_expect_eq(read("-12]", 0).number, -12);
	cr_expect_eq(read("007", 0).number, 7);
	expect_refused("-", "a number is expected behind -");
	expect_refused("99999999999999999999", "the number is too large");
}

Test(query_token, reads_quotations_over_escaped_marks)
{
	struct akv_query_token token = read("'it\\'s' x", 0);

	cr_expect_eq(token.kind, AKV_QUERY_RAW);
	cr_expect_eq(token.len, 5);
	cr_expect_eq(token.end, 7);
	expect_kind("\"a\\\"b\"", AKV_QUERY_QUOTED);
	expect_kind("`{\"a\": 1}`", AKV_QUERY_LITERAL);
	expect_refused("'open", "not closed");
	expect_refused("\"open\\\"", "not closed");
	expect_refused("`open\\", "not closed");
}

Test(query_token, refuses_what_means_nothing)
{
	expect_refused(" %", "at character 2");
	expect_refused("=", "== compares");
	expect_refused("\xc3\xa4", "means nothing");
}

Test(query_token, ends)
{
	cr_expect_eq(read("", 0).kind, AKV_QUERY_END);
	cr_expect_eq(read("a \t\r\n", 1).kind, AKV_QUERY_END);
}
