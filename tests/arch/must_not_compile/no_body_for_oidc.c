/* SPDX-License-Identifier: MIT */
/* What may post nothing has no way to post something. */
/* expect: poisoned */
#define AKV_HTTP_MAY_POST_NOTHING
#include "libhelper/edge/http_session.h"

CURLcode post(CURL *easy);

CURLcode post(CURL *easy)
{
#ifdef VIOLATION
	return curl_easy_setopt(easy, CURLOPT_POSTFIELDS, "a=b");
#else
	return curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, 0L);
#endif
}
