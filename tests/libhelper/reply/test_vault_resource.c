/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>

#include "libhelper/reply/vault_resource.h"
#include "tests/fakes/fake_json.h"

#define WHO "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"
#define ID \
	"'id':'/subscriptions/00000000-0000-0000-0000-000000000000/" \
	"resourceGroups/exports/providers/Microsoft.KeyVault/vaults/contoso'"

static struct akv_vault_resource vault;

TestSuite(vault_resource, .fini = fake_json_clear);

static bool read_vault(const char *properties)
{
	char text[2048];

	(void)snprintf(text, sizeof(text), "{" ID ",'properties':%s}",
		       properties);
	return akv_vault_resource_read(fake_json_set(text), WHO, &vault);
}

Test(vault_resource, with_roles)
{
	cr_assert(akv_vault_resource_read(
		fake_json_set_file("resource_manager/vault_roles.json"), WHO,
		&vault));
	cr_expect_str_eq(vault.place.name, "contoso");
	cr_expect_str_eq(vault.place.resource_group, "exports");
	cr_expect_str_eq(vault.location, "westeurope");
	cr_expect_str_eq(vault.tenant, "72f988bf-86f1-41af-91ab-2d7cd011db47");
	cr_expect_str_eq(vault.host, "contoso.vault.azure.net");
	cr_expect_eq(vault.model, AKV_VAULT_MODEL_ROLES);
	cr_expect_eq(vault.network, AKV_VAULT_NETWORK_ENABLED);
	cr_expect(vault.denies_by_default);
	cr_expect_eq(vault.address_rule_count, 2);
	cr_expect_eq(vault.network_rule_count, 1);
	cr_expect_eq(vault.private_endpoint_count, 0);
	cr_expect_eq(vault.soft_delete, AKV_VAULT_YES);
	cr_expect_eq(vault.retention_days, 90);
	cr_expect(vault.has_purge_protection);
	cr_expect_not(vault.needs_bound_tokens);
	/* its policies are there, and are ignored */
	cr_expect_not(vault.has_rights);
}

Test(vault_resource, with_access_policies)
{
	cr_assert(akv_vault_resource_read(
		fake_json_set_file("resource_manager/vault_policies.json"), WHO,
		&vault));
	cr_expect_str_eq(vault.place.name, "Contoso-Policy");
	cr_expect_str_eq(vault.location, "West Europe");
	cr_expect_str_eq(vault.host, "contoso-policy.vault.azure.net");
	cr_expect_eq(vault.model, AKV_VAULT_MODEL_POLICIES);
	cr_expect_eq(vault.network, AKV_VAULT_NETWORK_ENABLED);
	cr_expect_not(vault.denies_by_default);
	cr_expect_eq(vault.retention_days, 7);
	cr_expect_not(vault.has_purge_protection);
	cr_assert(vault.has_rights);
	cr_expect(vault.rights.is_named);
	cr_expect(vault.rights.is_named_on_behalf);
	cr_expect_eq(vault.rights.secrets,
		     AKV_POLICY_GET | AKV_POLICY_LIST | AKV_POLICY_SET);
	cr_expect_eq(vault.rights.certificates,
		     AKV_POLICY_GET | AKV_POLICY_LIST | AKV_POLICY_OTHER);
}

Test(vault_resource, has_policies_where_it_says_nothing_of_roles)
{
	static const char *const texts[] = {
		"{}",
		"{'enableRbacAuthorization':null}",
		"{'enableRbacAuthorization':false}",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		cr_assert(read_vault(texts[i]));
		cr_expect_eq(vault.model, AKV_VAULT_MODEL_POLICIES);
	}
	cr_assert(read_vault("{'enableRbacAuthorization':true}"));
	cr_expect_eq(vault.model, AKV_VAULT_MODEL_ROLES);
}

