/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/reply/token_reply.h"
#include "tests/fakes/fake_reply.h"

enum { NOW = 1700000000 };

static const struct akv_entra_request request = {
	.authority_host = "login.microsoftonline.com",
	.tenant = "contoso.com",
	.client_id = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
	.credential = "client secret",
};
static struct akv_token token;
static struct akv_error err;

static void tear_down(void)
{
	akv_token_clear(&token);
	fake_reply_clear();
}

TestSuite(token_reply, .fini = tear_down);

static enum akv_code parse(void)
{
	return akv_token_reply_parse(&fake_reply, &request, NOW, &token, &err);
}

static void expect_life(const char *members, int64_t life_s)
{
	char body[512];

	(void)snprintf(
		body, sizeof(body),
		"{\"token_type\":\"Bearer\",\"access_token\":\"eyJ\",%s}",
		members);
	fake_reply_set(200, body);
	akv_token_clear(&token);
	cr_assert_eq(parse(), AKV_OK, "%s", members);
	cr_expect_eq(token.expires_at, NOW + life_s, "%s", members);
	cr_expect_str_eq(akv_secret_text(token.value), "eyJ");
}

static void expect_refused(const char *body, const char *text)
{
	fake_reply_set(200, body);
	cr_expect_eq(parse(), AKV_ERR_PEER, "%s", body);
	cr_expect_str_eq(err.reason, "NotAToken");
	cr_expect_str_eq(err.text, text);
	cr_expect_null(token.value);
	cr_expect_eq(token.expires_at, 0);
}

Test(token_reply, reads_what_entra_sends)
{
	fake_reply_set_file(200, "entra/token.json");
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_eq(token.expires_at, NOW + 3599);
	cr_expect_str_eq(akv_secret_text(token.value),
			 "eyJ0eXAiOiJKV1QifQ."
			 "eyJhdWQiOiJodHRwczovL3ZhdWx0LmF6dXJlLm5ldCJ9."
			 "c2lnbmF0dXJl");
}

Test(token_reply, reads_a_life_in_every_form)
{
	expect_life("\"expires_in\":3599", 3599);
	expect_life("\"expires_in\":\"3599\"", 3599);
	expect_life("\"expires_in\":1", 1);
	expect_life("\"expires_on\":1700000100", 100);
	expect_life("\"expires_on\":\"1700000100\"", 100);
	expect_life("\"expires_in\":10,\"expires_on\":1700000100", 10);
	expect_life("\"expires_in\":null,\"expires_on\":1700000100", 100);
}

Test(token_reply, takes_a_day_for_longer_lives)
{
	expect_life("\"expires_in\":86400", 86400);
	expect_life("\"expires_in\":86401", 86400);
	expect_life("\"expires_in\":9223372036854775806", 86400);
	expect_life("\"expires_on\":\"9223372036854775806\"", 86400);
}

Test(token_reply, takes_bearer_in_any_case)
{
	fake_reply_set(200, "{\"token_type\":\"bEARER\",\"expires_in\":9,"
			    "\"access_token\":\"a\"}");
	cr_expect_eq(parse(), AKV_OK);
}

Test(token_reply, refuses_a_token_without_a_life)
{
	static const char *const lives[] = {
		"",
		",\"expires_in\":0",
		",\"expires_in\":-1",
		",\"expires_in\":\"-1\"",
		",\"expires_in\":\"soon\"",
		",\"expires_in\":3599.5",
		",\"expires_in\":99999999999999999999",
		",\"expires_in\":[3599]",
		",\"expires_in\":0,\"expires_on\":1700000100",
		",\"expires_on\":1700000000",
		",\"expires_on\":-1",
		",\"expires_on\":-9223372036854775807",
	};

	for (size_t i = 0; i < sizeof(lives) / sizeof(*lives); i++) {
		char body[256];

		(void)snprintf(body, sizeof(body),
			       "{\"token_type\":\"Bearer\","
			       "\"access_token\":\"a\"%s}",
			       lives[i]);
		expect_refused(body,
			       "Entra ID answered with a token without a life");
	}
}

