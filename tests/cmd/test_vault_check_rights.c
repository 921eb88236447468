/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "cmd/vault_check_rights.h"
#include "libhelper/edge/json.h"
#include "tests/cmd/vault_check_input.h"

static struct akv_vault_check_row row;

TestSuite(vault_check_rights, .init = set_up_input);

static void try(enum akv_vault_right right)
{
	row = (struct akv_vault_check_row){ 0 };
	akv_vault_check_rights_tried(&input, right, &row);
}

static void look_at_excess(void)
{
	row = (struct akv_vault_check_row){ 0 };
	akv_vault_check_rights_excess(&input, &row);
}

/* Roles that allow ${pattern}. */
static void allow(const char *kind, const char *pattern)
{
	AKV_AUTO(json) *entry = akv_json_new_object();
	struct akv_json *list = akv_json_new_array();

	akv_json_append_text(list, pattern);
	akv_json_set(entry, kind, list);
	cr_assert(akv_role_permissions_add(entry, &facts.rights));
}

/* -- tried -- */

Test(vault_check_rights, to_read_secrets_are_what_nothing_works_without)
{
	try(AKV_VAULT_RIGHT_GET_SECRETS);
	cr_expect_eq(row.state, AKV_VAULT_CHECK_OK);
	cr_expect_str_eq(row.seen, "tried: we may read secrets");
	refuse(AKV_VAULT_RIGHT_GET_SECRETS, AKV_ERR_DENIED, "ForbiddenByRbac");
	try(AKV_VAULT_RIGHT_GET_SECRETS);
	cr_expect_eq(row.state, AKV_VAULT_CHECK_FAILURE);
	cr_expect_eq(row.code, AKV_ERR_DENIED);
	cr_expect_str_eq(row.remedy, "az do something");
	refuse(AKV_VAULT_RIGHT_GET_SECRETS, AKV_ERR_THROTTLED, "Throttled");
	try(AKV_VAULT_RIGHT_GET_SECRETS);
	cr_expect_eq(row.state, AKV_VAULT_CHECK_FAILURE);
	cr_expect_eq(row.code, AKV_ERR_THROTTLED);
}

Test(vault_check_rights, are_not_visible_behind_a_firewall)
{
	refuse(AKV_VAULT_RIGHT_GET_SECRETS, AKV_ERR_FIREWALL,
	       "ForbiddenByFirewall");
	probe.attempts[AKV_VAULT_RIGHT_LIST_KEYS].was_made = false;
	try(AKV_VAULT_RIGHT_GET_SECRETS);
	cr_expect_eq(row.state, AKV_VAULT_CHECK_NOT_VISIBLE);
	try(AKV_VAULT_RIGHT_LIST_KEYS);
	cr_expect_eq(row.state, AKV_VAULT_CHECK_NOT_VISIBLE);
}

Test(vault_check_rights, that_reading_can_do_without_are_warnings)
{
	refuse(AKV_VAULT_RIGHT_LIST_SECRETS, AKV_ERR_DENIED, "ForbiddenByRbac");
	try(AKV_VAULT_RIGHT_LIST_SECRETS);
	cr_expect_eq(row.state, AKV_VAULT_CHECK_WARNING);
	cr_expect_eq(row.code, AKV_OK);
	cr_expect_str_eq(row.seen,
			 "tried: we may not list secrets; reading a secret by "
			 "its name does not need it");
	cr_expect_str_eq(row.remedy, "az do something");
	/* the service's own trouble says nothing about the right */
	refuse(AKV_VAULT_RIGHT_LIST_SECRETS, AKV_ERR_UNREACHABLE, "Timeout");
	try(AKV_VAULT_RIGHT_LIST_SECRETS);
	cr_expect_eq(row.state, AKV_VAULT_CHECK_NOT_VISIBLE);
}

Test(vault_check_rights, by_policy_are_mended_without_taking_others_away)
{
	facts.resource.model = AKV_VAULT_MODEL_POLICIES;
	refuse(AKV_VAULT_RIGHT_LIST_KEYS, AKV_ERR_DENIED, "ForbiddenByPolicy");
	try(AKV_VAULT_RIGHT_LIST_KEYS);
	cr_expect_str_eq(
		row.remedy,
		"az keyvault set-policy --name contoso --object-id " OBJECT
		" --key-permissions get list");
	facts.who.object_id[0] = '\0';
	try(AKV_VAULT_RIGHT_LIST_KEYS);
	cr_expect_str_eq(row.remedy, "az do something");
}

/* -- the model -- */