Test(vault_resource, is_open_where_it_says_nothing_of_networks)
{
	cr_assert(read_vault("{}"));
	cr_expect_eq(vault.network, AKV_VAULT_NETWORK_ENABLED);
	cr_expect_not(vault.denies_by_default);
	cr_assert(read_vault("{'networkAcls':{'defaultAction':'Allow'}}"));
	cr_expect_not(vault.denies_by_default);
	cr_assert(read_vault("{'networkAcls':{'defaultAction':'deny'}}"));
	cr_expect(vault.denies_by_default);
}

Test(vault_resource, names_its_network_in_any_case)
{
	static const struct {
		const char *word;
		enum akv_vault_network network;
	} rows[] = {
		{ "'Enabled'", AKV_VAULT_NETWORK_ENABLED },
		{ "'enabled'", AKV_VAULT_NETWORK_ENABLED },
		{ "''", AKV_VAULT_NETWORK_ENABLED },
		{ "null", AKV_VAULT_NETWORK_ENABLED },
		{ "'DISABLED'", AKV_VAULT_NETWORK_DISABLED },
		{ "'SecuredByPerimeter'", AKV_VAULT_NETWORK_PERIMETER },
		{ "'Sometimes'", AKV_VAULT_NETWORK_OTHER },
		{ "7", AKV_VAULT_NETWORK_OTHER },
	};
	char text[128];

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		(void)snprintf(text, sizeof(text), "{'publicNetworkAccess':%s}",
			       rows[i].word);
		cr_assert(read_vault(text));
		cr_expect_eq(vault.network, rows[i].network, "%s",
			     rows[i].word);
	}
}

Test(vault_resource, says_or_does_not_say_that_deletion_is_soft)
{
	cr_assert(read_vault("{}"));
	cr_expect_eq(vault.soft_delete, AKV_VAULT_UNSAID);
	cr_expect_eq(vault.retention_days, 0);
	cr_expect_not(vault.has_purge_protection);
	cr_assert(read_vault("{'enableSoftDelete':false,"
			     "'softDeleteRetentionInDays':-1}"));
	cr_expect_eq(vault.soft_delete, AKV_VAULT_NO);
	cr_expect_eq(vault.retention_days, 0);
}

Test(vault_resource, has_a_host_only_where_its_uri_is_a_vault_s)
{
	static const char *const others[] = {
		"{}",
		"{'vaultUri':7}",
		"{'vaultUri':'https://evil.example/'}",
		"{'vaultUri':'http://contoso.vault.azure.net/'}",
		"{'vaultUri':'https://contoso.managedhsm.azure.net/'}",
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		cr_assert(read_vault(others[i]), "%s", others[i]);
		cr_expect_str_eq(vault.host, "", "%s", others[i]);
	}
}

Test(vault_resource, may_refuse_bearer_tokens)
{
	cr_assert(read_vault("{'tokenBindingParameters':{'mode':'Enforced'}}"));
	cr_expect(vault.needs_bound_tokens);
	cr_assert(read_vault("{'tokenBindingParameters':{'mode':'Off'}}"));
	cr_expect_not(vault.needs_bound_tokens);
}

Test(vault_resource, tells_nobody_s_rights_where_nobody_is_asked_about)
{
	cr_assert(akv_vault_resource_read(
		fake_json_set_file("resource_manager/vault_policies.json"),
		NULL, &vault));
	cr_expect_not(vault.has_rights);
}

Test(vault_resource, is_nothing_else)
{
	cr_expect_not(akv_vault_resource_read(NULL, WHO, &vault));
	cr_expect_not(
		akv_vault_resource_read(fake_json_set("[]"), WHO, &vault));
	cr_expect_not(akv_vault_resource_read(fake_json_set("{" ID "}"), WHO,
					      &vault));
	cr_expect_not(read_vault("[]"));
	cr_expect_not(akv_vault_resource_read(
		fake_json_set("{'id':'x','properties':{}}"), WHO, &vault));
}

Test(vault_resource, has_words_for_its_model)
{
	cr_expect_str_eq(
		akv_vault_resource_model_name(AKV_VAULT_MODEL_POLICIES),
		"access policies");
	cr_expect_str_eq(akv_vault_resource_model_name(AKV_VAULT_MODEL_ROLES),
			 "roles");
}
