/* SPDX-License-Identifier: MIT */
/* A token cannot follow a redirect to another host. */
/* expect: poisoned */
#include "libhelper/edge/http_session.h"

CURLcode follow(CURL *easy);

CURLcode follow(CURL *easy)
{
#ifdef VIOLATION
	return curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
#else
	return curl_easy_setopt(easy, CURLOPT_MAXREDIRS, 0L);
#endif
}
