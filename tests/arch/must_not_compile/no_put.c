/* SPDX-License-Identifier: MIT */
/* A vault cannot be written to: the methods have no spelling. */
/* expect: poisoned */
#include "libhelper/edge/http_session.h"

CURLcode put(CURL *easy);

CURLcode put(CURL *easy)
{
#ifdef VIOLATION
	return curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "PUT");
#else
	return curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
#endif
}
