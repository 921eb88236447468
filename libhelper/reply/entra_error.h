/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_ENTRA_ERROR_H
#define AKV_REPLY_ENTRA_ERROR_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/http.h"

/* What we asked, for the sentences. */
struct akv_entra_request {
	const char *authority_host;
	const char *tenant;
	const char *client_id;
	const char *credential; /* "client secret", "certificate", ... */
};

/*
 * akv_entra_error(reply, request, err): turn a refusal of the token endpoint
 * (RFC 6749, 5.2, with Entra's error_codes) into one sentence and hints with
 * the remedy, and return its code.  Decides on the status, on "error", and on
 * error_codes[0]; never on the description, which is shown (its first
 * sentence, escaped) only where we know no better, always with the
 * correlation id.  Non-JSON bodies (429 in plain text, a proxy's page) are
 * judged by status alone.
 */
enum akv_code akv_entra_error(const struct akv_http_reply *reply,
			      const struct akv_entra_request *request,
			      struct akv_error *err) AKV_CHECKED;

#endif
