/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/reply/oidc_reply.h"
#include "tests/fakes/fake_reply.h"

#define TOKEN "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJl"

static struct akv_secret *token;
static struct akv_error err;

static void tear_down(void)
{
	akv_secret_free(token);
	fake_reply_clear();
}

TestSuite(oidc_reply, .fini = tear_down);

static enum akv_code parse(enum akv_oidc_service service)
{
	err = (struct akv_error){ 0 };
	return akv_oidc_reply_parse(&fake_reply, service, &token, &err);
}

static void expect_bad(enum akv_oidc_service service, const char *body,
		       const char *text)
{
	fake_reply_set(200, body);
	cr_expect_eq(parse(service), AKV_ERR_PEER, "%s", body);
	cr_expect_str_eq(err.reason, "NotAToken");
	cr_expect_str_eq(err.text, text);
	cr_expect_null(token);
}

static void expect_refused(enum akv_oidc_service service, const char *text)
{
	cr_expect_eq(parse(service), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "FederatedTokenRefused");
	cr_expect_str_eq(err.text, text);
	cr_expect_null(token);
}

Test(oidc_reply, reads_what_github_sends)
{
	fake_reply_set(200, "{\"count\":1,\"value\":\"" TOKEN "\"}");
	cr_assert_eq(parse(AKV_OIDC_GITHUB_ACTIONS), AKV_OK);
	cr_expect_str_eq(akv_secret_text(token), TOKEN);
}

Test(oidc_reply, reads_what_azure_pipelines_sends)
{
	fake_reply_set(200, "{\"oidcToken\":\"" TOKEN "\"}");
	cr_assert_eq(parse(AKV_OIDC_AZURE_PIPELINES), AKV_OK);
	cr_expect_str_eq(akv_secret_text(token), TOKEN);
}

Test(oidc_reply, takes_no_member_of_another_service)
{
	expect_bad(AKV_OIDC_GITHUB_ACTIONS, "{\"oidcToken\":\"" TOKEN "\"}",
		   "GitHub Actions answered with no token");
	expect_bad(AKV_OIDC_AZURE_PIPELINES, "{\"value\":\"" TOKEN "\"}",
		   "Azure Pipelines answered with no token");
}

Test(oidc_reply, refuses_what_is_no_token)
{
	static const char *const none[] = { "{}", "{\"value\":null}",
					    "{\"value\":\"\"}",
					    "{\"value\":[\"" TOKEN "\"]}" };
	static const char *const others[] = {
		"{\"value\":\"hunter2\"}",
		"{\"value\":\"" TOKEN "\\r\\nX: y\"}",
		"{\"value\":\"" TOKEN "\\u0000\"}",
		"{\"value\":\" " TOKEN "\"}",
	};
	static const char *const garbage[] = { "", "<html>", "\"" TOKEN "\"",
					       TOKEN };

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		expect_bad(AKV_OIDC_GITHUB_ACTIONS, none[i],
			   "GitHub Actions answered with no token");
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		expect_bad(AKV_OIDC_GITHUB_ACTIONS, others[i],
			   "GitHub Actions answered with a token that is no "
			   "JWT");
	for (size_t i = 0; i < sizeof(garbage) / sizeof(*garbage); i++)
		expect_bad(AKV_OIDC_GITHUB_ACTIONS, garbage[i],
			   "GitHub Actions answered with something that is not "
			   "JSON");
	cr_expect_null(strstr(err.hint, "hunter2"));
}

Test(oidc_reply, bounds_the_token)
{
	static char body[AKV_SECRET_TOKEN_MAX + 128] = "{\"value\":\"" TOKEN;
	size_t len = strlen(body);

	memset(body + len, 'a', AKV_SECRET_TOKEN_MAX);
	memcpy(body + len + AKV_SECRET_TOKEN_MAX, "\"}", 3);
	expect_bad(AKV_OIDC_GITHUB_ACTIONS, body,
		   "GitHub Actions answered with too long a token");
}

