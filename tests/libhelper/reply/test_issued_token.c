/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/reply/issued_token.h"
#include "tests/fakes/fake_reply.h"

enum { NOW = 1700000000, DAY = 24 * 60 * 60 };

static struct akv_secret *token;
static struct akv_error err;

static void tear_down(void)
{
	akv_secret_free(token);
	fake_reply_clear();
}

TestSuite(issued_token, .fini = tear_down);

static enum akv_code read_token(const char *body)
{
	AKV_AUTO(json) *json = NULL;

	fake_reply_set(200, body);
	cr_assert_eq(akv_json_parse(fake_reply.body, &json, NULL), AKV_OK);
	return akv_issued_token_read(&fake_reply, "the peer", json, &token,
				     &err);
}

static void expect_refused(const char *body, const char *text)
{
	cr_expect_eq(read_token(body), AKV_ERR_PEER, "%s", body);
	cr_expect_str_eq(err.reason, "NotAToken");
	cr_expect_str_eq(err.text, text);
	cr_expect_null(token);
}

Test(issued_token, is_read_from_any_peers_reply)
{
	cr_assert_eq(read_token("{\"access_token\":\"eyJ\","
				"\"token_type\":\"bearer\"}"),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(token), "eyJ");
}

Test(issued_token, is_refused_in_the_name_of_the_peer)
{
	expect_refused("{}", "the peer answered with no access token");
	expect_refused("{\"access_token\":\"\"}",
		       "the peer answered with no access token");
	expect_refused("{\"access_token\":\"a b\",\"token_type\":\"Bearer\"}",
		       "the peer answered with an access token that no header "
		       "can carry");
	expect_refused("{\"access_token\":\"a\",\"token_type\":\"PoP\"}",
		       "the peer answered with a token that is no Bearer "
		       "token");
}

static void expect_expiry(int64_t life_s, int64_t expected_life_s)
{
	int64_t expires_at = -1;

	cr_expect(akv_issued_token_expiry(life_s, NOW, &expires_at));
	cr_expect_eq(expires_at, NOW + expected_life_s);
}

Test(issued_token, lasts_a_day_at_most)
{
	expect_expiry(1, 1);
	expect_expiry(3599, 3599);
	expect_expiry(DAY, DAY);
	expect_expiry(DAY + 1, DAY);
	expect_expiry(INT64_MAX, DAY);
}

Test(issued_token, has_to_last)
{
	int64_t expires_at = -1;

	cr_expect_not(akv_issued_token_expiry(0, NOW, &expires_at));
	cr_expect_not(akv_issued_token_expiry(-1, NOW, &expires_at));
	cr_expect_not(akv_issued_token_expiry(INT64_MIN, NOW, &expires_at));
	cr_expect_eq(expires_at, -1);
}
