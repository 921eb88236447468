/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/azure/cloud.h"

static const char *const public_aliases[] = {
	"login.windows.net",
	"login.microsoft.com",
	"sts.windows.net",
	NULL,
};

static const char *const china_aliases[] = {
	"login.partner.microsoftonline.cn",
	NULL,
};

static const char *const us_government_aliases[] = {
	"login.usgovcloudapi.net",
	NULL,
};

/* The default comes first.  Azure Germany is closed; what the clouds for
 * France, Germany and Singapore call their vaults' audience is not published
 * yet. */
static const struct akv_cloud clouds[] = {
	{
		.name = "AzureCloud",
		.authority_host = "login.microsoftonline.com",
		.authority_aliases = public_aliases,
		.vault_suffix = ".vault.azure.net",
		.vault_audience = "https://vault.azure.net",
		.federated_audience = "api://AzureADTokenExchange",
		.resource_manager_host = "management.azure.com",
		.resource_manager_audience = "https://management.azure.com",
	},
	{
		.name = "AzureChinaCloud",
		.authority_host = "login.chinacloudapi.cn",
		.authority_aliases = china_aliases,
		.vault_suffix = ".vault.azure.cn",
		.vault_audience = "https://vault.azure.cn",
		.federated_audience = "api://AzureADTokenExchangeChina",
		.resource_manager_host = "management.chinacloudapi.cn",
		.resource_manager_audience =
			"https://management.core.chinacloudapi.cn",
	},
	{
		.name = "AzureUSGovernment",
		.authority_host = "login.microsoftonline.us",
		.authority_aliases = us_government_aliases,
		.vault_suffix = ".vault.usgovcloudapi.net",
		.vault_audience = "https://vault.usgovcloudapi.net",
		.federated_audience = "api://AzureADTokenExchangeUSGov",
		.resource_manager_host = "management.usgovcloudapi.net",
		.resource_manager_audience =
			"https://management.core.usgovcloudapi.net",
	},
};

enum { CLOUD_COUNT = sizeof(clouds) / sizeof(clouds[0]) };

const struct akv_cloud *akv_cloud_default(void)
{
	return &clouds[0];
}

enum akv_code akv_cloud_find(const char *name, const struct akv_cloud **out,
			     struct akv_error *err)
{
	enum akv_code code;

	for (size_t i = 0; i < CLOUD_COUNT; i++) {
		if (akv_text_equal_nocase(name, clouds[i].name)) {
			*out = &clouds[i];
			return AKV_OK;
		}
	}

	code = akv_fail(err, AKV_ERR_USAGE, "UnknownCloud",
			"there is no cloud of this name");
	akv_error_hint(err, "clouds: %s, %s, %s", clouds[0].name,
		       clouds[1].name, clouds[2].name);
	return code;
}

static bool signs_in_at(const struct akv_cloud *cloud, const char *host)
{
	const char *const *alias = cloud->authority_aliases;

	if (akv_text_equal_nocase(host, cloud->authority_host))
		return true;
	for (; *alias != NULL; alias++)
		if (akv_text_equal_nocase(host, *alias))
			return true;
	return false;
}

const struct akv_cloud *akv_cloud_by_authority(const char *host)
{
	for (size_t i = 0; i < CLOUD_COUNT; i++)
		if (signs_in_at(&clouds[i], host))
			return &clouds[i];
	return NULL;
}

const struct akv_cloud *akv_cloud_by_vault_host(const char *host)
{
	/* the suffix begins at the first dot: a vault's name has none */
	const char *suffix = strchr(host, '.');

	if (suffix == NULL || suffix == host)
		return NULL;
	for (size_t i = 0; i < CLOUD_COUNT; i++)
		if (akv_text_equal_nocase(suffix, clouds[i].vault_suffix))
			return &clouds[i];
	return NULL;
}

const struct akv_cloud *akv_cloud_by_resource_manager_host(const char *host)
{
	for (size_t i = 0; i < CLOUD_COUNT; i++)
		if (akv_text_equal_nocase(host,
					  clouds[i].resource_manager_host))
			return &clouds[i];
	return NULL;
}
