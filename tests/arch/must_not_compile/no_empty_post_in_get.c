/* SPDX-License-Identifier: MIT */
/* Only http_oidc.c posts nothing, and it says so before the header. */
/* expect: poisoned */
#ifndef VIOLATION
#define AKV_HTTP_MAY_POST_NOTHING
#endif
#include "libhelper/edge/http_session.h"

CURLcode post(CURL *easy);

CURLcode post(CURL *easy)
{
	return curl_easy_setopt(easy, CURLOPT_POST, 1L);
}
