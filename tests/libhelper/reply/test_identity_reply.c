/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/reply/identity_reply.h"
#include "tests/fakes/fake_reply.h"

#define OTHER_ID "11111111-a4ba-4c58-bd3e-5d3e76bd7fff"
#define CLIENT_ID "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define IMDS "the Instance Metadata Service answered with "

enum { NOW = 1700000000 };

static struct akv_identity_request request;
static struct akv_token token;
static struct akv_error err;

static void tear_down(void)
{
	akv_token_clear(&token);
	fake_reply_clear();
}

TestSuite(identity_reply, .fini = tear_down);

static enum akv_code parse(void)
{
	akv_token_clear(&token);
	return akv_identity_reply_parse(&fake_reply, &request, NOW, &token,
					&err);
}

static void set_members(const char *members)
{
	char body[512];

	(void)snprintf(body, sizeof(body),
		       "{\"token_type\":\"Bearer\",\"access_token\":\"eyJ\"%s}",
		       members);
	fake_reply_set(200, body);
}

static void expect_life(const char *members, int64_t life_s)
{
	set_members(members);
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

/* -- a token -- */

Test(identity_reply, reads_what_the_metadata_service_sends)
{
	fake_reply_set_file(200, "identity/imds.json");
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_eq(token.expires_at, NOW + 86399);
	cr_expect_str_eq(akv_secret_text(token.value),
			 "eyJ0eXAiOiJKV1QifQ."
			 "eyJhdWQiOiJodHRwczovL3ZhdWx0LmF6dXJlLm5ldCJ9."
			 "c2lnbmF0dXJl");
}

Test(identity_reply, reads_what_app_service_sends)
{
	request.source = AKV_MANAGED_IDENTITY_APP_SERVICE;
	fake_reply_set_file(200, "identity/app_service.json");
	cr_assert_eq(parse(), AKV_OK);
	cr_expect_eq(token.expires_at, NOW + 3600);
}

Test(identity_reply, reads_a_life_in_every_form)
{
	expect_life(",\"expires_in\":3599", 3599);
	expect_life(",\"expires_in\":\"3599\"", 3599);
	expect_life(",\"expires_in\":10,\"expires_on\":1700000100", 10);
	expect_life(",\"expires_in\":\"\",\"expires_on\":1700000100", 100);
	expect_life(",\"expires_on\":1700000100", 100);
	expect_life(",\"expires_on\":\"1700000100\"", 100);
	expect_life(",\"expires_on\":\"2023-11-14T22:15:00Z\"", 100);
	expect_life(",\"expires_on\":\"2023-11-14T23:15:00.1+01:00\"", 100);
	expect_life(",\"expires_on\":\"2023-11-14 22:15:00\"", 100);
	expect_life(",\"expires_on\":\"11/14/2023 22:15:00\"", 100);
	expect_life(",\"expires_on\":\"11/14/2023 22:15:00 +00:00\"", 100);
}

Test(identity_reply, takes_a_day_for_longer_lives)
{
	expect_life(",\"expires_in\":\"86401\"", 86400);
	expect_life(",\"expires_on\":\"9223372036854775806\"", 86400);
	expect_life(",\"expires_on\":\"9999-12-31T23:59:59Z\"", 86400);
}

Test(identity_reply, refuses_a_token_without_a_life)
{
	static const char *const lives[] = {
		"",
		",\"expires_in\":0",
		",\"expires_in\":\"0\"",
		",\"expires_in\":-1",
		",\"expires_in\":\"-1\"",
		",\"expires_in\":0,\"expires_on\":1700000100",
		",\"expires_on\":1700000000",
		",\"expires_on\":-1",
		",\"expires_on\":-9223372036854775807",
		",\"expires_on\":\"soon\"",
		",\"expires_on\":\"2023-11-14T22:13:20Z\"",
		",\"expires_on\":\"1900-01-01T00:00:00Z\"",
		",\"expires_on\":[1700000100]",
		",\"not_before\":\"1700000100\"",
	};

	for (size_t i = 0; i < sizeof(lives) / sizeof(*lives); i++) {
		char body[256];

		(void)snprintf(body, sizeof(body),
			       "{\"token_type\":\"Bearer\","
			       "\"access_token\":\"a\"%s}",
			       lives[i]);
		expect_refused(body, IMDS "a token without a life");
	}
}

Test(identity_reply, refuses_what_is_no_token)
{
	expect_refused("{\"expires_in\":\"9\",\"token_type\":\"Bearer\"}",
		       IMDS "no access token");
	expect_refused("{\"expires_in\":\"9\",\"access_token\":\"a b\","
		       "\"token_type\":\"Bearer\"}",
		       IMDS "an access token that no header can carry");
	expect_refused("{\"expires_in\":\"9\",\"access_token\":\"a\"}",
		       IMDS "a token that is no Bearer token");
}

Test(identity_reply, refuses_a_token_of_100_kb)
{
	static char body[100 * 1024 + 128];

	(void)snprintf(body, sizeof(body),
		       "{\"token_type\":\"Bearer\",\"expires_in\":\"9\","
		       "\"access_token\":\"%0*d\"}",
		       100 * 1024, 1);
	expect_refused(body, IMDS "too long an access token");
}

Test(identity_reply, names_a_proxy_or_a_wrong_endpoint_for_what_is_not_json)
{
	expect_refused("<html>Sign in to the hotel</html>",
		       IMDS "something that is not JSON");
	cr_expect_str_eq(err.hint,
			 "the answer was 33 bytes of application/json; "
			 "charset=utf-8: a proxy or a captive portal may stand "
			 "in between\n"
			 "check AZURE_POD_IDENTITY_AUTHORITY_HOST, if it is "
			 "set\n");
	expect_refused("", IMDS "something that is not JSON");
	fake_reply_clear();
	cr_expect_eq(parse(), AKV_ERR_PEER);
}

Test(identity_reply, takes_an_error_for_a_refusal)
{
	set_members(",\"expires_in\":9,\"error\":\"invalid_request\"");
	cr_expect_eq(parse(), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "IdentityNotFound");
	cr_expect_null(token.value);
}

/* -- whose token it is -- */

static enum akv_code parse_as(enum akv_managed_identity_source source,
			      const char *client_id, const char *members)
{
	request.source = source;
	request.client_id = client_id;
	set_members(members);
	return parse();
}

Test(identity_reply, wants_arc_to_say_whose_token_it_is)
{
	static const char *const silent[] = {
		",\"expires_in\":9",
		",\"expires_in\":9,\"client_id\":null",
		",\"expires_in\":9,\"client_id\":\"\"",
		",\"expires_in\":9,\"client_id\":[\"" CLIENT_ID "\"]",
		",\"expires_in\":9,\"client_id\":\"" OTHER_ID "\"",
	};

	for (size_t i = 0; i < sizeof(silent) / sizeof(*silent); i++) {
		cr_expect_eq(parse_as(AKV_MANAGED_IDENTITY_AZURE_ARC, CLIENT_ID,
				      silent[i]),
			     AKV_ERR_SIGN_IN);
		cr_expect_str_eq(err.reason, "WrongIdentity");
		cr_expect_str_eq(err.text,
				 "the Azure Arc agent gave a token of another "
				 "identity than client id " CLIENT_ID);
		cr_expect_null(token.value);
	}
	cr_expect_eq(parse_as(AKV_MANAGED_IDENTITY_AZURE_ARC, CLIENT_ID,
			      ",\"expires_in\":9,\"client_id\":\"" CLIENT_ID
			      "\""),
		     AKV_OK);
	cr_expect_eq(parse_as(AKV_MANAGED_IDENTITY_AZURE_ARC, CLIENT_ID,
			      ",\"expires_in\":9,\"client_id\":"
			      "\"0BFC4568-A4BA-4C58-BD3E-5D3E76BD7FFF\""),
		     AKV_OK);
}

Test(identity_reply, asks_nobody_whose_token_the_machines_own_is)
{
	cr_expect_eq(parse_as(AKV_MANAGED_IDENTITY_AZURE_ARC, NULL,
			      ",\"expires_in\":9"),
		     AKV_OK);
	cr_expect_eq(parse_as(AKV_MANAGED_IDENTITY_IMDS, NULL,
			      ",\"expires_in\":9,\"client_id\":\"" CLIENT_ID
			      "\""),
		     AKV_OK);
}

Test(identity_reply, takes_no_token_that_is_said_to_be_anothers)
{
	cr_expect_eq(parse_as(AKV_MANAGED_IDENTITY_IMDS, CLIENT_ID,
			      ",\"expires_in\":9"),
		     AKV_OK);
	cr_expect_eq(parse_as(AKV_MANAGED_IDENTITY_IMDS, CLIENT_ID,
			      ",\"expires_in\":9,\"client_id\":\"another\""),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "WrongIdentity");
}
