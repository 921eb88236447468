/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_SECRET_URI_H
#define AKV_AZURE_SECRET_URI_H

#include <stdbool.h>

#include "libhelper/azure/url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/* A secret's id, as Key Vault and the Azure CLI write it, taken apart. */
struct akv_secret_uri {
	char host[AKV_URL_HOST_SIZE];
	char name[128];
	char version[65]; /* "" where it names none */
	bool is_deleted;  /* a recovery id: /deletedsecrets/NAME */
};

/*
 * akv_secret_uri_parse(text, out, err): https://HOST/secrets/NAME[/VERSION] or
 * https://HOST/deletedsecrets/NAME, with or without a slash behind it.
 * AKV_ERR_USAGE (InvalidSecretId) for another path, a query, a fragment or an
 * escape; for what stands in front of the path as akv_url_check_vault_uri(),
 * and for a name or a version as akv_names_check_secret() and
 * akv_names_check_version() say.
 */
enum akv_code akv_secret_uri_parse(const char *text, struct akv_secret_uri *out,
				   struct akv_error *err) AKV_CHECKED;

#endif
