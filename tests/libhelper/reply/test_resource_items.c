/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/reply/resource_items.h"
#include "tests/fakes/fake_json.h"

#define SUBSCRIPTION "00000000-0000-0000-0000-000000000000"
#define VAULT_ID(group, name) \
	"{'id':'/subscriptions/" SUBSCRIPTION "/resourceGroups/" group \
	"/providers/Microsoft.KeyVault/vaults/" name "'}"

TestSuite(resource_items, .fini = fake_json_clear);

static const struct akv_json *item_of_file(const char *name)
{
	return akv_json_element(
		akv_json_member(fake_json_set_file(name), "value"), 0);
}

Test(resource_items, reads_a_subscription)
{
	struct akv_subscription subscription;

	cr_assert(akv_resource_items_read_subscription(
		item_of_file("resource_manager/subscriptions.json"),
		&subscription));
	cr_expect_str_eq(subscription.id, SUBSCRIPTION);
	cr_expect_str_eq(subscription.tenant,
			 "72f988bf-86f1-41af-91ab-2d7cd011db47");
	cr_expect_str_eq(subscription.display_name, "Contoso Exports");
	cr_expect_str_eq(subscription.state, "Enabled");
}

Test(resource_items, reads_a_subscription_that_has_no_more_than_its_id)
{
	struct akv_subscription subscription;

	cr_assert(akv_resource_items_read_subscription(
		fake_json_set("{'subscriptionId':'" SUBSCRIPTION
			      "','tenantId':'x','displayName':7}"),
		&subscription));
	cr_expect_str_eq(subscription.tenant, "");
	cr_expect_str_eq(subscription.display_name, "");
}

Test(resource_items, passes_over_what_is_no_subscription)
{
	static const char *const others[] = {
		"{}",
		"{'subscriptionId':null}",
		"{'subscriptionId':'..'}",
		"{'subscriptionId':'" SUBSCRIPTION "/'}",
	};
	struct akv_subscription subscription;

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		cr_expect_not(akv_resource_items_read_subscription(
				      fake_json_set(others[i]), &subscription),
			      "%s", others[i]);
	cr_expect_not(
		akv_resource_items_read_subscription(NULL, &subscription));
}

Test(resource_items, reads_a_resource_group)
{
	struct akv_resource_group group;

	cr_assert(akv_resource_items_read_group(
		fake_json_set("{'name':'Exports_(2)','location':'westeurope'}"),
		&group));
	cr_expect_str_eq(group.name, "Exports_(2)");
	cr_expect_str_eq(group.location, "westeurope");
	cr_assert(akv_resource_items_read_group(
		fake_json_set("{'name':'a','location':'x/y'}"), &group));
	cr_expect_str_eq(group.location, "");
	cr_expect_not(akv_resource_items_read_group(
		fake_json_set("{'name':'a/b'}"), &group));
	cr_expect_not(
		akv_resource_items_read_group(fake_json_set("{}"), &group));
}

Test(resource_items, reads_where_a_vault_is)
{
	struct akv_vault_place place;

	cr_assert(akv_resource_items_read_vault_id(
		fake_json_set("{'id':'/SUBSCRIPTIONS/" SUBSCRIPTION
			      "/resourcegroups/a.b/PROVIDERS/"
			      "microsoft.keyvault/VAULTS/Contoso'}"),
		"id", &place));
	cr_expect_str_eq(place.subscription, SUBSCRIPTION);
	cr_expect_str_eq(place.resource_group, "a.b");
	cr_expect_str_eq(place.name, "Contoso");
}

Test(resource_items, takes_no_other_id_for_a_vault_s)
{
	static const char *const others[] = {
		"{}",
		"{'id':7}",
		"{'id':''}",
		VAULT_ID("a", ""),
		VAULT_ID("", "contoso"),
		VAULT_ID("a", "contoso/secrets/x"),
		VAULT_ID("a", "contoso/"),
		VAULT_ID("a", "x"),
		VAULT_ID("a?b", "contoso"),
		VAULT_ID("a", "-contoso"),
		VAULT_ID("a", "a-name-of-more-than-24-characters"),
		"{'id':'/subscriptions/x/resourceGroups/a/providers/"
		"Microsoft.KeyVault/vaults/contoso'}",
		"{'id':'/subscriptions/" SUBSCRIPTION
		"/resourceGroups/a/providers/Microsoft.KeyVault/managedHSMs/"
		"contoso'}",
		"{'id':'/subscriptions/" SUBSCRIPTION "/providers/"
		"Microsoft.KeyVault/vaults/contoso'}",
	};
	struct akv_vault_place place;

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		cr_expect_not(akv_resource_items_read_vault_id(
				      fake_json_set(others[i]), "id", &place),
			      "%s", others[i]);
}

Test(resource_items, reads_a_deleted_vault)
{
	struct akv_deleted_vault vault;

	cr_assert(akv_resource_items_read_deleted_vault(
		item_of_file("resource_manager/deleted_vaults.json"), &vault));
	cr_expect_str_eq(vault.name, "contoso-old");
	cr_expect_str_eq(vault.resource_group, "exports");
	cr_expect_str_eq(vault.location, "westeurope");
	cr_expect_eq(vault.deleted_at, 1793491259);
	cr_expect_eq(vault.purged_at - vault.deleted_at, 7776000);
}

Test(resource_items, reads_a_deleted_vault_without_dates)
{
	struct akv_deleted_vault vault;

	cr_assert(akv_resource_items_read_deleted_vault(
		fake_json_set("{'name':'contoso','properties':{'vaultId':'x',"
			      "'deletionDate':'yesterday'}}"),
		&vault));
	cr_expect_str_eq(vault.resource_group, "");
	cr_expect_eq(vault.deleted_at, 0);
	cr_expect_eq(vault.purged_at, 0);
	cr_expect_not(akv_resource_items_read_deleted_vault(
		fake_json_set("{'name':'c'}"), &vault));
}
