/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <curl/curl.h>
#include <errno.h>

#include "libhelper/edge/http.h"
#include "tests/fakes/fake_libcurl.h"

static struct akv_http *http;
static struct akv_identity_url *url;
static struct akv_secret *secret;
static struct akv_http_reply reply;

static const struct akv_http_identity_proof metadata = {
	.kind = AKV_HTTP_IDENTITY_METADATA,
};

static void set_up(void)
{
	const struct akv_identity_query query = {
		.source = AKV_MANAGED_IDENTITY_IMDS,
		.resource = "https://vault.azure.net",
	};

	fake_libcurl = (struct fake_libcurl){ .status = 200, .body = "{}" };
	cr_assert_eq(akv_http_new(akv_clock_deadline_in(30000), &http, NULL),
		     AKV_OK);
	cr_assert_eq(akv_identity_url_new(&query, &url, NULL), AKV_OK);
	cr_assert_eq(akv_secret_new_from("hunter2", 7, &secret, NULL), AKV_OK);
	akv_http_reply_init(&reply);
}

static void tear_down(void)
{
	akv_http_reply_clear(&reply);
	akv_secret_free(secret);
	akv_identity_url_free(url);
	akv_http_free(http);
	cr_assert_eq(fake_libcurl.live_handles, 0);
}

TestSuite(http_identity, .init = set_up, .fini = tear_down);

/*
 * Everything that such a GET may tell libcurl.  An option that is not in this
 * list is a change of what we can say on the wire: it needs a reason and a
 * review.
 */
static const int allowed[] = {
	CURLOPT_URL,
	CURLOPT_HTTPGET,
	CURLOPT_HTTPHEADER,
	CURLOPT_PROTOCOLS_STR,
	CURLOPT_NOPROXY,
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

static enum akv_code get(const struct akv_http_identity_proof *proof,
			 struct akv_error *err)
{
	return akv_http_identity(http, url, proof, &reply, err);
}

Test(http_identity, tells_libcurl_nothing_that_is_not_on_the_list)
{
	cr_assert_eq(get(&metadata, NULL), AKV_OK);
	cr_assert_gt(fake_libcurl.option_count, 20);
	for (size_t i = 0; i < fake_libcurl.option_count; i++)
		cr_expect(is_allowed(fake_libcurl.options[i]), "option %d",
			  fake_libcurl.options[i]);
}

Test(http_identity, asks_with_the_metadata_header)
{
	cr_assert_eq(get(&metadata, NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.url,
			 "http://169.254.169.254/metadata/identity/oauth2/token"
			 "?api-version=2018-02-01"
			 "&resource=https%3A%2F%2Fvault.azure.net");
	cr_expect_str_eq(fake_libcurl.sent_headers,
			 "Metadata: true\nAccept: application/json\n");
	cr_expect_eq(reply.status, 200);
	cr_expect_str_eq(akv_secret_text(reply.body), "{}");
}

Test(http_identity, asks_with_the_header_of_app_service)
{
	const struct akv_http_identity_proof proof = {
		.kind = AKV_HTTP_IDENTITY_HEADER, .secret = secret
	};

	cr_assert_eq(get(&proof, NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.sent_headers,
			 "X-IDENTITY-HEADER: hunter2\n"
			 "Accept: application/json\n");
}

Test(http_identity, asks_with_a_key)
{
	const struct akv_http_identity_proof proof = {
		.kind = AKV_HTTP_IDENTITY_BASIC, .secret = secret
	};

	cr_assert_eq(get(&proof, NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.sent_headers,
			 "Authorization: Basic hunter2\n"
			 "Accept: application/json\nMetadata: true\n");
}

Test(http_identity, speaks_plain_http_past_every_proxy)
{
	cr_assert_eq(get(&metadata, NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.performed_protocols, "http");
	cr_expect_str_eq(fake_libcurl.performed_no_proxy, "*");
}

Test(http_identity, leaves_nothing_of_that_in_the_handle)
{
	struct akv_vault_url *vault = NULL;
	struct akv_bearer *bearer = NULL;
	struct akv_secret *token = NULL;

	cr_assert_eq(get(&metadata, NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.protocols, "https");
	cr_expect_str_eq(fake_libcurl.no_proxy, "(none)");

	cr_assert_eq(akv_url_secret("contoso.vault.azure.net", "a", NULL,
				    &vault, NULL),
		     AKV_OK);
	cr_assert_eq(akv_bearer_new(&bearer, NULL), AKV_OK);
	cr_assert_eq(akv_secret_new_from("t", 1, &token, NULL), AKV_OK);
	akv_bearer_deliver(bearer, token);
	cr_assert_eq(akv_http_get(http, vault, bearer, &reply, NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.performed_protocols, "https");
	cr_expect_str_eq(fake_libcurl.performed_no_proxy, "(none)");
	cr_expect_null(strstr(fake_libcurl.sent_headers, "Metadata"));
	akv_bearer_free(bearer);
	akv_vault_url_free(vault);
}

Test(http_identity, leaves_nothing_behind_after_a_failure_either)
{
	fake_libcurl.never_connects = true;
	fake_libcurl.result = CURLE_COULDNT_CONNECT;
	cr_assert_neq(get(&metadata, NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.protocols, "https");
	cr_expect_str_eq(fake_libcurl.no_proxy, "(none)");
}

Test(http_identity, does_not_wait_long_for_a_connection)
{
	cr_assert_eq(get(&metadata, NULL), AKV_OK);
	cr_expect_eq(fake_libcurl.connect_timeout_ms, 1000);
}

Test(http_identity, reads_the_challenge)
{
	static const char *const headers[] = {
		"HTTP/1.1 401 Unauthorized\r\n",
		"WWW-Authenticate: Basic realm=/var/opt/azcmagent/tokens/"
		"a.key\r\n",
		"\r\n", NULL
	};

	fake_libcurl.status = 401;
	fake_libcurl.headers = headers;
	cr_assert_eq(get(&metadata, NULL), AKV_OK);
	cr_expect_eq(reply.status, 401);
	cr_expect_str_eq(reply.challenge,
			 "Basic realm=/var/opt/azcmagent/tokens/a.key");
}

Test(http_identity, ends_a_reply_that_is_too_large)
{
	struct akv_error err = { 0 };

	fake_libcurl.body = "0123456789abcdef0123456789abcdef";
	fake_libcurl.body_repeats = AKV_SECRET_REPLY_MAX / 32 + 1;
	cr_assert_eq(get(&metadata, &err), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "ReplyTooLarge");
}

Test(http_identity, tells_that_nobody_listens)
{
	struct akv_error err = { 0 };

	fake_libcurl.never_connects = true;
	fake_libcurl.result = CURLE_COULDNT_CONNECT;
	fake_libcurl.sys_errno = ECONNREFUSED;
	cr_assert_eq(get(&metadata, &err), AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "ConnectFailed");
	cr_expect_str_eq(err.text, "cannot connect to 169.254.169.254: "
				   "Connection refused");
}

Test(http_identity, starts_nothing_when_the_time_is_up)
{
	struct akv_error err = { 0 };

	akv_http_free(http);
	cr_assert_eq(akv_http_new(akv_clock_deadline_in(0), &http, NULL),
		     AKV_OK);
	cr_assert_eq(get(&metadata, &err), AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "Timeout");
	cr_expect_eq(fake_libcurl.performed, 0);
}
