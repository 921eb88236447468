/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_VAULT_LIST_H
#define AKV_CORE_VAULT_LIST_H

#include <stddef.h>

#include "libhelper/azure/url_list.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/vault_client.h"
#include "libhelper/reply/list_reply.h"

/* Which list. */
struct akv_vault_list {
	enum akv_url_list_kind kind;
	const char *secret; /* whose VERSIONS; else NULL */
};

/* 25 on a page make 250,000. */
enum { AKV_VAULT_LIST_PAGES_MAX = 10000 };

/*
 * akv_vault_list(client, which, visitor, err): visit everything in a list of
 * the client's vault, page by page: memory does not grow with the list.  What
 * is on a page is visited before the next one is asked for, so an error may
 * come after some visits.  The visitor may stop it, which is a success.
 *
 * Fails as akv_vault_client_get(), akv_vault_error(), akv_list_reply_parse()
 * and akv_url_list_next() do, and with AKV_ERR_PEER (EndlessList) for a list
 * that comes back to a page that it had, or has more than
 * AKV_VAULT_LIST_PAGES_MAX of them.
 */
enum akv_code akv_vault_list(struct akv_vault_client *client,
			     const struct akv_vault_list *which,
			     const struct akv_list_visitor *visitor,
			     struct akv_error *err) AKV_CHECKED;

/*
 * akv_vault_list_deleted_one(client, secret, visitor, err): Get Deleted
 * Secret: visit ${secret}, which is among the deleted ones.
 * AKV_ERR_NOT_FOUND when it is not.
 */
enum akv_code akv_vault_list_deleted_one(struct akv_vault_client *client,
					 const char *secret,
					 const struct akv_list_visitor *visitor,
					 struct akv_error *err) AKV_CHECKED;

#endif
