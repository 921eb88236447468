/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "tests/harness/cloud.h"
#include "tests/harness/config.h"
#include "tests/harness/expect.h"
#include "tests/harness/program.h"
#include "tests/harness/sandbox.h"
#include "tests/harness/suite.h"

/* akv vault check and akv vault permissions, with a Resource Manager that shows
 * all or nothing. */
E2E_SUITE(vault_check);

#define SUBSCRIPTION "00000000-0000-0000-0000-000000000000"
#define SCOPE \
	"/subscriptions/" SUBSCRIPTION \
	"/resourceGroups/exports/providers/Microsoft.KeyVault/vaults/contoso"

/* The default connection, in an environment with a location and a vault whose
 * place is known. */
static void set_up_place(void)
{
	config_set(CONFIG_PRINCIPAL
		   "client-secret-file = %s\n[environment]\n"
		   "location = westeurope\n"
		   "[vault contoso]\nsubscription = " SUBSCRIPTION
		   "\nresource-group = exports\ndefault = true\n"
		   "[vault contoso-policy]\n"
		   "[connection nightly-export]\nsecret = sftp-password\n"
		   "[cache]\ntoken-store = none\n",
		   sandbox_write("client-secret", 0600, "%s",
				 CLOUD_CLIENT_SECRET));
}

static void grant(const char *role)
{
	(void)cloud_tell("POST", "/subscriptions/" SUBSCRIPTION,
			 "{'grants': [{'principal': '" CLOUD_OBJECT
			 "', 'role': '%s'}]}",
			 role);
}

/* The row of ${check} begins so: "ok\tNone\tthe vault ...". */
static void expect_row(const struct outcome *got, const char *check,
		       const char *begin)
{
	char line[512];

	(void)snprintf(line, sizeof(line), "%s\t%s", check, begin);
	cr_expect(strncmp(got->out, line, strlen(line)) == 0 ||
			  strstr(got->out, line) != NULL,
		  "no row \"%s\" in\n%s", line, outcome_words(got));
}

static const struct outcome *check(void)
{
	return akv("vault", "check", "-o", "tsv");
}

Test(vault_check, finds_all_in_order)
{
	const struct outcome *got;

	set_up_place();
	grant("Reader");
	(void)cloud_tell("POST", "/vaults/contoso",
			 "{'purge_protection': true}");
	got = check();
	cr_expect_eq(got->status, 0, "%s", outcome_words(got));
	cr_expect_eq(got->err_len, 0, "%s", outcome_words(got));
	expect_row(got, "sign-in",
		   "ok\tNone\tsigned in as application " CLOUD_CLIENT
		   ", object id " CLOUD_OBJECT ", tenant " CLOUD_TENANT);
	expect_row(got, "reachable", "ok\t");
	expect_row(got, "address",
		   "ok\tNone\tthe vault saw us come from 203.0.113.7");
	expect_row(got, "network",
		   "ok\tNone\tthe vault lets us in; it is open to all "
		   "networks");
	expect_row(got, "location", "ok\t");
	expect_row(got, "permission-model", "ok\tNone\troles decide");
	expect_row(got, "secrets-get", "ok\tNone\ttried");
	expect_row(got, "secrets-list", "ok\tNone\ttried");
	expect_row(got, "keys-get", "warning\tForbiddenByRbac\ttried");
	expect_row(got, "certificates-list", "warning\tForbiddenByRbac\ttried");
	expect_row(got, "soft-delete",
		   "ok\tNone\twhat is deleted can be recovered for 90 days");
	expect_row(got, "purge-protection", "ok\t");
	expect_row(got, "excess-rights", "ok\t");
}

/* The principal that README.md asks for has no role at Resource Manager. */
Test(vault_check, works_without_resource_manager)
{
	const struct outcome *got;

	config_default();
	cloud_fault("{'match': {'host': 'management.azure.com'}, "
		    "'do': {'stage': 'connect', 'status': 403}}");
	got = check();
	cr_expect_eq(got->status, 0, "%s", outcome_words(got));
	expect_row(got, "permission-model", "ok\tNone\troles decide");
	expect_row(got, "secrets-get", "ok\t");
	expect_row(got, "soft-delete", "ok\t");
	expect_row(got, "purge-protection", "warning\tNoPurgeProtection");
	expect_row(got, "excess-rights", "not visible\tNone\t");
}

Test(vault_check, names_what_is_more_than_needed)
{
	const struct outcome *got;

	set_up_place();
	grant("Reader");
	(void)cloud_tell("POST", "/vaults/contoso",
			 "{'grants': [{'principal': '" CLOUD_OBJECT
			 "', 'role': 'Key Vault Secrets Officer'}]}");
	got = check();
	cr_expect_eq(got->status, 0, "%s", outcome_words(got));
	expect_row(got, "excess-rights",
		   "warning\tTooManyRights\tmore rights than reading needs: "
		   "Microsoft.KeyVault/vaults/secrets/setSecret/action");
	cr_expect_not_null(strstr(
		got->out,
		"az role assignment delete --assignee " CLOUD_OBJECT
		" --role 'Key Vault Secrets Officer' --scope " SCOPE "\n"));
	(void)cloud_tell("POST", "/vaults/contoso-policy",
			 "{'policies': [{'objectId': '" CLOUD_OBJECT
			 "', 'permissions': {'secrets': ['Get', 'List', "
			 "'Set']}}]}");
	got = akv("vault", "check", "--name", "contoso-policy", "-o", "tsv");
	expect_row(got, "permission-model", "ok\tNone\taccess policies");
	expect_row(got, "excess-rights",
		   "warning\tTooManyRights\tmore rights than reading needs: "
		   "secrets set\taz keyvault set-policy --name contoso-policy "
		   "--object-id " CLOUD_OBJECT);
}

