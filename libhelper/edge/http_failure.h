/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_HTTP_FAILURE_H
#define AKV_EDGE_HTTP_FAILURE_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/* An exchange that brought no reply, as libcurl tells it. */
struct akv_http_failure {
	const char *host;      /* whom we asked */
	const char *curl_text; /* libcurl's words; "" if it had none */
	int curl_code;	       /* CURLcode */
	long proxy_status;     /* HTTP status of the proxy's answer; 0: none */
	long sys_errno;	       /* of the connection; 0: none */
	long verify_result;    /* X509_V_*; 0: the certificate was fine */
	bool reply_too_large;  /* we ended it */
	bool had_status;       /* a reply had begun */
};

/*
 * akv_http_failure(failure, err): say in ${err} what went wrong and what to
 * do, and return its code: AKV_ERR_UNREACHABLE or AKV_ERR_PEER.
 */
enum akv_code akv_http_failure(const struct akv_http_failure *failure,
			       struct akv_error *err) AKV_CHECKED;

#endif
