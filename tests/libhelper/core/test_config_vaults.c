/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "tests/fakes/config_text.h"

static const char *default_of(const struct akv_config *config)
{
	const struct akv_vault_config *vault = NULL;
	size_t count = 0;

	for (size_t i = 0; i < config->vault_count; i++)
		count += config->vaults[i].is_default;
	cr_expect_leq(count, 1);
	if (akv_config_vault(config, NULL, &vault, NULL) != AKV_OK)
		return "(none)";
	return vault->name;
}

static void has_default(const char *one, const char *two, const char *wanted)
{
	AKV_AUTO(config) *config = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(config_try(one, two, &config, &err), AKV_OK, "%s",
		     err.text);
	cr_expect_str_eq(default_of(config), wanted);
}

Test(config_vaults, takes_every_key)
{
	AKV_AUTO(config) *config =
		config_of("[vault Contoso]\n"
			  "subscription=00000000-0000-0000-0000-000000000000\n"
			  "resource-group = exports\n"
			  "location = westeurope\n"
			  "default = true\n"
			  "uri = https://Contoso-Prod.vault.azure.net/\n");
	const struct akv_vault_config *vault = &config->vaults[0];

	cr_assert_eq(config->vault_count, 1);
	cr_expect_str_eq(vault->name, "Contoso");
	cr_expect_str_eq(vault->subscription,
			 "00000000-0000-0000-0000-000000000000");
	cr_expect_str_eq(vault->resource_group, "exports");
	cr_expect_str_eq(vault->location, "westeurope");
	cr_expect_str_eq(vault->uri, "https://Contoso-Prod.vault.azure.net/");
	cr_expect_str_eq(vault->host, "contoso-prod.vault.azure.net");
	cr_expect(vault->is_default);
}

Test(config_vaults, the_host_is_the_name_and_the_cloud_s_suffix)
{
	AKV_AUTO(config) *config = config_of("[vault Contoso]\n");
	AKV_AUTO(config) *china = config_of("[environment]\n"
					    "cloud=AzureChinaCloud\n"
					    "[vault contoso]\n");

	cr_expect_str_eq(config->vaults[0].host, "contoso.vault.azure.net");
	cr_expect_null(config->vaults[0].uri);
	cr_expect_null(config->vaults[0].location);
	cr_expect_str_eq(china->vaults[0].host, "contoso.vault.azure.cn");
}

Test(config_vaults, refuses_a_vault_of_another_cloud)
{
	const char *hint = config_fails(
		"[vault contoso]\nuri=https://contoso.vault.azure.cn\n", NULL,
		"WrongCloud",
		"/one:2: [vault contoso] uri: the vault is in AzureChinaCloud, "
		"but the cloud is AzureCloud");

	cr_expect_str_eq(hint, "the cloud is set by cloud = AzureChinaCloud in "
			       "[environment]\n");
}

Test(config_vaults, refuses_a_uri_of_no_vault)
{
	config_fails("[vault contoso]\nuri=https://contoso.example.com\n", NULL,
		     "InvalidVaultUri",
		     "/one:2: [vault contoso] uri: contoso.example.com is not "
		     "the host of a key vault");
}

Test(config_vaults, one_alone_is_the_default)
{
	has_default("[vault abc]\n", NULL, "abc");
	has_default("", "[vault abc]\n", "abc");
	has_default("[vault abc]\ndefault=false\n", NULL, "(none)");
	has_default("", NULL, "(none)");
}

Test(config_vaults, of_several_the_one_that_says_so_is_the_default)
{
	has_default("[vault abc]\n[vault bcd]\n", NULL, "(none)");
	has_default("[vault abc]\n[vault bcd]\ndefault=true\n", NULL, "bcd");
	has_default("[vault abc]\ndefault=yes\n[vault bcd]\ndefault=no\n", NULL,
		    "abc");
}

Test(config_vaults, the_default_of_a_later_file_wins)
{
	has_default("[vault abc]\ndefault=true\n",
		    "[vault bcd]\ndefault=true\n", "bcd");
	has_default("[vault abc]\n[vault bcd]\ndefault=true\n",
		    "[vault abc]\ndefault=true\n", "abc");
	has_default("[vault abc]\ndefault=true\n[vault bcd]\n",
		    "[vault abc]\ndefault=false\n", "(none)");
}

Test(config_vaults, refuses_two_defaults_in_one_file)
{
	config_fails("[vault abc]\ndefault=true\n[vault bcd]\ndefault=true\n",
		     NULL, "DuplicateDefault",
		     "/one:4: [vault bcd] default: [vault abc] is the default "
		     "already, in line 2");
	config_fails("[vault abc]\ndefault=true\n",
		     "[vault cde]\ndefault=true\n[vault bcd]\ndefault=true\n",
		     "DuplicateDefault",
		     "/two:4: [vault bcd] default: [vault cde] is the default "
		     "already, in line 2");
}