Test(vault_check, tells_firewall_from_permission)
{
	const struct outcome *got;

	set_up_place();
	(void)cloud_tell("POST", "/vaults/contoso", "{'firewall': true}");
	got = check();
	cr_expect_eq(got->status, 6, "%s", outcome_words(got));
	expect_row(got, "network",
		   "failure\tForbiddenByFirewall\tthe firewall of vault "
		   "contoso does not let 203.0.113.7 in\taz keyvault "
		   "network-rule add --name contoso --ip-address 203.0.113.7");
	expect_row(got, "secrets-get", "not visible\t");
	(void)cloud_tell("POST", "/vaults/contoso",
			 "{'firewall': false, 'grants': []}");
	got = check();
	cr_expect_eq(got->status, 5, "%s", outcome_words(got));
	expect_row(got, "network", "ok\t");
	expect_row(got, "secrets-get", "failure\tForbiddenByRbac\t");
	cr_expect_not_null(strstr(got->err,
				  "akv: vault contoso: 1 prerequisite is not "
				  "met; secrets-get: "));
}

Test(vault_check, exits_with_the_worst)
{
	const struct outcome *got;

	set_up_place();
	(void)cloud_tell("POST", "/vaults/contoso",
			 "{'location': 'northeurope'}");
	got = check();
	cr_expect_eq(got->status, 2, "%s", outcome_words(got));
	expect_row(got, "location",
		   "failure\tAnotherLocation\tthe vault is in northeurope, the "
		   "environment in westeurope");
	(void)cloud_tell("DELETE", "/vaults/contoso", "{}");
	got = check();
	cr_expect_eq(got->status, 7, "%s", outcome_words(got));
	expect_row(got, "reachable", "failure\t");
	(void)sandbox_write("client-secret", 0600, "not-the-secret");
	got = check();
	cr_expect_eq(got->status, 4, "%s", outcome_words(got));
	expect_row(got, "sign-in", "failure\tAADSTS7000215\t");
	expect_row(got, "excess-rights", "not visible\t");
}

Test(vault_check, takes_names_and_refuses_others)
{
	set_up_place();
	expect_failure(akv("vault", "check", "nothing"), 3, "VaultNotLinked");
	expect_failure(akv("vault", "check", "-n", "contoso", "contoso"), 2,
		       "BadOption");
	expect_untouched();
	expect_words(akv("vault", "check"), "\"check\": \"sign-in\"");
	expect_words(akv("vault", "check", "CONTOSO", "-o", "table"), "Check ");
}

Test(vault_check, sends_its_token_to_no_other_host)
{
	const struct outcome *got;

	config_default();
	grant("Reader");
	cloud_fault("{'match': {'host': 'management.azure.com', 'path': "
		    "'/subscriptions'}, 'do': {'status': 200, 'keep': true, "
		    "'body': {'value': [], 'nextLink': "
		    "'https://evil.example/subscriptions'}}}");
	got = check();
	cr_expect_eq(got->status, 0, "%s", outcome_words(got));
	cr_expect_eq(cloud_connects_to("evil.example"), 0);
	expect_row(got, "excess-rights",
		   "not visible\tNone\tour rights are not all to be seen: "
		   "management.azure.com sent a link to the next page that "
		   "leads to another host");
}

/* -- permissions -- */

Test(vault_check, permissions_are_commands_to_copy)
{
	const struct outcome *got;

	set_up_place();
	grant("Reader");
	got = akv("vault", "permissions", "-o", "tsv");
	expect_words(
		got,
		"roles\tgrant\tvault\trequired\tKey Vault Secrets User\t"
		"az role assignment create --role 'Key Vault Secrets "
		"User' --assignee-object-id " CLOUD_OBJECT
		" --assignee-principal-type ServicePrincipal --scope " SCOPE
		"\n");
	expect_words(got, "roles\trevoke\tsftp-password\tNone\tKey Vault "
			  "Secrets User\taz role assignment delete --role "
			  "'Key Vault Secrets User' --assignee " CLOUD_OBJECT
			  " --scope " SCOPE "/secrets/sftp-password\n");
	cr_expect_null(strstr(got->out, "set-policy"));
	got = akv("vault", "permissions", "-n", "contoso-policy", "-o", "tsv");
	expect_words(got, "\taz keyvault set-policy --name contoso-policy "
			  "--object-id " CLOUD_OBJECT
			  " --secret-permissions get list\n");
	expect_words(got, "\taz keyvault delete-policy --name contoso-policy "
			  "--object-id " CLOUD_OBJECT "\n");
	cr_expect_null(strstr(got->out, "role assignment"));
}

Test(vault_check, permissions_of_both_models_where_none_is_visible)
{
	const struct outcome *got;

	config_default();
	got = akv("vault", "permissions", "-o", "tsv");
	expect_words(got, "--scope \"$(az keyvault show --name contoso "
			  "--query id --output tsv)\"\n");
	expect_words(got, "az keyvault delete-policy");
	cr_expect_not_null(strstr(got->err, "is not visible"));
}

Test(vault_check, permissions_need_nobody_to_sign_in)
{
	const struct outcome *got;

	set_up_place();
	(void)sandbox_write("client-secret", 0600, "not-the-secret");
	got = akv("vault", "permissions", "-o", "tsv");
	expect_words(got, "--assignee \"$(az ad sp show --id " CLOUD_CLIENT
			  " --query id --output tsv)\"");
	cr_expect_not_null(strstr(got->err, "the object id is unknown"));
}
