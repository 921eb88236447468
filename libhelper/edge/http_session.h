/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_HTTP_SESSION_H
#define AKV_EDGE_HTTP_SESSION_H

#include <curl/curl.h>

#include "libhelper/edge/http.h"

/*
 * What http_get.c, http_identity.c, http_oidc.c and http_sign_in.c share.
 * Private to them and to http_session.c: nothing else includes libcurl's
 * header.
 */

struct akv_http {
	CURL *easy;
	struct akv_deadline deadline;
	struct akv_deadline attempt;  /* of the exchange under way */
	struct akv_http_reply *reply; /* where it goes; borrowed */
	size_t reply_max;	      /* bytes of its body */
	/* whose failure ends the exchange early; borrowed, or NULL */
	struct akv_bearer *bearer;
	bool reply_too_large;
	char curl_text[CURL_ERROR_SIZE];
};

/*
 * akv_http_session_begin(http, url, reply, err): make the handle ready for one
 * exchange with ${url}: everything that is the same for every request is set
 * here and nowhere else.  ${url} and ${reply} are borrowed until
 * akv_http_session_perform() is over.
 */
enum akv_code akv_http_session_begin(struct akv_http *http, const char *url,
				     struct akv_http_reply *reply,
				     struct akv_error *err) AKV_CHECKED;

/* akv_http_session_start_attempt(http): the request is about to be sent; from
 * here the peer has a limited time to answer. */
void akv_http_session_start_attempt(struct akv_http *http);

/*
 * akv_http_session_perform(http, host, err): run the exchange; ${host} is for
 * messages.  AKV_OK for any HTTP status.
 */
enum akv_code akv_http_session_perform(struct akv_http *http, const char *host,
				       struct akv_error *err) AKV_CHECKED;

enum { AKV_HTTP_SESSION_REQUEST_ID_SIZE = 37 };

/* akv_http_session_request_id(id): a fresh GUID (RFC 4122, version 4). */
void akv_http_session_request_id(char id[AKV_HTTP_SESSION_REQUEST_ID_SIZE]);

enum { AKV_HTTP_SESSION_AUTHORIZATION_MAX = AKV_SECRET_TOKEN_MAX + 64 };

/*
 * akv_http_session_authorize(node, token, header, err): make ${node}, of a
 * list of headers, say that ${token} is the bearer's (RFC 6750, 2.1).  The
 * line is in ${header}, which has room for AKV_HTTP_SESSION_AUTHORIZATION_MAX
 * bytes and outlives the exchange: libcurl only reads it, and only until then.
 */
enum akv_code akv_http_session_authorize(struct curl_slist *node,
					 const struct akv_secret *token,
					 struct akv_secret *header,
					 struct akv_error *err) AKV_CHECKED;

#define AKV_HTTP_SESSION_USER_AGENT "akv/" AKV_VERSION

/*
 * Options that could change something at the other end, follow it elsewhere
 * or look away do not exist here: using one of these names does not compile.
 * (libcurl's own macros, which mention some, were defined before.)
 */
#pragma GCC poison CURLOPT_CUSTOMREQUEST CURLOPT_UPLOAD CURLOPT_PUT
#pragma GCC poison CURLOPT_MIMEPOST CURLOPT_HTTPPOST CURLOPT_READFUNCTION
#pragma GCC poison CURLOPT_COPYPOSTFIELDS CURLOPT_FOLLOWLOCATION
#pragma GCC poison CURLOPT_UNRESTRICTED_AUTH CURLOPT_CONNECT_ONLY
#pragma GCC poison CURLOPT_VERBOSE CURLOPT_DEBUGFUNCTION CURLOPT_COOKIEFILE
#pragma GCC poison CURLOPT_NETRC CURLOPT_NETRC_FILE CURLOPT_SSL_CTX_FUNCTION
#ifndef AKV_HTTP_MAY_POST /* http_sign_in.c defines it, nobody else */
#pragma GCC poison CURLOPT_POSTFIELDS CURLOPT_POSTFIELDSIZE_LARGE
#ifndef AKV_HTTP_MAY_POST_NOTHING /* http_oidc.c: the method, and no body */
#pragma GCC poison CURLOPT_POST CURLOPT_POSTFIELDSIZE
#endif
#endif
#pragma GCC poison CURLOPT_PROTOCOLS CURLOPT_PROXY CURLOPT_PRE_PROXY
/* http_session.c defines it for https, http_identity.c for http */
#ifndef AKV_HTTP_MAY_CHOOSE_PROTOCOL
#pragma GCC poison CURLOPT_PROTOCOLS_STR CURLOPT_NOPROXY
#endif

#endif
