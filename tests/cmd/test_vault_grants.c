/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "cmd/vault_grants.h"

#define OBJECT "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"
#define CLIENT "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define SCOPE \
	"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/" \
	"exports/providers/Microsoft.KeyVault/vaults/contoso"

static char host[] = "contoso.vault.azure.net";
static char name[] = "mine";
static const struct akv_vault_config vault = { .name = name, .host = host };
static const char *const secrets[] = { "sftp-password" };
static struct akv_vault_place place;
static struct akv_vault_grants grants;
static struct akv_json *list;

static void set_up(void)
{
	place = (struct akv_vault_place){
		.subscription = "00000000-0000-0000-0000-000000000000",
		.resource_group = "exports",
		.name = "contoso",
	};
	grants = (struct akv_vault_grants){
		.vault = &vault,
		.model = AKV_VAULT_WORDS_ROLES,
		.object_id = OBJECT,
		.client_id = CLIENT,
		.place = &place,
		.secrets = secrets,
		.secret_count = 1,
	};
}

static void tear_down(void)
{
	akv_json_free(list);
}

TestSuite(vault_grants, .init = set_up, .fini = tear_down);

static const char *member(size_t i, const char *which)
{
	return akv_json_text(akv_json_member(akv_json_element(list, i), which),
			     NULL);
}

static void describe(void)
{
	akv_json_free(list);
	list = akv_vault_grants_describe(&grants);
}

Test(vault_grants, of_roles)
{
	describe();
	cr_assert_eq(akv_json_count(list), 6);
	cr_expect_str_eq(member(0, "action"), "grant");
	cr_expect_str_eq(member(0, "needed"), "required");
	cr_expect_str_eq(
		member(0, "command"),
		"az role assignment create --role 'Key Vault Secrets User' "
		"--assignee-object-id " OBJECT
		" --assignee-principal-type ServicePrincipal --scope " SCOPE);
	cr_expect_str_eq(member(1, "action"), "revoke");
	cr_expect_null(member(1, "needed"));
	cr_expect_str_eq(
		member(1, "command"),
		"az role assignment delete --role 'Key Vault Secrets User' "
		"--assignee " OBJECT " --scope " SCOPE);
	cr_expect_str_eq(member(2, "permission"), "Key Vault Reader");
	cr_expect_str_eq(member(2, "needed"), "optional");
	cr_expect_str_eq(member(4, "scope"), "sftp-password");
	cr_expect_str_eq(member(4, "needed"), "alternative");
	cr_expect_str_eq(
		member(4, "command"),
		"az role assignment create --role 'Key Vault Secrets User' "
		"--assignee-object-id " OBJECT
		" --assignee-principal-type ServicePrincipal --scope " SCOPE
		"/secrets/sftp-password");
}

Test(vault_grants, of_access_policies)
{
	grants.model = AKV_VAULT_WORDS_POLICIES;
	describe();
	cr_assert_eq(akv_json_count(list), 3);
	cr_expect_str_eq(
		member(0, "command"),
		"az keyvault set-policy --name contoso --object-id " OBJECT
		" --secret-permissions get list");
	cr_expect_str_eq(
		member(1, "command"),
		"az keyvault set-policy --name contoso --object-id " OBJECT
		" --key-permissions get list "
		"--certificate-permissions get list");
	cr_expect_str_eq(member(2, "command"),
			 "az keyvault delete-policy --name contoso "
			 "--object-id " OBJECT);
}

Test(vault_grants, of_both_where_the_model_is_not_visible)
{
	grants.model = AKV_VAULT_WORDS_UNKNOWN;
	describe();
	cr_expect_eq(akv_json_count(list), 9);
}

Test(vault_grants, look_up_what_is_not_known)
{
	grants.object_id = "";
	grants.place = NULL;
	describe();
	cr_expect_str_eq(
		member(5, "command"),
		"az role assignment delete --role 'Key Vault Secrets User' "
		"--assignee \"$(az ad sp show --id " CLIENT
		" --query id --output tsv)\" --scope \"$(az keyvault show "
		"--name contoso --query id --output tsv)/secrets/"
		"sftp-password\"");
	grants.client_id = "$(reboot)";
	grants.model = AKV_VAULT_WORDS_POLICIES;
	describe();
	cr_expect_str_eq(member(2, "command"),
			 "az keyvault delete-policy --name contoso "
			 "--object-id object-id");
}

Test(vault_grants, quote_a_group_that_a_shell_would_take_apart)
{
	strcpy(place.resource_group, "rg(2)");
	grants.secret_count = 0;
	describe();
	cr_assert_eq(akv_json_count(list), 4);
	cr_expect_not_null(
		strstr(member(1, "command"), " --scope '/subscriptions/"));
}