Test(oidc_reply, says_why_github_refuses)
{
	fake_reply_set(401, "{\"message\":\"Bad credentials\\nmore\"}");
	expect_refused(AKV_OIDC_GITHUB_ACTIONS,
		       "GitHub Actions refused to give the job a token (401): "
		       "Bad credentials");
	cr_expect_not_null(strstr(err.hint, "id-token: write"));
	fake_reply_set(403, "{}");
	expect_refused(AKV_OIDC_GITHUB_ACTIONS,
		       "GitHub Actions refused to give the job a token (403)");
	fake_reply_set(404, "{\"message\":1}");
	expect_refused(AKV_OIDC_GITHUB_ACTIONS,
		       "GitHub Actions refused to give the job a token (404)");
}

Test(oidc_reply, says_why_azure_pipelines_refuses)
{
	fake_reply_set(404, "{\"$id\":\"1\",\"message\":\"No service "
			    "connection\",\"typeKey\":\"X\"}");
	expect_refused(AKV_OIDC_AZURE_PIPELINES,
		       "Azure Pipelines refused to give the job a token (404): "
		       "No service connection");
	cr_expect_not_null(strstr(err.hint, "service connection id"));
	cr_expect_null(strstr(err.hint, "HTTPS_PROXY"));
	fake_reply_set(401, "");
	expect_refused(AKV_OIDC_AZURE_PIPELINES,
		       "Azure Pipelines refused to give the job a token (401)");
	cr_expect_null(strstr(err.hint, "service connection id"));
	cr_expect_not_null(
		strstr(err.hint, "SYSTEM_ACCESSTOKEN: $(System.AccessToken)"));
	cr_expect_not_null(strstr(err.hint, "HTTPS_PROXY"));
}

Test(oidc_reply, takes_a_page_to_sign_in_on_for_a_refusal)
{
	static const char page[] = "<html>Sign in to your account</html>";

	fake_reply_set(203, page);
	expect_refused(AKV_OIDC_AZURE_PIPELINES,
		       "Azure Pipelines answered with a page to sign in on "
		       "(203): it does not take SYSTEM_ACCESSTOKEN");
	fake_reply_set(302, page);
	expect_refused(AKV_OIDC_AZURE_PIPELINES,
		       "Azure Pipelines answered with a page to sign in on "
		       "(302): it does not take SYSTEM_ACCESSTOKEN");
	fake_reply_set(302, page);
	cr_expect_eq(parse(AKV_OIDC_GITHUB_ACTIONS), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "Redirected");
}

Test(oidc_reply, bounds_and_escapes_what_the_service_says)
{
	static char body[1100] = "{\"message\":\"\\u001b[2J";
	size_t len = strlen(body);

	memset(body + len, 'm', 1000);
	memcpy(body + len + 1000, "\"}", 3);
	fake_reply_set(400, body);
	cr_expect_eq(parse(AKV_OIDC_GITHUB_ACTIONS), AKV_ERR_SIGN_IN);
	cr_expect_null(strchr(err.text, '\x1b'));
	cr_expect_lt(strlen(err.text), 300);
}

Test(oidc_reply, leaves_the_rest_to_the_status)
{
	fake_reply_set(503, "");
	cr_expect_eq(parse(AKV_OIDC_GITHUB_ACTIONS), AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "ServerError");
	fake_reply_set(429, "");
	cr_expect_eq(parse(AKV_OIDC_AZURE_PIPELINES), AKV_ERR_THROTTLED);
	fake_reply_set(407, "");
	cr_expect_eq(parse(AKV_OIDC_AZURE_PIPELINES), AKV_ERR_UNREACHABLE);
	fake_reply_set(204, "");
	cr_expect_eq(parse(AKV_OIDC_AZURE_PIPELINES), AKV_ERR_PEER);
}

Test(oidc_reply, names_the_services)
{
	cr_expect_str_eq(akv_oidc_reply_service_name(AKV_OIDC_GITHUB_ACTIONS),
			 "GitHub Actions");
	cr_expect_str_eq(akv_oidc_reply_service_name(AKV_OIDC_AZURE_PIPELINES),
			 "Azure Pipelines");
}
