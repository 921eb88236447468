/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "cmd/vault_check_rows.h"
#include "tests/cmd/vault_check_input.h"

static struct akv_vault_check_row rows[AKV_VAULT_CHECK_ROWS];

TestSuite(vault_check_rows, .init = set_up_input);

static const struct akv_vault_check_row *row_of(const char *check)
{
	akv_vault_check_rows_make(&input, rows);
	for (size_t i = 0; i < AKV_VAULT_CHECK_ROWS; i++)
		if (strcmp(rows[i].name, check) == 0)
			return &rows[i];
	cr_assert_fail("there is no row %s", check);
	return NULL;
}

static void expect(const char *check, enum akv_vault_check_state state,
		   const char *seen, const char *remedy)
{
	const struct akv_vault_check_row *row = row_of(check);

	cr_expect_eq(row->state, state, "%s: %s", check,
		     akv_vault_check_row_word(row->state));
	cr_expect_str_eq(row->seen, seen, "%s: %s", check, row->seen);
	cr_expect_str_eq(row->remedy, remedy, "%s: %s", check, row->remedy);
	cr_expect_eq(row->code != AKV_OK, state == AKV_VAULT_CHECK_FAILURE);
	cr_expect_eq(row->reason[0] == '\0',
		     state == AKV_VAULT_CHECK_OK ||
			     state == AKV_VAULT_CHECK_NOT_VISIBLE);
}

Test(vault_check_rows, are_all_ok)
{
	akv_vault_check_rows_make(&input, rows);
	for (size_t i = 0; i < AKV_VAULT_CHECK_ROWS; i++) {
		cr_expect_eq(rows[i].state, AKV_VAULT_CHECK_OK, "%s: %s",
			     rows[i].name, rows[i].seen);
		cr_expect_neq(rows[i].seen[0], '\0');
		cr_expect_str_eq(rows[i].remedy, "");
	}
	cr_expect_null(akv_vault_check_rows_worst(rows));
}

Test(vault_check_rows, are_never_ok_where_nothing_is_known)
{
	memset(&facts, 0, sizeof(facts));
	memset(&probe, 0, sizeof(probe));
	facts.sign_in_code = AKV_ERR_SIGN_IN;
	(void)!akv_fail(&facts.sign_in_err, AKV_ERR_SIGN_IN, "AADSTS7000215",
			"no");
	akv_vault_check_rows_make(&input, rows);
	cr_expect_eq(rows[0].state, AKV_VAULT_CHECK_FAILURE);
	cr_expect_eq(rows[0].code, AKV_ERR_SIGN_IN);
	for (size_t i = 1; i < AKV_VAULT_CHECK_ROWS; i++)
		cr_expect_eq(rows[i].state, AKV_VAULT_CHECK_NOT_VISIBLE, "%s",
			     rows[i].name);
	cr_expect_eq(akv_vault_check_rows_worst(rows), &rows[0]);
}

Test(vault_check_rows, tell_as_whom_we_signed_in)
{
	expect("sign-in", AKV_VAULT_CHECK_OK,
	       "signed in as application " CLIENT ", object id " OBJECT
	       ", tenant 72f988bf-86f1-41af-91ab-2d7cd011db47",
	       "");
	memset(&facts.who, 0, sizeof(facts.who));
	expect("sign-in", AKV_VAULT_CHECK_OK,
	       "signed in as application " CLIENT
	       "; the object id is unknown: the access token cannot be read",
	       "");
}

Test(vault_check_rows, tell_why_the_vault_is_out_of_reach)
{
	probe.was_reached = false;
	refuse(AKV_VAULT_RIGHT_GET_SECRETS, AKV_ERR_UNREACHABLE,
	       "NameNotResolved");
	expect("reachable", AKV_VAULT_CHECK_FAILURE, "no", "az do something");
	expect("network", AKV_VAULT_CHECK_NOT_VISIBLE,
	       "the vault was not reached; it is open to all networks", "");
}

Test(vault_check_rows, tell_the_firewall)
{
	refuse(AKV_VAULT_RIGHT_GET_SECRETS, AKV_ERR_FIREWALL,
	       "ForbiddenByFirewall");
	expect("network", AKV_VAULT_CHECK_FAILURE, "no", "az do something");
	expect("reachable", AKV_VAULT_CHECK_OK,
	       "contoso.vault.azure.net was found, and its certificate is "
	       "trusted",
	       "");
	cr_expect_eq(akv_vault_check_rows_worst(rows)->code, AKV_ERR_FIREWALL);
}

