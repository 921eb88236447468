/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_RESOURCE_MANAGER_CLIENT_H
#define AKV_CORE_RESOURCE_MANAGER_CLIENT_H

#include "libhelper/azure/resource_manager_url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/token.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/access_token.h"
#include "libhelper/reply/resource_manager_error.h"

/*
 * Azure Resource Manager, and all that several requests to it share: the
 * connection, the token, and the reply.  The retries, and what a 401 calls
 * for, are here and nowhere else.  One thread at a time.
 */
struct akv_resource_manager_client;

/*
 * akv_resource_manager_client_new(source, out, err): a client of the Resource
 * Manager of the principal's cloud.  Opens nothing and asks nobody.
 * ${source} is copied; what it points to must outlive the client, the caller's
 * to akv_resource_manager_client_free().
 */
enum akv_code
akv_resource_manager_client_new(const struct akv_token_source *source,
				struct akv_resource_manager_client **out,
				struct akv_error *err) AKV_CHECKED;

/* akv_resource_manager_client_free(client): close its connection; NULL does
 * nothing. */
void akv_resource_manager_client_free(
	struct akv_resource_manager_client *client);
AKV_DEFINE_FREEP(resource_manager_client)

/* akv_resource_manager_client_principal(client): whose client it is. */
const struct akv_principal *akv_resource_manager_client_principal(
	const struct akv_resource_manager_client *client);

/*
 * akv_resource_manager_client_who(client, out, err): whom the token of its
 * requests speaks for, as far as it can be read.  Signs in where that has not
 * been done; fails as akv_token_get() does.
 */
enum akv_code
akv_resource_manager_client_who(struct akv_resource_manager_client *client,
				struct akv_access_token *out,
				struct akv_error *err) AKV_CHECKED;

/*
 * akv_resource_manager_client_get(client, url, about, out, err): GET ${url}.
 * A refused token is replaced once, and once by one with the claims that the
 * refusal demands; transient faults are retried.  ${about} is for the
 * sentences; its tenant and client id are filled in.
 *
 * AKV_OK: a 200 is in ${out}, borrowed until the client's next request.  Else
 * as akv_token_get(), akv_http_get_resource_manager() and
 * akv_resource_manager_error() fail.
 */
enum akv_code akv_resource_manager_client_get(
	struct akv_resource_manager_client *client,
	const struct akv_resource_manager_url *url,
	const struct akv_resource_manager_request *about,
	const struct akv_http_reply **out, struct akv_error *err) AKV_CHECKED;

#endif
