/* SPDX-License-Identifier: MIT */
#define AKV_HTTP_MAY_POST_NOTHING
#include "libhelper/edge/http_session.h"

/*
 * A POST with "Content-Length: 0": curl_easy_setopt(3) has it as POST with a
 * size of zero.  The options that would give it a body do not exist here.
 */
static void post_nothing(CURL *easy)
{
	(void)curl_easy_setopt(easy, CURLOPT_POST, 1L);
	(void)curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, 0L);
}

static void set_method(CURL *easy, enum akv_oidc_service service)
{
	switch (service) {
	case AKV_OIDC_AZURE_PIPELINES:
		post_nothing(easy);
		break;
	case AKV_OIDC_GITHUB_ACTIONS:
		(void)curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
		break;
	}
}

static enum akv_code perform(struct akv_http *http,
			     const struct akv_oidc_url *url,
			     struct curl_slist *headers, struct akv_error *err)
{
	enum akv_code code;

	set_method(http->easy, akv_oidc_url_service(url));
	(void)curl_easy_setopt(http->easy, CURLOPT_HTTPHEADER, headers);
	akv_http_session_start_attempt(http);
	code = akv_http_session_perform(http, akv_oidc_url_host(url), err);
	/* nothing of ours stays behind in the handle */
	(void)curl_easy_setopt(http->easy, CURLOPT_HTTPHEADER, NULL);
	(void)curl_easy_setopt(http->easy, CURLOPT_HTTPGET, 1L);
	return code;
}

enum akv_code akv_http_oidc(struct akv_http *http,
			    const struct akv_oidc_url *url,
			    const struct akv_secret *bearer,
			    struct akv_http_reply *reply, struct akv_error *err)
{
	AKV_AUTO(secret) *header = NULL;
	char accept[] = "Accept: application/json";
	char type[] = "Content-Type: application/json";
	/* else it answers a bad token with a page to sign in on */
	char no_page[] = "X-TFS-FedAuthRedirect: Suppress";
	bool is_pipelines =
		akv_oidc_url_service(url) == AKV_OIDC_AZURE_PIPELINES;
	struct curl_slist nodes[] = {
		{ NULL, &nodes[1] },
		{ accept, is_pipelines ? &nodes[2] : NULL },
		{ type, &nodes[3] },
		{ no_page, NULL },
	};
	enum akv_code code;

	code = akv_secret_new(AKV_HTTP_SESSION_AUTHORIZATION_MAX, &header, err);
	if (code != AKV_OK)
		return code;
	code = akv_http_session_authorize(&nodes[0], bearer, header, err);
	if (code != AKV_OK)
		return code;
	code = akv_http_session_begin(http, akv_oidc_url_text(url), reply, err);
	if (code != AKV_OK)
		return code;
	return perform(http, url, nodes, err);
}
