/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/reply/role_items.h"
#include "tests/fakes/fake_json.h"

TestSuite(role_items, .fini = fake_json_clear);

Test(role_items, reads_an_assignment)
{
	struct akv_role_assignment assignment;

	cr_assert(akv_role_items_read_assignment(
		akv_json_element(
			akv_json_member(fake_json_set_file("resource_manager/"
							   "role_assignments."
							   "json"),
					"value"),
			0),
		&assignment));
	cr_expect_str_eq(assignment.role,
			 "/subscriptions/00000000-0000-0000-0000-000000000000/"
			 "providers/Microsoft.Authorization/roleDefinitions/"
			 "4633458b-17de-408a-b874-0445c86b69e6");
	cr_expect_str_eq(assignment.principal,
			 "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42");
	cr_expect_str_eq(assignment.scope,
			 "/subscriptions/00000000-0000-0000-0000-000000000000/"
			 "resourceGroups/exports/providers/Microsoft.KeyVault/"
			 "vaults/contoso");
	cr_expect_not(assignment.has_condition);
}

Test(role_items, sees_a_condition)
{
	struct akv_role_assignment assignment;

	cr_assert(akv_role_items_read_assignment(
		fake_json_set("{'properties':{'roleDefinitionId':'r','scope':"
			      "'/','principalId':'3f2b1c9e-7a64-4d0b-9e1f-"
			      "0c5a8b7d6e42','condition':'(x)'}}"),
		&assignment));
	cr_expect(assignment.has_condition);
}

Test(role_items, passes_over_what_is_no_assignment)
{
	static const char *const others[] = {
		"{}",
		"{'properties':{'roleDefinitionId':'r','scope':'/'}}",
		"{'properties':{'roleDefinitionId':'r','scope':'/',"
		"'principalId':'x'}}",
		"{'properties':{'scope':'/','principalId':"
		"'3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42'}}",
	};
	struct akv_role_assignment assignment;

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		cr_expect_not(akv_role_items_read_assignment(
				      fake_json_set(others[i]), &assignment),
			      "%s", others[i]);
	cr_expect_not(akv_role_items_read_assignment(NULL, &assignment));
}

Test(role_items, reads_a_definition)
{
	struct akv_role_definition role;
	char buf[4096];
	struct akv_text text;

	cr_assert(akv_role_items_read_definition(
		fake_json_set_file(
			"resource_manager/role_definition_officer.json"),
		&role));
	cr_expect_str_eq(role.name, "Key Vault Secrets Officer");
	cr_expect(akv_role_permissions_has(&role.rights, AKV_ROLE_GET_SECRET));
	cr_expect_not(
		akv_role_permissions_has(&role.rights, AKV_ROLE_READ_KEYS));
	akv_text_init(&text, buf, sizeof(buf));
	cr_expect_eq(akv_role_permissions_excess(&role.rights, &text), 7);
	cr_expect_not_null(strstr(buf, "secrets/setSecret/action"));
	cr_expect_null(strstr(buf, "certificates"));
}

Test(role_items, passes_over_what_is_no_definition)
{
	struct akv_role_definition role;

	cr_expect_not(
		akv_role_items_read_definition(fake_json_set("{}"), &role));
	cr_expect_not(akv_role_items_read_definition(
		fake_json_set("{'properties':{'roleName':'x'}}"), &role));
	cr_expect_not(akv_role_items_read_definition(
		fake_json_set("{'properties':{'permissions':[7]}}"), &role));
}
