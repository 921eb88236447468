/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/edge/http.h"
#include "tests/fakes/fake_libcurl.h"

Test(http, gives_every_client_a_handle_and_takes_it_back)
{
	struct akv_http *first = NULL;
	struct akv_http *second = NULL;

	akv_http_prepare();
	cr_assert_eq(akv_http_new(akv_clock_deadline_in(1000), &first, NULL),
		     AKV_OK);
	cr_assert_eq(akv_http_new(akv_clock_deadline_in(1000), &second, NULL),
		     AKV_OK);
	cr_expect_eq(fake_libcurl.live_handles, 2);
	akv_http_free(first);
	akv_http_free(second);
	akv_http_free(NULL);
	cr_expect_eq(fake_libcurl.live_handles, 0);
}
