/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/azure/cloud.h"

static const struct akv_cloud *cloud;
static struct akv_error err;

Test(cloud, takes_the_public_one_by_default)
{
	cr_expect_str_eq(akv_cloud_default()->name, "AzureCloud");
	cr_expect_str_eq(akv_cloud_default()->authority_host,
			 "login.microsoftonline.com");
	cr_expect_str_eq(akv_cloud_default()->vault_audience,
			 "https://vault.azure.net");
}

static void expect_cloud(const char *name, const char *authority_host,
			 const char *vault_suffix, const char *audience)
{
	cr_assert_eq(akv_cloud_find(name, &cloud, &err), AKV_OK);
	cr_expect_str_eq(cloud->name, name);
	cr_expect_str_eq(cloud->authority_host, authority_host);
	cr_expect_str_eq(cloud->vault_suffix, vault_suffix);
	cr_expect_str_eq(cloud->vault_audience, audience);
}

Test(cloud, knows_the_three_clouds_and_their_hosts)
{
	expect_cloud("AzureCloud", "login.microsoftonline.com",
		     ".vault.azure.net", "https://vault.azure.net");
	cr_expect_str_eq(cloud->federated_audience,
			 "api://AzureADTokenExchange");
	expect_cloud("AzureChinaCloud", "login.chinacloudapi.cn",
		     ".vault.azure.cn", "https://vault.azure.cn");
	cr_expect_str_eq(cloud->federated_audience,
			 "api://AzureADTokenExchangeChina");
	expect_cloud("AzureUSGovernment", "login.microsoftonline.us",
		     ".vault.usgovcloudapi.net",
		     "https://vault.usgovcloudapi.net");
	cr_expect_str_eq(cloud->federated_audience,
			 "api://AzureADTokenExchangeUSGov");
}

Test(cloud, takes_a_name_in_any_case)
{
	cr_assert_eq(akv_cloud_find("azurecloud", &cloud, &err), AKV_OK);
	cr_expect_eq(cloud, akv_cloud_default());
}

Test(cloud, lists_the_names_when_there_is_no_such_cloud)
{
	cr_expect_eq(akv_cloud_find("AzureGermanCloud", &cloud, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "UnknownCloud");
	cr_expect_str_eq(err.text, "there is no cloud of this name");
	cr_expect_str_eq(err.hint, "clouds: AzureCloud, AzureChinaCloud, "
				   "AzureUSGovernment\n");
	cr_expect_null(cloud);
}

Test(cloud, is_found_by_its_authority_and_every_alias)
{
	static const struct {
		const char *host;
		const char *name;
	} rows[] = {
		{ "login.microsoftonline.com", "AzureCloud" },
		{ "LOGIN.MicrosoftOnline.COM", "AzureCloud" },
		{ "login.windows.net", "AzureCloud" },
		{ "login.microsoft.com", "AzureCloud" },
		{ "sts.windows.net", "AzureCloud" },
		{ "login.chinacloudapi.cn", "AzureChinaCloud" },
		{ "login.partner.microsoftonline.cn", "AzureChinaCloud" },
		{ "login.microsoftonline.us", "AzureUSGovernment" },
		{ "login.usgovcloudapi.net", "AzureUSGovernment" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		cloud = akv_cloud_by_authority(rows[i].host);
		cr_assert_not_null(cloud, "%s", rows[i].host);
		cr_expect_str_eq(cloud->name, rows[i].name);
	}
}

Test(cloud, is_not_found_by_a_host_that_looks_like_its_authority)
{
	static const char *const hosts[] = {
		"",
		"login.microsoftonline.com.",
		"login.microsoftonline.com.evil.com",
		"evil-login.microsoftonline.com",
		"https://login.microsoftonline.com",
		"login.microsoftonline.de",
	};

	for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++)
		cr_expect_null(akv_cloud_by_authority(hosts[i]), "%s",
			       hosts[i]);
}

Test(cloud, is_found_by_the_host_of_a_vault)
{
	cr_expect_str_eq(
		akv_cloud_by_vault_host("contoso.vault.azure.net")->name,
		"AzureCloud");
	cr_expect_str_eq(akv_cloud_by_vault_host("C.VAULT.AZURE.CN")->name,
			 "AzureChinaCloud");
	cr_expect_str_eq(
		akv_cloud_by_vault_host("c.vault.usgovcloudapi.net")->name,
		"AzureUSGovernment");
}

Test(cloud, is_not_found_by_a_host_that_is_no_vault)
{
	static const char *const hosts[] = {
		"",
		"contoso",
		"vault.azure.net",
		".vault.azure.net",
		"a.b.vault.azure.net",
		"contosovault.azure.net",
		"contoso.vault.azure.net.",
		"contoso.vault.azure.net.evil.com",
		"contoso.managedhsm.azure.net",
		"contoso.vault.microsoftazure.de",
	};

	for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++)
		cr_expect_null(akv_cloud_by_vault_host(hosts[i]), "%s",
			       hosts[i]);
}

Test(cloud, is_found_by_the_host_of_its_resource_manager)
{
	cr_expect_str_eq(
		akv_cloud_by_resource_manager_host("management.azure.com")
			->name,
		"AzureCloud");
	cr_expect_str_eq(akv_cloud_by_resource_manager_host(
				 "MANAGEMENT.chinacloudapi.cn")
				 ->resource_manager_audience,
			 "https://management.core.chinacloudapi.cn");
	cr_expect_str_eq(akv_cloud_by_resource_manager_host(
				 "management.usgovcloudapi.net")
				 ->resource_manager_audience,
			 "https://management.core.usgovcloudapi.net");
	cr_expect_null(akv_cloud_by_resource_manager_host(
		"management.azure.com.evil.com"));
	cr_expect_null(
		akv_cloud_by_resource_manager_host("x.management.azure.com"));
}