Test(vault_check_rights, have_a_model_that_the_vault_s_answers_show)
{
	facts.has_resource = false;
	cr_expect_eq(akv_vault_check_rights_model(&input),
		     AKV_VAULT_WORDS_UNKNOWN);
	refuse(AKV_VAULT_RIGHT_LIST_KEYS, AKV_ERR_DENIED, "ForbiddenByPolicy");
	cr_expect_eq(akv_vault_check_rights_model(&input),
		     AKV_VAULT_WORDS_POLICIES);
	probe.has_role_header = true;
	cr_expect_eq(akv_vault_check_rights_model(&input),
		     AKV_VAULT_WORDS_ROLES);
}

/* -- too many -- */

Test(vault_check_rights, by_role_that_only_read_are_not_too_many)
{
	allow("dataActions", "Microsoft.KeyVault/vaults/secrets/getSecret/"
			     "action");
	look_at_excess();
	cr_expect_eq(row.state, AKV_VAULT_CHECK_OK);
}

Test(vault_check_rights, by_role_that_write_are_too_many)
{
	allow("dataActions", "Microsoft.KeyVault/vaults/secrets/set*");
	look_at_excess();
	cr_expect_eq(row.state, AKV_VAULT_CHECK_WARNING);
	cr_expect_eq(row.code, AKV_OK);
	cr_expect_str_eq(row.reason, "TooManyRights");
	cr_expect_str_eq(row.seen,
			 "more rights than reading needs: Microsoft.KeyVault/"
			 "vaults/secrets/setSecret/action");
	cr_expect_str_eq(row.remedy,
			 "az role assignment list --assignee " OBJECT
			 " --all --output table");
}

Test(vault_check_rights, of_a_role_that_is_known_are_taken_away_by_name)
{
	allow("actions", "*");
	allow("dataActions", "*");
	facts.has_excess = true;
	strcpy(facts.excess.role, "Janitor's");
	strcpy(facts.excess.scope, "/subscriptions/x");
	look_at_excess();
	cr_expect_str_eq(row.remedy,
			 "az role assignment delete --assignee " OBJECT
			 " --role 'Janitor'\\''s' --scope "
			 "/subscriptions/x");
	cr_expect_not_null(strstr(row.seen, ", ..."));
}

Test(vault_check_rights, that_may_not_be_seen_are_not_ok)
{
	facts.has_rights = false;
	(void)!akv_fail(&facts.rights_err, AKV_ERR_DENIED,
			"AuthorizationFailed", "may not look");
	look_at_excess();
	cr_expect_eq(row.state, AKV_VAULT_CHECK_NOT_VISIBLE);
	cr_expect_str_eq(row.seen,
			 "our rights are not all to be seen: may not look");
	facts.has_rights = true;
	facts.has_resource = false;
	look_at_excess();
	cr_expect_eq(row.state, AKV_VAULT_CHECK_NOT_VISIBLE);
}

static void use_policies(void)
{
	facts.resource.model = AKV_VAULT_MODEL_POLICIES;
	facts.resource.has_rights = true;
	facts.resource.rights.is_named = true;
	facts.resource.rights.secrets = AKV_POLICY_GET | AKV_POLICY_LIST;
}

Test(vault_check_rights, by_policy_that_only_read_are_not_too_many)
{
	use_policies();
	/* of roles, only those about the vault itself count */
	allow("dataActions", "*");
	look_at_excess();
	cr_expect_eq(row.state, AKV_VAULT_CHECK_OK, "%s", row.seen);
}

Test(vault_check_rights, by_policy_that_write_are_too_many)
{
	use_policies();
	facts.resource.rights.secrets |= AKV_POLICY_SET;
	facts.resource.rights.keys = AKV_POLICY_ALL;
	look_at_excess();
	cr_expect_eq(row.state, AKV_VAULT_CHECK_WARNING);
	cr_expect_str_eq(row.seen, "more rights than reading needs: secrets "
				   "set, keys all");
	cr_expect_str_eq(
		row.remedy,
		"az keyvault set-policy --name contoso --object-id " OBJECT
		" --secret-permissions get list "
		"--key-permissions get list "
		"--certificate-permissions get list");
}

Test(vault_check_rights, of_who_can_change_the_policies_are_too_many)
{
	use_policies();
	allow("actions", "Microsoft.KeyVault/vaults/accessPolicies/write");
	look_at_excess();
	cr_expect_eq(row.state, AKV_VAULT_CHECK_WARNING);
	cr_expect_not_null(strstr(row.seen, "accessPolicies/write"));
}

Test(vault_check_rights, of_a_group_of_ours_are_not_visible)
{
	use_policies();
	facts.resource.rights = (struct akv_access_rights){ 0 };
	look_at_excess();
	cr_expect_eq(row.state, AKV_VAULT_CHECK_NOT_VISIBLE);
	/* who may not read is in no such group */
	refuse(AKV_VAULT_RIGHT_GET_SECRETS, AKV_ERR_DENIED,
	       "ForbiddenByPolicy");
	look_at_excess();
	cr_expect_eq(row.state, AKV_VAULT_CHECK_OK);
}
