/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/reply/jws.h"

/* {"alg":"RS256"}, {"exp":1700000000}, and a signature */
#define HEADER "eyJhbGciOiJSUzI1NiJ9"
#define CLAIMS "eyJleHAiOjE3MDAwMDAwMDB9"
#define SIGNATURE "c2lnbmF0dXJl"
#define TOKEN HEADER "." CLAIMS "." SIGNATURE

static enum akv_jws_shape shape(const char *text)
{
	return akv_jws_shape(text, strlen(text));
}

static void expect_other(const char *text)
{
	cr_expect_eq(shape(text), AKV_JWS_OTHER, "%s", text);
}

Test(jws, has_three_parts)
{
	cr_expect_eq(shape(TOKEN), AKV_JWS_COMPACT);
	expect_other(HEADER);
	expect_other(HEADER "." CLAIMS);
	expect_other(HEADER "." CLAIMS ".");
	expect_other(HEADER ".." SIGNATURE);
	expect_other("." CLAIMS "." SIGNATURE);
	expect_other(TOKEN ".");
	expect_other(TOKEN "." SIGNATURE "." SIGNATURE);
	expect_other("..");
}

Test(jws, is_base64url_without_padding)
{
	expect_other(HEADER "." CLAIMS "." SIGNATURE "=");
	expect_other(HEADER "." CLAIMS ".a+b");
	expect_other(HEADER "." CLAIMS ".a/b");
	expect_other(HEADER "." CLAIMS ".\xc3\xa9");
	cr_expect_eq(shape(HEADER "." CLAIMS ".a-b_"), AKV_JWS_COMPACT);
	cr_expect_eq(akv_jws_shape(TOKEN "\0a", sizeof(TOKEN) + 1),
		     AKV_JWS_OTHER);
}

Test(jws, begins_with_a_json_object)
{
	expect_other("www.contoso.com");
	expect_other("a." CLAIMS "." SIGNATURE);
	expect_other("W10." CLAIMS "." SIGNATURE);  /* [] */
	expect_other("MTIz." CLAIMS "." SIGNATURE); /* 123 */
	expect_other("<!DOCTYPE/html>");
}

Test(jws, is_one_word)
{
	static const char *const broken[] = {
		TOKEN "\n" TOKEN, TOKEN " ",
		"\t" TOKEN,	  HEADER "\r\n." CLAIMS "." SIGNATURE,
		"<html> <body>",
	};

	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++)
		cr_expect_eq(shape(broken[i]), AKV_JWS_BROKEN, "%zu", i);
	cr_expect_eq(shape(""), AKV_JWS_EMPTY);
}

Test(jws, is_bounded)
{
	static char text[AKV_SECRET_TOKEN_MAX + 2];

	memset(text, 'a', sizeof(text) - 1);
	memcpy(text, TOKEN, strlen(TOKEN));
	cr_expect_eq(shape(text), AKV_JWS_TOO_LONG);
	text[AKV_SECRET_TOKEN_MAX] = '\0';
	cr_expect_eq(shape(text), AKV_JWS_COMPACT);
}

/* ${claims} are base64url. */
static bool read_expiry(const char *claims, int64_t *out)
{
	AKV_AUTO(secret) *token = NULL;

	cr_assert_eq(akv_secret_new(1024, &token, NULL), AKV_OK);
	cr_assert_eq(akv_secret_append_text(token, HEADER ".", NULL), AKV_OK);
	cr_assert_eq(akv_secret_append_text(token, claims, NULL), AKV_OK);
	cr_assert_eq(akv_secret_append_text(token, "." SIGNATURE, NULL),
		     AKV_OK);
	return akv_jws_expires_at(token, out);
}

Test(jws, says_when_it_expires)
{
	int64_t expires_at = 0;

	cr_expect(read_expiry(CLAIMS, &expires_at));
	cr_expect_eq(expires_at, 1700000000);
}

Test(jws, need_not_say_when_it_expires)
{
	static const char *const others[] = {
		"e30",		       /* {} */
		"eyJleHAiOjEuNX0",     /* {"exp":1.5} */
		"eyJleHAiOiJzb29uIn0", /* {"exp":"soon"} */
		"W10",		       /* [] */
		"a",		       /* a cut group */
		"_w",		       /* 0xff */
	};
	int64_t expires_at = 7;

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		cr_expect_not(read_expiry(others[i], &expires_at), "%s",
			      others[i]);
	cr_expect_eq(expires_at, 7);
}
