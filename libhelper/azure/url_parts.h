/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_URL_PARTS_H
#define AKV_AZURE_URL_PARTS_H

#include <stdbool.h>

#include "libhelper/azure/url.h"

/* What url.c and url_list.c share.  Private to them. */

enum {
	/* far longer than what the rules let through, and room for the link
	 * to a next page, which has about 200 bytes */
	AKV_URL_VAULT_TEXT_SIZE = 2304,
};

struct akv_vault_url {
	bool is_list;
	char host[AKV_URL_HOST_SIZE];
	char text[AKV_URL_VAULT_TEXT_SIZE];
};

/*
 * akv_url_vault_new(host, path, query, out, err): https://${host}/${path}
 * ?${query}.  ${host} is checked here, by the rules of a vault's uri; the other
 * two have been by the caller, so that none of them needs an escape.
 */
enum akv_code akv_url_vault_new(const char *host, const char *path,
				const char *query, struct akv_vault_url **out,
				struct akv_error *err) AKV_CHECKED;

#endif
