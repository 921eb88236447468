/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/core/token_record.h"

#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEAD "akv token 1\n" KEY "\n"

enum { NOW = 1700000000 };

static enum akv_token_record_verdict parse_bytes(const char *bytes, size_t len,
						 struct akv_token *out)
{
	AKV_AUTO(secret) *record = NULL;

	cr_assert_eq(akv_secret_new_from(bytes, len, &record, NULL), AKV_OK);
	return akv_token_record_parse(record, KEY, NOW, out);
}

static enum akv_token_record_verdict parse(const char *text)
{
	struct akv_token token = { 0 };
	enum akv_token_record_verdict verdict =
		parse_bytes(text, strlen(text), &token);

	cr_assert_eq(verdict == AKV_TOKEN_RECORD_GOOD, token.value != NULL);
	akv_token_clear(&token);
	return verdict;
}

static void expect_garbage(const char *text)
{
	cr_expect_eq(parse(text), AKV_TOKEN_RECORD_GARBAGE, "%s", text);
}

static enum akv_code make(const char *text, int64_t expires_at,
			  struct akv_secret **out)
{
	struct akv_token token = { .expires_at = expires_at };
	enum akv_code code;

	cr_assert_eq(
		akv_secret_new_from(text, strlen(text), &token.value, NULL),
		AKV_OK);
	code = akv_token_record_new(KEY, &token, out, NULL);
	akv_token_clear(&token);
	return code;
}

Test(token_record, is_three_lines_and_the_token)
{
	AKV_AUTO(secret) *record = NULL;

	cr_assert_eq(make("eyJ0.e30.sig", 1700003600, &record), AKV_OK);
	cr_assert_str_eq(akv_secret_text(record),
			 HEAD "1700003600\neyJ0.e30.sig");
}

Test(token_record, is_read_again)
{
	struct akv_token token = { 0 };
	const char text[] = HEAD "1700003600\neyJ0.e30.sig";

	cr_assert_eq(parse_bytes(text, strlen(text), &token),
		     AKV_TOKEN_RECORD_GOOD);
	cr_expect_str_eq(akv_secret_text(token.value), "eyJ0.e30.sig");
	cr_expect_eq(token.expires_at, 1700003600);
	akv_token_clear(&token);
}

Test(token_record, is_good_for_five_minutes_more)
{
	cr_expect_eq(parse(HEAD "1700000300\nt"), AKV_TOKEN_RECORD_GOOD);
	cr_expect_eq(parse(HEAD "1700000299\nt"), AKV_TOKEN_RECORD_STALE);
	cr_expect_eq(parse(HEAD "1699999999\nt"), AKV_TOKEN_RECORD_STALE);
	cr_expect_eq(parse(HEAD "0\nt"), AKV_TOKEN_RECORD_STALE);
}

Test(token_record, is_good_for_a_day_at_most)
{
	cr_expect_eq(parse(HEAD "1700086400\nt"), AKV_TOKEN_RECORD_GOOD);
	cr_expect_eq(parse(HEAD "1700086401\nt"), AKV_TOKEN_RECORD_STALE);
	cr_expect_eq(parse(HEAD "9223372036854775807\nt"),
		     AKV_TOKEN_RECORD_STALE);
}

Test(token_record, of_another_version_is_garbage)
{
	expect_garbage("akv token 2\n" KEY "\n1700003600\nt");
	expect_garbage("akv token 11\n" KEY "\n1700003600\nt");
	expect_garbage("akv token 1\r\n" KEY "\n1700003600\nt");
}

Test(token_record, of_another_key_is_garbage)
{
	expect_garbage("akv token 1\n"
		       "1123456789abcdef0123456789abcdef"
		       "0123456789abcdef0123456789abcdef\n1700003600\nt");
	expect_garbage("akv token 1\n" KEY "0\n1700003600\nt");
	expect_garbage("akv token 1\n\n1700003600\nt");
}

