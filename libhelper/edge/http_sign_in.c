/* SPDX-License-Identifier: MIT */
#define AKV_HTTP_MAY_POST
#include "libhelper/edge/http_session.h"

#include <stdio.h>

enum akv_code akv_http_sign_in(struct akv_http *http,
			       const struct akv_token_url *url,
			       const struct akv_secret *form,
			       struct akv_http_reply *reply,
			       struct akv_error *err)
{
	char id[AKV_HTTP_SESSION_REQUEST_ID_SIZE];
	char id_line[64];
	char accept[] = "Accept: application/json";
	char no_expect[] = "Expect:";
	struct curl_slist nodes[] = { { accept, &nodes[1] },
				      { no_expect, &nodes[2] },
				      { id_line, NULL } };
	enum akv_code code;

	akv_http_session_request_id(id);
	(void)snprintf(id_line, sizeof(id_line), "client-request-id: %s", id);

	code = akv_http_session_begin(http, akv_url_token_text(url), reply,
				      err);
	if (code != AKV_OK)
		return code;
	/* POSTFIELDS is not copied: the form stays where it is wiped */
	(void)curl_easy_setopt(http->easy, CURLOPT_POSTFIELDS,
			       akv_secret_text(form));
	(void)curl_easy_setopt(http->easy, CURLOPT_POSTFIELDSIZE,
			       (long)akv_secret_len(form));
	(void)curl_easy_setopt(http->easy, CURLOPT_HTTPHEADER, nodes);
	akv_http_session_start_attempt(http);
	code = akv_http_session_perform(http, akv_url_token_host(url), err);
	(void)curl_easy_setopt(http->easy, CURLOPT_POSTFIELDS, NULL);
	(void)curl_easy_setopt(http->easy, CURLOPT_HTTPHEADER, NULL);
	return code;
}
