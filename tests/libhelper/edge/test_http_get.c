/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <curl/curl.h>

#include "libhelper/azure/url_list.h"
#include "libhelper/edge/http.h"
#include "tests/fakes/fake_libcurl.h"

static struct akv_http *http;
static struct akv_vault_url *url;
static struct akv_bearer *bearer;
static struct akv_http_reply reply;

static void set_up(void)
{
	fake_libcurl = (struct fake_libcurl){ .status = 200, .body = "{}" };
	cr_assert_eq(akv_http_new(akv_clock_deadline_in(30000), &http, NULL),
		     AKV_OK);
	cr_assert_eq(akv_url_secret("contoso.vault.azure.net", "sftp-password",
				    NULL, &url, NULL),
		     AKV_OK);
	cr_assert_eq(akv_bearer_new(&bearer, NULL), AKV_OK);
	akv_http_reply_init(&reply);
}

static void tear_down(void)
{
	akv_http_reply_clear(&reply);
	akv_bearer_free(bearer);
	akv_vault_url_free(url);
	akv_http_free(http);
	cr_assert_eq(fake_libcurl.live_handles, 0);
}

TestSuite(http_get, .init = set_up, .fini = tear_down);

static void deliver(const char *text)
{
	struct akv_secret *token;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &token, NULL),
		     AKV_OK);
	akv_bearer_deliver(bearer, token);
}

/*
 * Everything that a GET may tell libcurl.  An option that is not in this list
 * is a change of what we can say on the wire: it needs a reason and a review.
 */
static const int allowed[] = {
	CURLOPT_URL,
	CURLOPT_HTTPGET,
	CURLOPT_HTTPHEADER,
	CURLOPT_PREREQFUNCTION,
	CURLOPT_PREREQDATA,
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

Test(http_get, tells_libcurl_nothing_that_is_not_on_the_list)
{
	deliver("token");
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, NULL), AKV_OK);
	cr_assert_gt(fake_libcurl.option_count, 20);
	for (size_t i = 0; i < fake_libcurl.option_count; i++)
		cr_expect(is_allowed(fake_libcurl.options[i]), "option %d",
			  fake_libcurl.options[i]);
}

/* -- the same of Resource Manager -- */

static enum akv_code ask_resource_manager(struct akv_error *err)
{
	AKV_AUTO(resource_manager_url) *list = NULL;

	cr_assert_eq(akv_resource_manager_url_subscriptions(akv_cloud_default(),
							    &list, NULL),
		     AKV_OK);
	return akv_http_get_resource_manager(http, list, bearer, &reply, err);
}

Test(http_get, tells_nothing_else_for_resource_manager)
{
	deliver("token");
	cr_assert_eq(ask_resource_manager(NULL), AKV_OK);
	cr_assert_gt(fake_libcurl.option_count, 20);
	for (size_t i = 0; i < fake_libcurl.option_count; i++)
		cr_expect(is_allowed(fake_libcurl.options[i]), "option %d",
			  fake_libcurl.options[i]);
	cr_expect_not(fake_libcurl.was_post);
	cr_expect(fake_libcurl_was_told(CURLOPT_SSL_VERIFYPEER));
	cr_expect(fake_libcurl_was_told(CURLOPT_SSL_VERIFYHOST));
	cr_expect_str_eq(fake_libcurl.performed_protocols, "https");
}

Test(http_get, sends_the_token_to_resource_manager)
{
	deliver("eyJ.token");
	cr_assert_eq(ask_resource_manager(NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.url, "https://management.azure.com/"
					   "subscriptions"
					   "?api-version=2022-12-01");
	cr_expect_str_eq(fake_libcurl.authorization,
			 "Authorization: Bearer eyJ.token");
	cr_expect_eq(fake_libcurl.options[fake_libcurl.option_count - 3],
		     CURLOPT_HTTPHEADER);
}

Test(http_get, takes_more_for_a_list_than_for_a_secret)
{
	AKV_AUTO(vault_url) *list = NULL;
	struct akv_error err = { 0 };

	deliver("token");
	cr_assert_eq(akv_url_list("contoso.vault.azure.net",
				  AKV_URL_LIST_SECRETS, NULL, &list, NULL),
		     AKV_OK);
	fake_libcurl.body = "0123456789abcdef0123456789abcdef";
	fake_libcurl.body_repeats = AKV_HTTP_LIST_REPLY_MAX / 32;
	cr_assert_eq(akv_http_get(http, list, bearer, &reply, &err), AKV_OK);
	fake_libcurl.body_repeats++;
	cr_assert_eq(akv_http_get(http, list, bearer, &reply, &err),
		     AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "ReplyTooLarge");
	fake_libcurl.body_repeats = AKV_SECRET_REPLY_MAX / 32 + 1;
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, &err),
		     AKV_ERR_PEER);
}

Test(http_get, takes_more_from_resource_manager_than_from_a_vault)
{
	struct akv_error err = { 0 };

	deliver("token");
	fake_libcurl.body = "0123456789abcdef0123456789abcdef";
	fake_libcurl.body_repeats = AKV_HTTP_RESOURCE_MANAGER_REPLY_MAX / 32;
	cr_assert_eq(ask_resource_manager(&err), AKV_OK);
	fake_libcurl.body_repeats++;
	cr_assert_eq(ask_resource_manager(&err), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "ReplyTooLarge");
	fake_libcurl.body_repeats = AKV_SECRET_REPLY_MAX / 32 + 1;
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, &err),
		     AKV_ERR_PEER);
}

