/* SPDX-License-Identifier: MIT */
#define AKV_HTTP_MAY_CHOOSE_PROTOCOL
#include "libhelper/edge/http_session.h"

/* It is on this machine or its host, or it is not there: off Azure, packets
 * to it vanish, and nobody should wait long to be told so. */
enum { CONNECT_TIMEOUT_MS = 1000 };

/* The header's text: what it begins with, and a secret where it has one. */
static enum akv_code build_header(const struct akv_http_identity_proof *proof,
				  struct akv_secret **out,
				  struct akv_error *err)
{
	static const char *const begins[] = {
		[AKV_HTTP_IDENTITY_METADATA] = "Metadata: true",
		[AKV_HTTP_IDENTITY_HEADER] = "X-IDENTITY-HEADER: ",
		[AKV_HTTP_IDENTITY_BASIC] = "Authorization: Basic ",
	};
	AKV_AUTO(secret) *header = NULL;
	size_t len = proof->secret == NULL ? 0 : akv_secret_len(proof->secret);
	enum akv_code code;

	code = akv_secret_new(len + 64, &header, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append_text(header, begins[proof->kind], err);
	if (code == AKV_OK && proof->secret != NULL)
		code = akv_secret_append_secret(header, proof->secret, err);
	if (code != AKV_OK)
		return code;
	*out = header;
	header = NULL; /* the caller's now */
	return AKV_OK;
}

/* Never through a proxy, whatever HTTP_PROXY, ALL_PROXY and NO_PROXY say: to
 * a proxy, these addresses are its own. */
static enum akv_code go_plain_and_direct(CURL *easy, struct akv_error *err)
{
	if (curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http") == CURLE_OK &&
	    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*") == CURLE_OK)
		return AKV_OK;
	return akv_fail(err, AKV_ERR_OTHER, "LibraryFailed",
			"libcurl lacks an option that we need");
}

/* What the handle is used for next is none of this. */
static void go_safely_again(CURL *easy)
{
	(void)curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
	(void)curl_easy_setopt(easy, CURLOPT_NOPROXY, NULL);
	(void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, NULL);
}

static enum akv_code perform(struct akv_http *http, const char *host,
			     struct curl_slist *headers, struct akv_error *err)
{
	CURL *easy = http->easy;
	enum akv_code code = go_plain_and_direct(easy, err);

	if (code == AKV_OK) {
		(void)curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
				       (long)CONNECT_TIMEOUT_MS);
		(void)curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
		(void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
		akv_http_session_start_attempt(http);
		code = akv_http_session_perform(http, host, err);
	}
	go_safely_again(easy);
	return code;
}

enum akv_code akv_http_identity(struct akv_http *http,
				const struct akv_identity_url *url,
				const struct akv_http_identity_proof *proof,
				struct akv_http_reply *reply,
				struct akv_error *err)
{
	AKV_AUTO(secret) *header = NULL;
	char accept[] = "Accept: application/json";
	char metadata[] = "Metadata: true";
	/* our own nodes: libcurl only reads the list, and copies nothing */
	struct curl_slist nodes[] = { { NULL, &nodes[1] },
				      { accept, NULL },
				      { metadata, NULL } };
	enum akv_code code = build_header(proof, &header, err);

	if (code != AKV_OK)
		return code;
	/* the text stays where it is wiped, in front of the tail */
	nodes[0].data = akv_secret_tail(header) - akv_secret_len(header);
	akv_secret_grow(header, 0);
	if (proof->kind == AKV_HTTP_IDENTITY_BASIC)
		nodes[1].next = &nodes[2];

	code = akv_http_session_begin(http, akv_identity_url_text(url), reply,
				      err);
	if (code != AKV_OK)
		return code;
	return perform(http, akv_identity_url_host(url), nodes, err);
}
