/* SPDX-License-Identifier: MIT */
/* Only http_sign_in.c posts, and it says so before it includes the header. */
/* expect: poisoned */
#ifndef VIOLATION
#define AKV_HTTP_MAY_POST
#endif
#include "libhelper/edge/http_session.h"

CURLcode post(CURL *easy);

CURLcode post(CURL *easy)
{
	return curl_easy_setopt(easy, CURLOPT_POSTFIELDS, "");
}
