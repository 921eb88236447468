/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "libhelper/base/trace.h"
#include "libhelper/edge/http_session.h"

/* What the callback needs. */
struct pending_get {
	struct akv_http *http;
	struct akv_bearer *bearer;
	struct curl_slist *authorization; /* the list's node for it */
	struct akv_secret *header;	  /* what that node points to */
	struct akv_error *err;
};

static enum akv_code add_authorization(struct pending_get *get)
{
	const struct akv_secret *token;
	enum akv_code code;

	code = akv_bearer_wait(get->bearer, get->http->deadline, &token,
			       get->err);
	if (code != AKV_OK)
		return code;
	return akv_http_session_authorize(get->authorization, token,
					  get->header, get->err);
}

/*
 * libcurl calls this when the connection stands and TLS is agreed on, before
 * it builds the request: the last moment to need a token.  The list of
 * headers is read after it.
 */
static int on_connected(void *context, AKV_UNUSED char *remote_ip,
			AKV_UNUSED char *local_ip, AKV_UNUSED int remote_port,
			AKV_UNUSED int local_port)
{
	struct pending_get *get = context;

	akv_trace("connected, waiting for the token");
	if (add_authorization(get) != AKV_OK)
		return CURL_PREREQFUNC_ABORT;
	akv_http_session_start_attempt(get->http);
	return CURL_PREREQFUNC_OK;
}

static enum akv_code perform(struct pending_get *get, const char *host,
			     struct curl_slist *headers)
{
	CURL *easy = get->http->easy;
	enum akv_code code;

	(void)curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
	(void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
	(void)curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_connected);
	(void)curl_easy_setopt(easy, CURLOPT_PREREQDATA, get);
	code = akv_http_session_perform(get->http, host, get->err);
	/* nothing of ours stays behind in the handle */
	(void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, NULL);
	(void)curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, NULL);
	(void)curl_easy_setopt(easy, CURLOPT_PREREQDATA, NULL);
	return code;
}

/* Where to; it came out of one of the types of addresses. */
struct target {
	const char *url;
	const char *host;
};

static enum akv_code get_from(struct akv_http *http,
			      const struct target *target,
			      struct akv_bearer *bearer,
			      struct akv_http_reply *reply,
			      struct akv_error *err)
{
	AKV_AUTO(secret) *header = NULL;
	char id[AKV_HTTP_SESSION_REQUEST_ID_SIZE];
	char id_line[64];
	char accept[] = "Accept: application/json";
	char placeholder[] = "Authorization:";
	/* our own nodes: libcurl only reads the list, and copies nothing */
	struct curl_slist nodes[] = { { accept, &nodes[1] },
				      { id_line, &nodes[2] },
				      { placeholder, NULL } };
	struct pending_get get = { .http = http,
				   .bearer = bearer,
				   .authorization = &nodes[2],
				   .err = err };
	const struct akv_secret *token;
	enum akv_code code;

	akv_http_session_request_id(id);
	(void)snprintf(id_line, sizeof(id_line), "x-ms-client-request-id: %s",
		       id);
	code = akv_secret_new(AKV_HTTP_SESSION_AUTHORIZATION_MAX, &header, err);
	if (code != AKV_OK)
		return code;
	get.header = header;

	code = akv_http_session_begin(http, target->url, reply, err);
	if (code != AKV_OK)
		return code;
	http->bearer = bearer;
	code = perform(&get, target->host, nodes);
	http->bearer = NULL;
	/* the token's failure is the reason, libcurl's only its consequence */
	if (code != AKV_OK && akv_bearer_has_failed(bearer))
		return akv_bearer_wait(bearer, http->deadline, &token, err);
	return code;
}

enum akv_code akv_http_get(struct akv_http *http,
			   const struct akv_vault_url *url,
			   struct akv_bearer *bearer,
			   struct akv_http_reply *reply, struct akv_error *err)
{
	const struct target target = { .url = akv_url_vault_text(url),
				       .host = akv_url_vault_host(url) };
	enum akv_code code;

	if (akv_url_vault_is_list(url))
		http->reply_max = AKV_HTTP_LIST_REPLY_MAX;
	code = get_from(http, &target, bearer, reply, err);
	http->reply_max = AKV_SECRET_REPLY_MAX;
	return code;
}

enum akv_code akv_http_get_resource_manager(
	struct akv_http *http, const struct akv_resource_manager_url *url,
	struct akv_bearer *bearer, struct akv_http_reply *reply,
	struct akv_error *err)
{
	const struct target target = {
		.url = akv_resource_manager_url_text(url),
		.host = akv_resource_manager_url_host(url),
	};
	enum akv_code code;

	http->reply_max = AKV_HTTP_RESOURCE_MANAGER_REPLY_MAX;
	code = get_from(http, &target, bearer, reply, err);
	http->reply_max = AKV_SECRET_REPLY_MAX;
	return code;
}