/* -- */

Test(http_get, checks_certificates_and_speaks_https_alone)
{
	deliver("token");
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, NULL), AKV_OK);
	cr_expect(fake_libcurl_was_told(CURLOPT_SSL_VERIFYPEER));
	cr_expect(fake_libcurl_was_told(CURLOPT_SSL_VERIFYHOST));
	cr_expect_str_eq(fake_libcurl.performed_protocols, "https");
	cr_expect(fake_libcurl_was_told(CURLOPT_SSLVERSION));
}

Test(http_get, sends_the_token_to_the_vault)
{
	deliver("eyJ.token");
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.url,
			 "https://contoso.vault.azure.net/secrets/"
			 "sftp-password?api-version=7.6");
	cr_expect_str_eq(fake_libcurl.authorization,
			 "Authorization: Bearer eyJ.token");
	cr_expect_eq(reply.status, 200);
	cr_expect_str_eq(akv_secret_text(reply.body), "{}");
}

Test(http_get, leaves_nothing_of_the_request_in_the_handle)
{
	deliver("token");
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, NULL), AKV_OK);
	/* the last three options take header list and callback back */
	cr_expect_eq(fake_libcurl.options[fake_libcurl.option_count - 3],
		     CURLOPT_HTTPHEADER);
	cr_expect_eq(fake_libcurl.options[fake_libcurl.option_count - 2],
		     CURLOPT_PREREQFUNCTION);
	cr_expect_eq(fake_libcurl.options[fake_libcurl.option_count - 1],
		     CURLOPT_PREREQDATA);
}

Test(http_get, sends_nothing_without_a_token)
{
	const struct akv_error why = { .code = AKV_ERR_SIGN_IN,
				       .reason = "AADSTS7000215",
				       .text = "no" };
	struct akv_error err = { 0 };

	akv_bearer_fail(bearer, &why);
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, &err),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "AADSTS7000215");
	cr_expect_str_eq(fake_libcurl.sent_headers, "");
}

Test(http_get, tells_the_token_s_failure_and_not_the_connection_s)
{
	const struct akv_error why = { .code = AKV_ERR_SIGN_IN,
				       .reason = "AADSTS7000215" };
	struct akv_error err = { 0 };

	fake_libcurl.never_connects = true;
	fake_libcurl.result = CURLE_COULDNT_CONNECT;
	akv_bearer_fail(bearer, &why);
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, &err),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "AADSTS7000215");
}

Test(http_get, ends_a_reply_that_is_too_large)
{
	struct akv_error err = { 0 };

	deliver("token");
	fake_libcurl.body = "0123456789abcdef0123456789abcdef";
	fake_libcurl.body_repeats = AKV_SECRET_REPLY_MAX / 32 + 1;
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, &err),
		     AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "ReplyTooLarge");
}

Test(http_get, takes_a_reply_of_the_largest_size)
{
	deliver("token");
	fake_libcurl.body = "0123456789abcdef0123456789abcdef";
	fake_libcurl.body_repeats = AKV_SECRET_REPLY_MAX / 32;
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, NULL), AKV_OK);
	cr_expect_eq(akv_secret_len(reply.body), AKV_SECRET_REPLY_MAX);
}

Test(http_get, starts_nothing_when_the_time_is_up)
{
	struct akv_error err = { 0 };

	akv_http_free(http);
	cr_assert_eq(akv_http_new(akv_clock_deadline_in(0), &http, NULL),
		     AKV_OK);
	deliver("token");
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, &err),
		     AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "Timeout");
	cr_expect_eq(fake_libcurl.performed, 0);
}

Test(http_get, trusts_whom_the_environment_says)
{
	cr_assert_eq(setenv("SSL_CERT_FILE", "/tmp/ca.pem", 1), 0);
	cr_assert_eq(unsetenv("SSL_CERT_DIR"), 0);
	deliver("token");
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.ca_file, "/tmp/ca.pem");
	cr_expect_str_eq(fake_libcurl.ca_path, "(none)");
}

Test(http_get, reads_the_headers_that_matter)
{
	static const char *const headers[] = {
		"HTTP/1.1 403 Forbidden\r\n",
		"Content-Type: application/json; charset=utf-8\r\n",
		"x-ms-keyvault-network-info: conn_type=Ipv4;addr=1.2.3.4;\r\n",
		"x-ms-request-id: 8a1b\r\n",
		"\r\n",
		NULL
	};

	deliver("token");
	fake_libcurl.status = 403;
	fake_libcurl.headers = headers;
	cr_assert_eq(akv_http_get(http, url, bearer, &reply, NULL), AKV_OK);
	cr_expect_eq(reply.status, 403);
	cr_expect(reply.from_key_vault);
	cr_expect_str_eq(reply.content_type, "application/json; charset=utf-8");
	cr_expect_str_eq(reply.request_id, "8a1b");
}