Test(token_record, with_a_bad_time_is_garbage)
{
	expect_garbage(HEAD "\nt");
	expect_garbage(HEAD "-1\nt");
	expect_garbage(HEAD "+1700003600\nt");
	expect_garbage(HEAD " 1700003600\nt");
	expect_garbage(HEAD "1700003600 \nt");
	expect_garbage(HEAD "01700003600\nt");
	expect_garbage(HEAD "1700003600.0\nt");
	expect_garbage(HEAD "0x6553f100\nt");
	expect_garbage(HEAD "9223372036854775808\nt");
	expect_garbage(HEAD "99999999999999999999999999999999\nt");
}

Test(token_record, with_a_bad_token_is_garbage)
{
	expect_garbage(HEAD "1700003600\n");
	expect_garbage(HEAD "1700003600\nt t");
	expect_garbage(HEAD "1700003600\nt\n");
	expect_garbage(HEAD "1700003600\n\nt");
	expect_garbage(HEAD "1700003600\nt\x7f");
	expect_garbage(HEAD "1700003600\nt\xc3\xa9");
}

Test(token_record, that_was_cut_is_garbage)
{
	static const char text[] = HEAD "1700003600\n";
	struct akv_token token = { 0 };

	for (size_t len = 0; len < sizeof(text); len++)
		cr_expect_eq(parse_bytes(text, len, &token),
			     AKV_TOKEN_RECORD_GARBAGE, "%zu", len);
}

Test(token_record, with_a_nul_is_garbage)
{
	static const char in_token[] = HEAD "1700003600\nt\0t";
	static const char in_time[] = HEAD "17000\0"
					   "3600\nt";
	static const char in_magic[] = "akv token 1\0" KEY "\n1700003600\nt";
	struct akv_token token = { 0 };

	cr_expect_eq(parse_bytes(in_token, sizeof(in_token) - 1, &token),
		     AKV_TOKEN_RECORD_GARBAGE);
	cr_expect_eq(parse_bytes(in_time, sizeof(in_time) - 1, &token),
		     AKV_TOKEN_RECORD_GARBAGE);
	cr_expect_eq(parse_bytes(in_magic, sizeof(in_magic) - 1, &token),
		     AKV_TOKEN_RECORD_GARBAGE);
}

static void fill(char *text, size_t len)
{
	memset(text, 'x', len);
	text[len] = '\0';
}

Test(token_record, holds_the_longest_token)
{
	static char token[AKV_SECRET_TOKEN_MAX + 2];
	AKV_AUTO(secret) *record = NULL;

	fill(token, AKV_SECRET_TOKEN_MAX);
	cr_assert_eq(make(token, NOW + 3600, &record), AKV_OK);
	cr_expect_leq(akv_secret_len(record), AKV_TOKEN_RECORD_MAX);
	cr_expect_eq(parse(akv_secret_text(record)), AKV_TOKEN_RECORD_GOOD);
}

Test(token_record, refuses_a_longer_one)
{
	static char token[AKV_SECRET_TOKEN_MAX + 2];
	static char text[AKV_TOKEN_RECORD_MAX + 2];
	AKV_AUTO(secret) *record = NULL;

	fill(token, AKV_SECRET_TOKEN_MAX + 1);
	cr_expect_eq(make(token, NOW + 3600, &record), AKV_ERR_OTHER);
	(void)snprintf(text, sizeof(text), HEAD "1700003600\n%s", token);
	expect_garbage(text);
}

Test(token_record, is_not_made_of_what_is_no_token)
{
	AKV_AUTO(secret) *record = NULL;

	cr_expect_eq(make("", NOW, &record), AKV_ERR_OTHER);
	cr_expect_eq(make("a b", NOW, &record), AKV_ERR_OTHER);
	cr_expect_eq(make("t", -1, &record), AKV_ERR_OTHER);
	cr_expect_null(record);
}
