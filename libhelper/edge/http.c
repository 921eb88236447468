/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "libhelper/edge/http_session.h"
#include "libhelper/edge/libcurl_library.h"

#include "libhelper/edge/http.h"

void akv_http_prepare(void)
{
	akv_libcurl_preload();
}

enum akv_code akv_http_new(struct akv_deadline deadline, struct akv_http **out,
			   struct akv_error *err)
{
	AKV_AUTO(http) *http = NULL;
	enum akv_code code;

	code = akv_libcurl_load(err);
	if (code != AKV_OK)
		return code;
	http = calloc(1, sizeof(*http));
	if (http == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	http->deadline = deadline;
	http->reply_max = AKV_SECRET_REPLY_MAX;
	http->easy = curl_easy_init();
	if (http->easy == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");

	*out = http;
	http = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_http_set_deadline(struct akv_http *http, struct akv_deadline deadline)
{
	http->deadline = deadline;
}

void akv_http_free(struct akv_http *http)
{
	if (http == NULL)
		return;
	if (http->easy != NULL)
		curl_easy_cleanup(http->easy);
	free(http);
}
