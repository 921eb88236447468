/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_RESOURCE_MANAGER_ERROR_H
#define AKV_REPLY_RESOURCE_MANAGER_ERROR_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/http.h"

/* What we asked Azure Resource Manager, for the sentences.  Borrowed. */
struct akv_resource_manager_request {
	/* goes behind "see": "the vaults of subscription ..." */
	const char *what;
	/* the resource id that a role would be assigned at, checked by the
	 * rules of its parts; NULL: none can be named */
	const char *scope;
	const char *tenant;
	const char *client_id;
};

/*
 * akv_resource_manager_error(reply, request, err): turn any reply that is not
 * a 200 into one sentence and hints with the remedy, and return its code.
 * Decides on the status and error.code alone; of the message it shows only the
 * object id, where it has the form of one, since names in it are chosen by
 * others.
 */
enum akv_code
akv_resource_manager_error(const struct akv_http_reply *reply,
			   const struct akv_resource_manager_request *request,
			   struct akv_error *err) AKV_CHECKED;

#endif
