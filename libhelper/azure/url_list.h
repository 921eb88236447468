/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_URL_LIST_H
#define AKV_AZURE_URL_LIST_H

#include "libhelper/azure/url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/* The lists that a vault has of what is in it, in pages. */
enum akv_url_list_kind {
	AKV_URL_LIST_SECRETS,
	AKV_URL_LIST_VERSIONS, /* of one secret */
	AKV_URL_LIST_DELETED_SECRETS,
	AKV_URL_LIST_KEYS,
	AKV_URL_LIST_CERTIFICATES,
};

/* Room for the longest link to a next page that is followed. */
enum { AKV_URL_LIST_LINK_SIZE = 2048 };

/*
 * akv_url_list(host, kind, secret, out, err): the first page of a list of the
 * vault ${host}; ${secret} is whose versions are wanted, else NULL.
 * AKV_ERR_USAGE when a part breaks its rule.  ${out} is the caller's.
 */
enum akv_code akv_url_list(const char *host, enum akv_url_list_kind kind,
			   const char *secret, struct akv_vault_url **out,
			   struct akv_error *err) AKV_CHECKED;

/*
 * akv_url_list_next(page, link, out, err): the page behind ${page}, by the
 * nextLink that came with it.  Our token will go there, so only the query is
 * taken from it: it has to be of the same vault, by https on port 443, and of
 * the same list; it may be relative (/secrets?...).  AKV_ERR_PEER
 * (ForeignNextLink) otherwise, and for one that is too long or no url.
 */
enum akv_code akv_url_list_next(const struct akv_vault_url *page,
				const char *link, struct akv_vault_url **out,
				struct akv_error *err) AKV_CHECKED;

#endif
