/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_RESOURCE_MANAGER_PAGE_H
#define AKV_REPLY_RESOURCE_MANAGER_PAGE_H

#include <stddef.h>

#include "libhelper/azure/resource_manager_url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/http.h"
#include "libhelper/edge/json.h"

/*
 * One page of a list of Azure Resource Manager's: {"value": [...],
 * "nextLink": "..."}.  What the items are, is for resource_items.h,
 * vault_resource.h, role_permissions.h and role_items.h.
 */
struct akv_resource_manager_page {
	struct akv_json *json; /* owned */
	size_t count;
	char next[AKV_RESOURCE_MANAGER_URL_SIZE]; /* nextLink; "": the last */
};

/* What one page may have; the service's own pages are far shorter. */
enum { AKV_RESOURCE_MANAGER_PAGE_MAX = 10000 };

/*
 * akv_resource_manager_page_open(reply, out, err): the page in a 200.
 * AKV_ERR_PEER (NotAList) when it is none: not JSON, no array, more items than
 * AKV_RESOURCE_MANAGER_PAGE_MAX, a link that is no text or too long.  ${out}
 * is the caller's to clear.
 */
enum akv_code
akv_resource_manager_page_open(const struct akv_http_reply *reply,
			       struct akv_resource_manager_page *out,
			       struct akv_error *err) AKV_CHECKED;

/* akv_resource_manager_page_item(page, i): item ${i}; borrowed; NULL where it
 * is null. */
const struct akv_json *
akv_resource_manager_page_item(const struct akv_resource_manager_page *page,
			       size_t i);

/* akv_resource_manager_page_clear(page): an all-zero one is fine. */
void akv_resource_manager_page_clear(struct akv_resource_manager_page *page);

/*
 * akv_resource_manager_page_open_one(reply, out, err): the object in a 200 of
 * a request for one thing.  AKV_ERR_PEER (NotAResource) when it is none;
 * ${out} is the caller's to akv_json_free().
 */
enum akv_code
akv_resource_manager_page_open_one(const struct akv_http_reply *reply,
				   struct akv_json **out, struct akv_error *err)
	AKV_CHECKED;

#endif
