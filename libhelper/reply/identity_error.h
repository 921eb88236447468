/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_IDENTITY_ERROR_H
#define AKV_REPLY_IDENTITY_ERROR_H

#include "libhelper/azure/identity_url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/http.h"

/* Whom we asked for which identity, for the sentences. */
struct akv_identity_request {
	enum akv_managed_identity_source source;
	const char *client_id; /* NULL: the system-assigned one */
};

/*
 * akv_identity_error(reply, request, err): turn a refusal by a source of
 * managed identities into one sentence and hints with the remedy, and return
 * its code: AKV_ERR_SIGN_IN when the identity is not assigned
 * (IdentityNotFound) or we may not have its token, AKV_ERR_THROTTLED,
 * AKV_ERR_UNREACHABLE when the service is not there now or something else
 * answered in its place (ProxyRefused), AKV_ERR_PEER.  Decides on the status
 * and on "error"; the service's own sentence is shown as a hint, escaped.
 */
enum akv_code akv_identity_error(const struct akv_http_reply *reply,
				 const struct akv_identity_request *request,
				 struct akv_error *err) AKV_CHECKED;

/*
 * akv_identity_error_no_reply(request, err): say in ${err}, which has the
 * failure of an exchange that brought no reply, what that means of such a
 * service: most often, that the program does not run where it is.  Code and
 * reason stay as they are.
 */
void akv_identity_error_no_reply(const struct akv_identity_request *request,
				 struct akv_error *err);

#endif
