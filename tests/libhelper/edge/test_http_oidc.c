/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <curl/curl.h>
#include <string.h>

#include "libhelper/edge/http.h"
#include "tests/fakes/fake_libcurl.h"

#define CONNECTION "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"

static struct akv_http *http;
static struct akv_oidc_url *github;
static struct akv_oidc_url *pipelines;
static struct akv_secret *bearer;
static struct akv_http_reply reply;

static void set_up(void)
{
	fake_libcurl = (struct fake_libcurl){ .status = 200, .body = "{}" };
	cr_assert_eq(akv_http_new(akv_clock_deadline_in(30000), &http, NULL),
		     AKV_OK);
	cr_assert_eq(akv_oidc_url_github_actions(
			     "https://run.actions.githubusercontent.com/id?v=2",
			     "api://x", &github, NULL),
		     AKV_OK);
	cr_assert_eq(akv_oidc_url_azure_pipelines(
			     "https://dev.azure.com/contoso/oidctoken",
			     CONNECTION, &pipelines, NULL),
		     AKV_OK);
	cr_assert_eq(akv_secret_new_from("eyJ.job", 7, &bearer, NULL), AKV_OK);
	akv_http_reply_init(&reply);
}

static void tear_down(void)
{
	akv_http_reply_clear(&reply);
	akv_secret_free(bearer);
	akv_oidc_url_free(github);
	akv_oidc_url_free(pipelines);
	akv_http_free(http);
	cr_assert_eq(fake_libcurl.live_handles, 0);
}

TestSuite(http_oidc, .init = set_up, .fini = tear_down);

/*
 * Everything that either request may tell libcurl.  An option that is not in
 * this list is a change of what we can say on the wire: it needs a reason and
 * a review.
 */
static const int allowed[] = {
	CURLOPT_URL,
	CURLOPT_HTTPGET,
	CURLOPT_POST,
	CURLOPT_POSTFIELDSIZE,
	CURLOPT_HTTPHEADER,
	CURLOPT_PROTOCOLS_STR,
	CURLOPT_SSL_VERIFYPEER,
	CURLOPT_SSL_VERIFYHOST,
	CURLOPT_SSLVERSION,
	CURLOPT_DISALLOW_USERNAME_IN_URL,
	CURLOPT_HEADEROPT,
	CURLOPT_SUPPRESS_CONNECT_HEADERS,
	CURLOPT_HTTP_VERSION,
	CURLOPT_NOSIGNAL,
	CURLOPT_USERAGENT,
	CURLOPT_CAINFO,
	CURLOPT_CAPATH,
	CURLOPT_HEADERFUNCTION,
	CURLOPT_HEADERDATA,
	CURLOPT_WRITEFUNCTION,
	CURLOPT_WRITEDATA,
	CURLOPT_NOPROGRESS,
	CURLOPT_XFERINFOFUNCTION,
	CURLOPT_XFERINFODATA,
	CURLOPT_ERRORBUFFER,
	CURLOPT_TIMEOUT_MS,
	CURLOPT_CONNECTTIMEOUT_MS,
};

static bool is_allowed(int option)
{
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		if (allowed[i] == option)
			return true;
	return false;
}

static void ask(const struct akv_oidc_url *url)
{
	cr_assert_eq(akv_http_oidc(http, url, bearer, &reply, NULL), AKV_OK);
	for (size_t i = 0; i < fake_libcurl.option_count; i++)
		cr_expect(is_allowed(fake_libcurl.options[i]), "option %d",
			  fake_libcurl.options[i]);
}

Test(http_oidc, gets_a_token_from_github)
{
	ask(github);
	cr_expect_str_eq(fake_libcurl.url,
			 "https://run.actions.githubusercontent.com/id?v=2"
			 "&audience=api%3A%2F%2Fx");
	cr_expect_str_eq(fake_libcurl.sent_headers,
			 "Authorization: Bearer eyJ.job\n"
			 "Accept: application/json\n");
	cr_expect_not(fake_libcurl_was_told(CURLOPT_POST));
	cr_expect_eq(reply.status, 200);
	cr_expect_str_eq(akv_secret_text(reply.body), "{}");
}

Test(http_oidc, posts_nothing_to_azure_pipelines)
{
	fake_libcurl.form_size = -1;
	ask(pipelines);
	cr_expect_str_eq(fake_libcurl.url,
			 "https://dev.azure.com/contoso/oidctoken"
			 "?api-version=7.1&serviceConnectionId=" CONNECTION);
	cr_expect_str_eq(fake_libcurl.sent_headers,
			 "Authorization: Bearer eyJ.job\n"
			 "Accept: application/json\n"
			 "Content-Type: application/json\n"
			 "X-TFS-FedAuthRedirect: Suppress\n");
	cr_expect(fake_libcurl.was_post);
	cr_expect_eq(fake_libcurl.form_size, 0);
	cr_expect_str_eq(fake_libcurl.form, "");
}

Test(http_oidc, leaves_nothing_of_the_request_in_the_handle)
{
	ask(pipelines);
	/* the last two options take the headers and the method back */
	cr_expect_eq(fake_libcurl.options[fake_libcurl.option_count - 2],
		     CURLOPT_HTTPHEADER);
	cr_expect_eq(fake_libcurl.options[fake_libcurl.option_count - 1],
		     CURLOPT_HTTPGET);
	ask(github);
	cr_expect_not(fake_libcurl.was_post);
}

Test(http_oidc, checks_certificates_and_speaks_https_alone)
{
	ask(github);
	cr_expect(fake_libcurl_was_told(CURLOPT_SSL_VERIFYPEER));
	cr_expect(fake_libcurl_was_told(CURLOPT_SSL_VERIFYHOST));
	cr_expect(fake_libcurl_was_told(CURLOPT_PROTOCOLS_STR));
	cr_expect(fake_libcurl_was_told(CURLOPT_SSLVERSION));
}

Test(http_oidc, tells_why_no_reply_came)
{
	struct akv_error err = { 0 };

	fake_libcurl.never_connects = true;
	fake_libcurl.result = CURLE_COULDNT_CONNECT;
	cr_expect_eq(akv_http_oidc(http, github, bearer, &reply, &err),
		     AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "ConnectFailed");
	cr_expect_not_null(
		strstr(err.text, "run.actions.githubusercontent.com"));
	cr_expect_null(strstr(err.text, "eyJ.job"));
}

Test(http_oidc, starts_nothing_when_the_time_is_up)
{
	struct akv_error err = { 0 };

	akv_http_free(http);
	cr_assert_eq(akv_http_new(akv_clock_deadline_in(0), &http, NULL),
		     AKV_OK);
	cr_expect_eq(akv_http_oidc(http, pipelines, bearer, &reply, &err),
		     AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "Timeout");
	cr_expect_eq(fake_libcurl.performed, 0);
}