Test(vault_check_rows, tell_how_the_network_is_set_up)
{
	facts.resource.denies_by_default = true;
	expect("network", AKV_VAULT_CHECK_OK,
	       "the vault lets us in; its firewall has rules", "");
	facts.resource.network = AKV_VAULT_NETWORK_DISABLED;
	expect("network", AKV_VAULT_CHECK_OK,
	       "the vault lets us in; public network access is disabled", "");
	facts.resource.network = AKV_VAULT_NETWORK_PERIMETER;
	expect("network", AKV_VAULT_CHECK_OK,
	       "the vault lets us in; a network security perimeter decides who "
	       "may come",
	       "");
	facts.resource.network = AKV_VAULT_NETWORK_OTHER;
	expect("network", AKV_VAULT_CHECK_OK, "the vault lets us in", "");
}

Test(vault_check_rows, tell_from_where_we_came)
{
	expect("address", AKV_VAULT_CHECK_OK,
	       "the vault saw us come from 203.0.113.7", "");
	probe.address[0] = '\0';
	expect("address", AKV_VAULT_CHECK_NOT_VISIBLE,
	       "the vault did not say from where it saw us come", "");
}

Test(vault_check_rows, compare_locations)
{
	static char displayed[] = "West Europe";

	strcpy(facts.resource.location, "West Europe");
	expect("location", AKV_VAULT_CHECK_OK,
	       "the vault is in West Europe, as the environment is", "");
	config.location = displayed;
	strcpy(facts.resource.location, "northeurope");
	expect("location", AKV_VAULT_CHECK_FAILURE,
	       "the vault is in northeurope, the environment in West Europe",
	       "az keyvault list --query \"[?location=='westeurope'].name\"");
	config.location = location;
	cr_expect_eq(akv_vault_check_rows_worst(rows)->code, AKV_ERR_USAGE);
	/* the vault's own word, where nobody else's is to be had */
	facts.has_resource = false;
	strcpy(probe.region, "westeurope");
	expect("location", AKV_VAULT_CHECK_OK,
	       "the vault is in westeurope, as the environment is", "");
	probe.region[0] = '\0';
	expect("location", AKV_VAULT_CHECK_NOT_VISIBLE,
	       "the vault did not say where it is; the environment is in "
	       "westeurope",
	       "");
	config.location = NULL;
	expect("location", AKV_VAULT_CHECK_NOT_VISIBLE,
	       "the vault did not say where it is; the environment states no "
	       "location",
	       "");
	strcpy(probe.region, "westeurope");
	expect("location", AKV_VAULT_CHECK_OK,
	       "the vault is in westeurope; the environment states no location",
	       "");
}

Test(vault_check_rows, tell_what_becomes_of_the_deleted)
{
	facts.resource.soft_delete = AKV_VAULT_NO;
	facts.resource.has_purge_protection = false;
	expect("soft-delete", AKV_VAULT_CHECK_FAILURE,
	       "soft delete is off: what is deleted is lost",
	       "az keyvault update --name contoso --enable-soft-delete true");
	expect("purge-protection", AKV_VAULT_CHECK_WARNING,
	       "purge protection is off: what is deleted can be purged at once",
	       "az keyvault update --name contoso --enable-purge-protection "
	       "true");
}

Test(vault_check_rows, believe_what_lies_in_the_vault)
{
	static const struct {
		const char *level;
		enum akv_vault_check_state soft_delete, purge;
	} table[] = {
		{ "", AKV_VAULT_CHECK_NOT_VISIBLE,
		  AKV_VAULT_CHECK_NOT_VISIBLE },
		{ "Purgeable", AKV_VAULT_CHECK_FAILURE,
		  AKV_VAULT_CHECK_WARNING },
		{ "Recoverable+Purgeable", AKV_VAULT_CHECK_OK,
		  AKV_VAULT_CHECK_WARNING },
		{ "Recoverable", AKV_VAULT_CHECK_OK, AKV_VAULT_CHECK_OK },
		{ "CustomizedRecoverable+ProtectedSubscription",
		  AKV_VAULT_CHECK_OK, AKV_VAULT_CHECK_OK },
	};

	facts.has_resource = false;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		strcpy(probe.recovery_level, table[i].level);
		cr_expect_eq(row_of("soft-delete")->state, table[i].soft_delete,
			     "%s", table[i].level);
		cr_expect_eq(row_of("purge-protection")->state, table[i].purge,
			     "%s", table[i].level);
	}
}

Test(vault_check_rows, tell_the_model)
{
	expect("permission-model", AKV_VAULT_CHECK_OK,
	       "roles decide who may read", "");
	facts.resource.model = AKV_VAULT_MODEL_POLICIES;
	expect("permission-model", AKV_VAULT_CHECK_OK,
	       "access policies decide who may read", "");
	facts.has_resource = false;
	expect("permission-model", AKV_VAULT_CHECK_NOT_VISIBLE,
	       "neither the vault nor Resource Manager told whether roles or "
	       "access policies decide",
	       "");
}