Test(token_reply, refuses_what_is_no_token)
{
	static const char *const tokens[] = { "1", "null", "\"\"", "[\"a\"]",
					      "{}" };

	for (size_t i = 0; i < sizeof(tokens) / sizeof(*tokens); i++) {
		char body[256];

		(void)snprintf(body, sizeof(body),
			       "{\"token_type\":\"Bearer\",\"expires_in\":9,"
			       "\"access_token\":%s}",
			       tokens[i]);
		expect_refused(body, "Entra ID answered with no access token");
	}
	expect_refused("{\"token_type\":\"Bearer\",\"expires_in\":9}",
		       "Entra ID answered with no access token");
}

Test(token_reply, refuses_a_token_that_no_header_can_carry)
{
	static const char *const tokens[] = { "a b",	  "a\\r\\nX: y",
					      "a\\u0000", "\xc3\xa9",
					      "\x7f",	  " a",
					      "a\\t" };

	for (size_t i = 0; i < sizeof(tokens) / sizeof(*tokens); i++) {
		char body[256];

		(void)snprintf(body, sizeof(body),
			       "{\"token_type\":\"Bearer\",\"expires_in\":9,"
			       "\"access_token\":\"%s\"}",
			       tokens[i]);
		expect_refused(body, "Entra ID answered with an access token "
				     "that no header can carry");
	}
}

Test(token_reply, refuses_another_kind_of_token)
{
	expect_refused("{\"token_type\":\"pop\",\"expires_in\":9,"
		       "\"access_token\":\"a\"}",
		       "Entra ID answered with a token that is no Bearer "
		       "token");
	expect_refused("{\"expires_in\":9,\"access_token\":\"a\"}",
		       "Entra ID answered with a token that is no Bearer "
		       "token");
	expect_refused("{\"token_type\":\"Bearer Bearer Bearer\","
		       "\"expires_in\":9,\"access_token\":\"a\"}",
		       "Entra ID answered with a token that is no Bearer "
		       "token");
}

static void set_token_of(size_t len)
{
	static const char head[] = "{\"token_type\":\"Bearer\","
				   "\"expires_in\":9,\"access_token\":\"";
	static char body[AKV_SECRET_TOKEN_MAX + 256];

	memcpy(body, head, sizeof(head) - 1);
	memset(body + sizeof(head) - 1, 'a', len);
	memcpy(body + sizeof(head) - 1 + len, "\"}", 3);
	fake_reply_set(200, body);
}

Test(token_reply, bounds_the_token)
{
	set_token_of(AKV_SECRET_TOKEN_MAX + 1);
	cr_expect_eq(parse(), AKV_ERR_PEER);
	cr_expect_str_eq(err.text,
			 "Entra ID answered with too long an access token");
	set_token_of(AKV_SECRET_TOKEN_MAX);
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_eq(akv_secret_len(token.value), AKV_SECRET_TOKEN_MAX);
}

Test(token_reply, refuses_what_is_not_json)
{
	static const char text[] =
		"Entra ID answered with something that is not JSON";

	expect_refused("<html>Sign in to the hotel</html>", text);
	expect_refused("", text);
	expect_refused("{\"access_token\":\"a\",\"access_token\":\"b\"}", text);
	expect_refused("\"eyJ\"", text);
	fake_reply_clear();
	cr_expect_eq(parse(), AKV_ERR_PEER);
}

Test(token_reply, shows_no_byte_of_the_body)
{
	expect_refused("{\"access_token\":\"hunter2 hunter2\","
		       "\"token_type\":\"Bearer\",\"expires_in\":9}",
		       "Entra ID answered with an access token that no header "
		       "can carry");
	cr_expect_null(strstr(err.hint, "hunter2"));
	cr_expect_str_eq(err.hint,
			 "the answer was 71 bytes of application/json; "
			 "charset=utf-8: a proxy or a captive portal may stand "
			 "in between\n");
}

Test(token_reply, takes_an_error_for_a_refusal)
{
	fake_reply_set(200, "{\"error\":\"invalid_client\",\"error_codes\":"
			    "[7000222],\"access_token\":\"a\",\"token_type\":"
			    "\"Bearer\",\"expires_in\":9}");
	cr_expect_eq(parse(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "AADSTS7000222");
	cr_expect_null(token.value);
}

Test(token_reply, clears_twice)
{
	fake_reply_set_file(200, "entra/token.json");
	cr_assert_eq(parse(), AKV_OK);
	akv_token_clear(&token);
	cr_expect_null(token.value);
	cr_expect_eq(token.expires_at, 0);
	akv_token_clear(&token);
}
