/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_SECRET_DOCUMENT_H
#define AKV_CMD_SECRET_DOCUMENT_H

#include "libhelper/edge/json.h"

/* Secrets as az keyvault secret prints them: its members, in their order. */

enum akv_secret_document_kind {
	AKV_SECRET_LISTED,
	AKV_SECRET_SHOWN, /* with kid and value */
	AKV_SECRET_DELETED_LISTED,
	AKV_SECRET_DELETED_SHOWN, /* with kid, and value, which is null */
};

/*
 * akv_secret_document(item, name, kind): ${item}, as the vault sent it, whose
 * name is ${name}, in the form of the Azure CLI: what is not there is null,
 * times are dates in UTC.  Shares parts of ${item}; the caller's to
 * akv_json_free().
 */
struct akv_json *akv_secret_document(const struct akv_json *item,
				     const char *name,
				     enum akv_secret_document_kind kind);

/*
 * akv_secret_document_table(list): the rows of the Azure CLI's table of az
 * keyvault secret list, out of documents; the caller's to akv_json_free().
 */
struct akv_json *akv_secret_document_table(const struct akv_json *list);

#endif
