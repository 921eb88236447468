/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/reply/entra_error.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_reply.h"

#define SUPPORT \
	"correlation id: 9f3c8a52-1b7d-4c39-8d61-52a1f0c7b8de, " \
	"2026-01-02 03:04:05Z\n"

static struct akv_entra_request request = {
	.authority_host = "login.microsoftonline.com",
	.tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47",
	.client_id = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
	.credential = "client secret",
};
static struct akv_error err;

TestSuite(entra_error, .fini = fake_reply_clear);

static void expect(enum akv_code code, const char *reason, const char *text,
		   const char *hint)
{
	cr_expect_eq(akv_entra_error(&fake_reply, &request, &err), code);
	cr_expect_eq(err.code, code);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, text);
	cr_expect_str_eq(err.hint, hint);
}

/* -- codes -- */

Test(entra_error, explains_a_wrong_secret)
{
	fake_reply_set_file(401, "entra/wrong_secret.json");
	expect(AKV_ERR_SIGN_IN, "AADSTS7000215",
	       "Entra ID refused the client secret of application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
	       "give the secret's Value, not its Secret ID; the Value is shown "
	       "once, when the secret is made\n"
	       "make a new one: az ad app credential reset --id "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff --append\n" SUPPORT);
}

Test(entra_error, explains_an_expired_secret)
{
	fake_reply_set_file(401, "entra/expired_secret.json");
	expect(AKV_ERR_SIGN_IN, "AADSTS7000222",
	       "the client secret of application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff has expired",
	       "make a new one: az ad app credential reset --id "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff --append\n"
	       "those it has, and their ends: az ad app credential list --id "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff\n" SUPPORT);
}

Test(entra_error, explains_conditional_access)
{
	fake_reply_set_file(400, "entra/conditional_access.json");
	expect(AKV_ERR_SIGN_IN, "AADSTS53003",
	       "Conditional Access does not let application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff sign in from here",
	       "an administrator finds the policy by the correlation id in the "
	       "sign-in log, under service principal sign-ins\n" SUPPORT);
}

Test(entra_error, fills_in_tenant_and_authority)
{
	fake_reply_set(400, "{\"error\":\"invalid_request\","
			    "\"error_codes\":[90002]}");
	expect(AKV_ERR_SIGN_IN, "AADSTS90002",
	       "there is no tenant 72f988bf-86f1-41af-91ab-2d7cd011db47 at "
	       "login.microsoftonline.com",
	       "its id: az account show --query tenantId\n"
	       "a tenant of another cloud needs that cloud in the "
	       "configuration\n");
}

Test(entra_error, fills_in_the_credential)
{
	request.credential = "certificate";
	fake_reply_set(401, "{\"error\":\"invalid_client\","
			    "\"error_codes\":[700025]}");
	expect(AKV_ERR_SIGN_IN, "AADSTS700025",
	       "application 0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff is a public "
	       "client, which has no certificate",
	       "az ad app update --id 0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff "
	       "--is-fallback-public-client false\n");
}

Test(entra_error, puts_nothing_but_an_id_into_a_command)
{
	request.client_id = "x; rm -rf /";
	fake_reply_set(401, "{\"error\":\"invalid_client\","
			    "\"error_codes\":[7000229]}");
	expect(AKV_ERR_SIGN_IN, "AADSTS7000229",
	       "application CLIENT_ID has no service principal in tenant "
	       "72f988bf-86f1-41af-91ab-2d7cd011db47",
	       "an administrator makes it: az ad sp create --id CLIENT_ID\n");
}

Test(entra_error, says_that_the_clock_is_wrong)
{
	fake_reply_set_file(401, "entra/clock.json");
	fake_clock.unix_s = 1767319445 - 3600;
	fake_reply.date_s = 1767319445;
	expect(AKV_ERR_SIGN_IN, "AADSTS700024",
	       "the client secret of application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff is not valid at this time",
	       "check this machine's clock, the certificate's key, and that a "
	       "federated token is fresh\n"
	       "this machine's clock is 60 minutes behind\n" SUPPORT);
}

Test(entra_error, shows_the_first_sentence_of_a_code_it_does_not_know)
{
	fake_reply_set_file(401, "entra/unknown_code.json");
	expect(AKV_ERR_SIGN_IN, "AADSTS7654321",
	       "Entra ID refused to sign in application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff: Something new went wrong "
	       "with \\x1b[31mthe request\\x1b[0m",
	       SUPPORT);
}

static void expect_description(const char *description, const char *expected)
{
	char body[1024];
	char text[1024];

	(void)snprintf(body, sizeof(body),
		       "{\"error\":\"invalid_client\",\"error_codes\":[1],"
		       "\"error_description\":\"%s\"}",
		       description);
	(void)snprintf(text, sizeof(text),
		       "Entra ID refused to sign in application "
		       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff: %s",
		       expected);
	fake_reply_set(400, body);
	expect(AKV_ERR_SIGN_IN, "AADSTS1", text, "");
}

Test(entra_error, cuts_descriptions_at_their_first_sentence)
{
	char longest[600];
	char cut[600];

	expect_description("AADSTS1: One thing. Another.", "One thing");
	expect_description("AADSTS1: One thing.", "One thing");
	expect_description("AADSTS1: One thing.\\r\\nTrace ID: x", "One thing");
	expect_description("One thing\\nTrace ID: x", "One thing");
	expect_description("AADSTS1", "AADSTS1");
	expect_description("AADSTS1:", "invalid_client");
	expect_description("", "invalid_client");
	expect_description("See a.b.c for more. Bye", "See a.b.c for more");
	expect_description("x\\u0000y", "x");

	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	memcpy(cut, longest, 239);
	cut[239] = '\0';
	expect_description(longest, cut);
}

Test(entra_error, takes_the_oauth_word_where_there_is_no_code)
{
	fake_reply_set(401, "{\"error\":\"invalid_client\"}");
	expect(AKV_ERR_SIGN_IN, "invalid_client",
	       "Entra ID refused to sign in application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff: invalid_client",
	       "");
}

Test(entra_error, takes_the_first_code_and_only_a_good_one)
{
	static const char *const lists[] = {
		"[]",	       "[0]",	  "[-7000215]", "[100000000]", "[1.5]",
		"[[7000215]]", "7000215", "{}",		"[null]"
	};
	char body[128];

	fake_reply_set(401, "{\"error\":\"invalid_client\","
			    "\"error_codes\":[\"7000222\",7000215]}");
	cr_expect_eq(akv_entra_error(&fake_reply, &request, &err),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "AADSTS7000222");
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		(void)snprintf(body, sizeof(body),
			       "{\"error\":\"invalid_client\","
			       "\"error_codes\":%s}",
			       lists[i]);
		fake_reply_set(401, body);
		cr_expect_eq(akv_entra_error(&fake_reply, &request, &err),
			     AKV_ERR_SIGN_IN);
		cr_expect_str_eq(err.reason, "invalid_client");
	}
}

Test(entra_error, does_not_decide_by_the_description)
{
	fake_reply_set(400, "{\"error\":\"invalid_client\","
			    "\"error_description\":\"AADSTS7000215: Wrong\"}");
	expect(AKV_ERR_SIGN_IN, "invalid_client",
	       "Entra ID refused to sign in application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff: Wrong",
	       "");
}

Test(entra_error, shows_no_identifier_of_another_form)
{
	fake_reply_set(400, "{\"error\":\"invalid_client\",\"error_codes\":"
			    "[7000216],\"correlation_id\":\"x\\u001b\"}");
	expect(AKV_ERR_SIGN_IN, "AADSTS7000216",
	       "Entra ID found no client secret of application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff in the request",
	       "is it empty?\n");
	fake_reply_set(400, "{\"error\":\"invalid_client\",\"error_codes\":"
			    "[7000216],\"correlation_id\":\"9f3c8a52-1b7d-4c39-"
			    "8d61-52a1f0c7b8de\",\"timestamp\":\"now!\"}");
	expect(AKV_ERR_SIGN_IN, "AADSTS7000216",
	       "Entra ID found no client secret of application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff in the request",
	       "is it empty?\n"
	       "correlation id: 9f3c8a52-1b7d-4c39-8d61-52a1f0c7b8de\n");
}

/* -- faults that pass -- */

Test(entra_error, knows_faults_that_pass_by_their_word)
{
	static const char *const words[] = { "temporarily_unavailable",
					     "server_error" };
	char body[128];
	char text[128];

	for (size_t i = 0; i < 2; i++) {
		(void)snprintf(body, sizeof(body), "{\"error\":\"%s\"}",
			       words[i]);
		(void)snprintf(text, sizeof(text),
			       "Entra ID cannot sign anybody in now (%s)",
			       words[i]);
		fake_reply_set(400, body);
		expect(AKV_ERR_UNREACHABLE, words[i], text, "");
	}
}

Test(entra_error, knows_faults_that_pass_by_their_status)
{
	fake_reply_set(503, "{\"error\":\"invalid_client\","
			    "\"error_codes\":[7000215]}");
	expect(AKV_ERR_UNREACHABLE, "AADSTS7000215",
	       "Entra ID answered with a server error (503)",
	       "it usually passes: try again in a minute\n");
	fake_reply_set(500, "<html>");
	expect(AKV_ERR_UNREACHABLE, "ServerError",
	       "Entra ID answered with a server error (500)",
	       "it usually passes: try again in a minute\n");
	fake_reply_set(504, "");
	expect(AKV_ERR_UNREACHABLE, "ServerError",
	       "Entra ID answered with a server error (504)",
	       "it usually passes: try again in a minute\n");
}

Test(entra_error, takes_throttling_in_plain_text)
{
	fake_reply_set(429, "Too Many Requests");
	fake_reply.retry_after_ms = 60000;
	expect(AKV_ERR_THROTTLED, "Throttled",
	       "Entra ID gets too many requests (429) and wants us to wait 60 "
	       "seconds",
	       "");
}

Test(entra_error, prefers_the_wait_that_entra_asked_for)
{
	fake_reply_set_file(429, "entra/throttled.json");
	expect(AKV_ERR_THROTTLED, "AADSTS90055",
	       "tenant 72f988bf-86f1-41af-91ab-2d7cd011db47 signs in too often "
	       "for Entra ID",
	       "wait a minute, then try again\n" SUPPORT);
	fake_reply.retry_after_ms = 5000;
	expect(AKV_ERR_THROTTLED, "AADSTS90055",
	       "Entra ID gets too many requests (429) and wants us to wait 5 "
	       "seconds",
	       SUPPORT);
}

Test(entra_error, explains_a_loop)
{
	fake_reply_set(400, "{\"error\":\"invalid_request\","
			    "\"error_codes\":[50196]}");
	expect(AKV_ERR_THROTTLED, "AADSTS50196",
	       "Entra ID saw the same sign-in of application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff too often",
	       "wait some minutes; does anything call akv in a loop?\n"
	       "tokens are kept between runs where there is a store: akv cache "
	       "show\n");
}

/* -- answers that are not Entra's -- */

Test(entra_error, knows_a_proxys_page)
{
	static const int statuses[] = { 400, 401, 403, 404, 407 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		fake_reply_set(statuses[i], "<html>blocked</html>");
		cr_expect_eq(akv_entra_error(&fake_reply, &request, &err),
			     AKV_ERR_UNREACHABLE, "%d", statuses[i]);
		cr_expect_str_eq(err.reason, "ProxyRefused");
	}
	cr_expect_str_eq(err.text, "Entra ID was not reached: something else "
				   "answered with status 407");
}

Test(entra_error, follows_no_redirect)
{
	static const int statuses[] = { 300, 301, 302, 307, 308, 399 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		fake_reply_set(statuses[i], "{\"error\":\"invalid_client\"}");
		cr_expect_eq(akv_entra_error(&fake_reply, &request, &err),
			     AKV_ERR_PEER);
		cr_expect_str_eq(err.reason, "Redirected");
	}
	cr_expect_str_eq(err.text, "Entra ID answered with a redirect (399), "
				   "which is never followed");
}

Test(entra_error, takes_no_other_json_for_a_refusal)
{
	static const char *const bodies[] = {
		"{}",
		"[]",
		"{\"error\":\"\"}",
		"{\"error\":1}",
		"{\"error\":{\"code\":\"x\"}}",
		"{\"error\":\"Bad Words\"}",
		"{\"error\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
		"{\"error\":\"a\",\"error\":\"b\"}",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		fake_reply_set(400, bodies[i]);
		cr_expect_eq(akv_entra_error(&fake_reply, &request, &err),
			     AKV_ERR_UNREACHABLE, "%s", bodies[i]);
	}
}

Test(entra_error, has_nothing_to_say_of_other_statuses)
{
	fake_reply_set(204, "");
	expect(AKV_ERR_PEER, "HttpStatus",
	       "Entra ID answered with status 204, which means nothing here",
	       "");
	fake_reply_clear();
	fake_reply.status = 201;
	cr_expect_eq(akv_entra_error(&fake_reply, &request, NULL),
		     AKV_ERR_PEER);
}

Test(entra_error, speaks_of_an_error_in_a_200)
{
	fake_reply_set(200, "{\"error\":\"invalid_client\","
			    "\"error_codes\":[7000216]}");
	cr_expect_eq(akv_entra_error(&fake_reply, &request, &err),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "AADSTS7000216");
}
