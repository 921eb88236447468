/* SPDX-License-Identifier: MIT */
#ifndef AKV_AZURE_CLOUD_H
#define AKV_AZURE_CLOUD_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * The Azure clouds: which hosts belong together.  Names as the Azure CLI
 * prints them (az cloud list); hosts from "Azure Key Vault keys, secrets and
 * certificates overview", MSAL's list of known authorities, and the Azure SDKs'
 * list of endpoints and audiences (azcore/arm).
 */
struct akv_cloud {
	const char *name;		      /* AzureCloud */
	const char *authority_host;	      /* login.microsoftonline.com */
	const char *const *authority_aliases; /* same cloud; ends with NULL */
	const char *vault_suffix;	      /* .vault.azure.net */
	const char *vault_audience;	      /* https://vault.azure.net */
	const char *federated_audience;	      /* api://AzureADTokenExchange */
	const char *resource_manager_host;    /* management.azure.com */
	/* what its tokens are for: https://management.azure.com */
	const char *resource_manager_audience;
};

/* akv_cloud_default(): the public cloud. */
const struct akv_cloud *akv_cloud_default(void);

/*
 * akv_cloud_find(name, out, err): the cloud called ${name}, whatever the case.
 * AKV_ERR_USAGE for another word; the hint lists the names.
 */
enum akv_code akv_cloud_find(const char *name, const struct akv_cloud **out,
			     struct akv_error *err) AKV_CHECKED;

/*
 * akv_cloud_by_authority(host): the cloud that ${host}, or one of its
 * aliases, signs people in to; NULL for a host we do not know.
 */
const struct akv_cloud *akv_cloud_by_authority(const char *host);

/*
 * akv_cloud_by_vault_host(host): the cloud whose vaults are called like
 * ${host}; NULL for any other host.
 */
const struct akv_cloud *akv_cloud_by_vault_host(const char *host);

/*
 * akv_cloud_by_resource_manager_host(host): the cloud whose Azure Resource
 * Manager is called ${host}; NULL for any other host.
 */
const struct akv_cloud *akv_cloud_by_resource_manager_host(const char *host);

#endif
