/* SPDX-License-Identifier: MIT */
/* http_session.c says https, http_identity.c says http; nobody else chooses. */
/* expect: poisoned */
#ifndef VIOLATION
#define AKV_HTTP_MAY_CHOOSE_PROTOCOL
#endif
#include "libhelper/edge/http_session.h"

CURLcode choose(CURL *easy);

CURLcode choose(CURL *easy)
{
	return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http");
}
