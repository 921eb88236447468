/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <curl/curl.h>

#include "libhelper/edge/http.h"
#include "tests/fakes/fake_libcurl.h"

static struct akv_http *http;
static struct akv_token_url *url;
static struct akv_secret *form;
static struct akv_http_reply reply;

static void set_up(void)
{
	fake_libcurl = (struct fake_libcurl){ .status = 200, .body = "{}" };
	cr_assert_eq(akv_http_new(akv_clock_deadline_in(30000), &http, NULL),
		     AKV_OK);
	cr_assert_eq(akv_url_token("login.microsoftonline.com",
				   "72f988bf-86f1-41af-91ab-2d7cd011db47", &url,
				   NULL),
		     AKV_OK);
	cr_assert_eq(akv_secret_new_from("a=b", 3, &form, NULL), AKV_OK);
	akv_http_reply_init(&reply);
}

static void tear_down(void)
{
	akv_http_reply_clear(&reply);
	akv_secret_free(form);
	akv_token_url_free(url);
	akv_http_free(http);
}

TestSuite(http_sign_in, .init = set_up, .fini = tear_down);

Test(http_sign_in, posts_the_form_to_the_token_endpoint)
{
	cr_assert_eq(akv_http_sign_in(http, url, form, &reply, NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.url,
			 "https://login.microsoftonline.com/"
			 "72f988bf-86f1-41af-91ab-2d7cd011db47/oauth2/v2.0/"
			 "token");
	cr_expect_str_eq(fake_libcurl.form, "a=b");
	cr_expect_eq(reply.status, 200);
}

Test(http_sign_in, sends_no_token)
{
	cr_assert_eq(akv_http_sign_in(http, url, form, &reply, NULL), AKV_OK);
	cr_expect_str_eq(fake_libcurl.authorization, "");
	cr_expect_not(fake_libcurl_was_told(CURLOPT_PREREQFUNCTION));
}

Test(http_sign_in, gives_every_request_an_id_of_its_own)
{
	char first[sizeof(fake_libcurl.sent_headers)];

	cr_assert_eq(akv_http_sign_in(http, url, form, &reply, NULL), AKV_OK);
	memcpy(first, fake_libcurl.sent_headers, sizeof(first));
	cr_assert_eq(akv_http_sign_in(http, url, form, &reply, NULL), AKV_OK);
	cr_expect_neq(strstr(first, "client-request-id: "), NULL);
	cr_expect_str_neq(first, fake_libcurl.sent_headers);
}
