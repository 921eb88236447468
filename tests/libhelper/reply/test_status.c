/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>

#include "libhelper/reply/status.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_reply.h"

static struct akv_error err;

TestSuite(status, .fini = fake_reply_clear);

static void expect(int status, const char *reason, enum akv_code code,
		   const char *text)
{
	fake_reply_clear();
	fake_reply.status = status;
	cr_expect_eq(akv_status_error(&fake_reply, "Entra ID", reason, &err),
		     code, "%d", status);
	cr_expect_eq(err.code, code);
	cr_expect_str_eq(err.text, text);
}

Test(status, never_follows_a_redirect)
{
	expect(302, "Word", AKV_ERR_PEER,
	       "Entra ID answered with a redirect (302), which is never "
	       "followed");
	cr_expect_str_eq(err.reason, "Redirected");
	cr_expect_str_eq(err.hint, "a proxy or a captive portal may stand in "
				   "between: check HTTPS_PROXY\n");
	expect(300, "", AKV_ERR_PEER,
	       "Entra ID answered with a redirect (300), which is never "
	       "followed");
	expect(399, "", AKV_ERR_PEER,
	       "Entra ID answered with a redirect (399), which is never "
	       "followed");
}

Test(status, takes_5xx_and_408_for_faults_that_pass)
{
	expect(503, "", AKV_ERR_UNREACHABLE,
	       "Entra ID answered with a server error (503)");
	cr_expect_str_eq(err.reason, "ServerError");
	cr_expect_str_eq(err.hint,
			 "it usually passes: try again in a minute\n");
	expect(500, "", AKV_ERR_UNREACHABLE,
	       "Entra ID answered with a server error (500)");
	expect(408, "", AKV_ERR_UNREACHABLE,
	       "Entra ID answered with a server error (408)");
	expect(599, "AADSTS90033", AKV_ERR_UNREACHABLE,
	       "Entra ID answered with a server error (599)");
	cr_expect_str_eq(err.reason, "AADSTS90033");
}

Test(status, says_how_long_to_wait)
{
	expect(429, "", AKV_ERR_THROTTLED,
	       "Entra ID gets too many requests (429)");
	cr_expect_str_eq(err.reason, "Throttled");
	cr_expect_str_eq(err.hint, "wait a minute, then try again\n");
	fake_reply.retry_after_ms = 60000;
	cr_expect_eq(
		akv_status_error(&fake_reply, "vault contoso", "Busy", &err),
		AKV_ERR_THROTTLED);
	cr_expect_str_eq(err.reason, "Busy");
	cr_expect_str_eq(err.text, "vault contoso gets too many requests (429) "
				   "and wants us to wait 60 seconds");
	fake_reply.retry_after_ms = 1001;
	cr_expect_eq(akv_status_error(&fake_reply, "Entra ID", "", &err),
		     AKV_ERR_THROTTLED);
	cr_expect_str_eq(err.text, "Entra ID gets too many requests (429) and "
				   "wants us to wait 2 seconds");
}

Test(status, blames_the_proxy_for_407)
{
	expect(407, "", AKV_ERR_UNREACHABLE,
	       "Entra ID was not reached: something else answered with status "
	       "407");
	cr_expect_str_eq(err.reason, "ProxyRefused");
	cr_expect_str_eq(err.hint,
			 "a proxy or a captive portal may stand in between: "
			 "check HTTPS_PROXY and NO_PROXY, and that it lets "
			 "this host through\n");
}

Test(status, explains_nothing_else)
{
	expect(418, "", AKV_ERR_PEER,
	       "Entra ID answered with status 418, which means nothing here");
	cr_expect_str_eq(err.reason, "HttpStatus");
	expect(204, "", AKV_ERR_PEER,
	       "Entra ID answered with status 204, which means nothing here");
	expect(409, "Conflict", AKV_ERR_PEER,
	       "Entra ID answered with status 409, which means nothing here");
	cr_expect_str_eq(err.reason, "Conflict");
}

Test(status, describes_a_body_without_quoting_it)
{
	fake_reply_set(200, "<html>hunter2</html>");
	(void)snprintf(fake_reply.content_type, sizeof(fake_reply.content_type),
		       "text/html\x1b[31m");
	cr_expect_eq(akv_status_bad_body(&fake_reply, "the vault", "NotASecret",
					 "no value", &err),
		     AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "NotASecret");
	cr_expect_str_eq(err.text, "the vault answered with no value");
	cr_expect_str_eq(err.hint,
			 "the answer was 20 bytes of text/html\\x1b[31m: a "
			 "proxy or a captive portal may stand in between\n");
}

Test(status, describes_a_body_that_is_not_there)
{
	fake_reply_clear();
	cr_expect_eq(akv_status_bad_body(&fake_reply, "the vault", "NotASecret",
					 "no value", &err),
		     AKV_ERR_PEER);
	cr_expect_str_eq(err.hint,
			 "the answer was 0 bytes of no stated type: a proxy or "
			 "a captive portal may stand in between\n");
}

Test(status, knows_what_passes)
{
	cr_expect(akv_status_is_passing(408));
	cr_expect(akv_status_is_passing(429));
	cr_expect(akv_status_is_passing(500));
	cr_expect(akv_status_is_passing(504));
	cr_expect_not(akv_status_is_passing(499));
	cr_expect_not(akv_status_is_passing(404));
	cr_expect_not(akv_status_is_passing(200));
}

static void expect_clock(int64_t ours, int64_t theirs, const char *hint)
{
	err = (struct akv_error){ 0 };
	fake_clock.unix_s = ours;
	fake_reply.date_s = theirs;
	akv_status_hint_clock(&fake_reply, &err);
	cr_expect_str_eq(err.hint, hint);
}

Test(status, says_when_the_clock_is_wrong)
{
	expect_clock(1000000, 1000301,
		     "this machine's clock is 5 minutes behind\n");
	expect_clock(1003600, 1000000,
		     "this machine's clock is 60 minutes ahead\n");
	expect_clock(0, 1700000000,
		     "this machine's clock is 28333333 minutes behind\n");
}

Test(status, says_nothing_of_a_clock_that_is_good_enough)
{
	expect_clock(1000000, 1000300, "");
	expect_clock(1000300, 1000000, "");
	expect_clock(1000000, -1, "");
}
