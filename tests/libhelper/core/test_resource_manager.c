/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/resource_manager.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_vault.h"

#define HOST "https://management.azure.com"
#define SUBSCRIPTION "00000000-0000-0000-0000-000000000000"
#define OBJECT "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"
/* {"oid":OBJECT} */
#define TOKEN \
	"e30.eyJvaWQiOiIzZjJiMWM5ZS03YTY0LTRkMGItOWUxZi0wYzVhOGI3ZDZlNDIifQ." \
	"c2ln"
#define GROUP_ID "/subscriptions/" SUBSCRIPTION "/resourceGroups/exports"
#define VAULT_ID GROUP_ID "/providers/Microsoft.KeyVault/vaults/contoso"
#define VAULT(id, properties) \
	"{\"id\":\"" id \
	"\",\"location\":\"westeurope\",\"properties\":{" properties "}}"
#define LIST(items) "{\"value\":[" items "]}"

static struct akv_resource_manager_client *client;
static const struct akv_vault_place place = {
	.subscription = SUBSCRIPTION,
	.resource_group = "exports",
	.name = "contoso",
};
static struct akv_error err;
static char seen[512];

static void set_up(void)
{
	fake_clock.monotonic_ms = 1000;
	fake_vault.token = TOKEN;
	cr_assert_eq(akv_resource_manager_client_new(fake_vault_source(),
						     &client, &err),
		     AKV_OK);
}

static void tear_down(void)
{
	akv_resource_manager_client_free(client);
}

TestSuite(resource_manager, .init = set_up, .fini = tear_down);

static bool note(const char *name)
{
	strcat(seen, name);
	strcat(seen, ";");
	return true;
}

static bool note_subscription(const struct akv_subscription *subscription,
			      AKV_UNUSED void *context)
{
	return note(subscription->display_name);
}

static bool note_group(const struct akv_resource_group *group,
		       AKV_UNUSED void *context)
{
	return note(group->name);
}

static bool note_vault(const struct akv_vault_resource *vault,
		       AKV_UNUSED void *context)
{
	return note(vault->place.name);
}

static bool note_deleted(const struct akv_deleted_vault *vault,
			 AKV_UNUSED void *context)
{
	return note(vault->name);
}

static bool note_assignment(const struct akv_role_assignment *assignment,
			    AKV_UNUSED void *context)
{
	return note(assignment->scope);
}

Test(resource_manager, shows_subscriptions_and_passes_over_others)
{
	static const struct akv_subscription_visitor visitor = {
		.visit = note_subscription,
	};

	fake_vault_will_answer(200,
			       LIST("{\"subscriptionId\":\"" SUBSCRIPTION
				    "\",\"displayName\":\"One\"},{},null,"
				    "{\"subscriptionId\":\"" SUBSCRIPTION
				    "\",\"displayName\":\"Two\"}"),
			       NULL);
	cr_assert_eq(
		akv_resource_manager_each_subscription(client, &visitor, &err),
		AKV_OK);
	cr_expect_str_eq(seen, "One;Two;");
}

Test(resource_manager, shows_groups)
{
	static const struct akv_resource_group_visitor visitor = {
		.visit = note_group,
	};

	fake_vault_will_answer(200, LIST("{\"name\":\"exports\"}"), NULL);
	cr_assert_eq(akv_resource_manager_each_group(client, SUBSCRIPTION,
						     &visitor, &err),
		     AKV_OK);
	cr_expect_str_eq(seen, "exports;");
	cr_expect_str_eq(fake_vault.urls[0],
			 HOST "/subscriptions/" SUBSCRIPTION
			      "/resourcegroups?api-version=2021-04-01");
}

Test(resource_manager, shows_vaults_of_a_subscription_or_a_group)
{
	static const struct akv_vault_resource_visitor visitor = {
		.visit = note_vault,
	};

	fake_vault_will_answer(200, LIST(VAULT(VAULT_ID, "")), NULL);
	fake_vault_will_answer(200, LIST(""), NULL);
	cr_assert_eq(akv_resource_manager_each_vault(client, SUBSCRIPTION, NULL,
						     &visitor, &err),
		     AKV_OK);
	cr_assert_eq(akv_resource_manager_each_vault(client, SUBSCRIPTION,
						     "exports", &visitor, &err),
		     AKV_OK);
	cr_expect_str_eq(seen, "contoso;");
	cr_expect_null(strstr(fake_vault.urls[0], "resourceGroups"));
	cr_expect_not_null(
		strstr(fake_vault.urls[1], "/resourceGroups/exports/"));
}

Test(resource_manager, shows_deleted_vaults)
{
	static const struct akv_deleted_vault_visitor visitor = {
		.visit = note_deleted,
	};

	fake_vault_will_answer(200, LIST("{\"name\":\"contoso-old\"}"), NULL);
	cr_assert_eq(akv_resource_manager_each_deleted_vault(
			     client, SUBSCRIPTION, &visitor, &err),
		     AKV_OK);
	cr_expect_str_eq(seen, "contoso-old;");
}

Test(resource_manager, asks_nothing_by_a_name_that_cannot_be)
{
	static const struct akv_vault_resource_visitor visitor = {
		.visit = note_vault,
	};

	cr_expect_eq(akv_resource_manager_each_vault(client, "../x", NULL,
						     &visitor, &err),
		     AKV_ERR_USAGE);
	cr_expect_eq(akv_resource_manager_each_vault(client, SUBSCRIPTION,
						     "a/b", &visitor, &err),
		     AKV_ERR_USAGE);
	cr_expect_eq(fake_vault.requests, 0);
}

Test(resource_manager, says_what_may_not_be_seen)
{
	static const struct akv_vault_resource_visitor visitor = {
		.visit = note_vault,
	};

	fake_vault_will_answer(403, FAKE_VAULT_ERROR("AuthorizationFailed", ""),
			       NULL);
	cr_expect_eq(akv_resource_manager_each_vault(client, SUBSCRIPTION,
						     "exports", &visitor, &err),
		     AKV_ERR_DENIED);
	cr_expect_str_eq(err.text,
			 "application " FAKE_VAULT_CLIENT_ID
			 " has no role that lets it see the vaults of resource "
			 "group exports in subscription " SUBSCRIPTION);
}

/* -- one vault -- */

#define POLICY \
	"\"accessPolicies\":[{\"objectId\":\"" OBJECT \
	"\",\"permissions\":{\"secrets\":[\"get\"]}}]"

Test(resource_manager, shows_one_vault_with_our_own_policies)
{
	struct akv_vault_resource vault;

	fake_vault_will_answer(200, VAULT(VAULT_ID, POLICY), NULL);
	cr_assert_eq(akv_resource_manager_vault(client, &place, &vault, &err),
		     AKV_OK);
	cr_expect_str_eq(vault.location, "westeurope");
	cr_expect(vault.has_rights);
	cr_expect(vault.rights.is_named);
	cr_expect_str_eq(fake_vault.urls[0],
			 HOST VAULT_ID "?api-version=2026-02-01");
}

Test(resource_manager, knows_nobody_s_policies_without_an_object_id)
{
	struct akv_vault_resource vault;

	fake_vault.token = NULL;
	fake_vault_will_answer(200, VAULT(VAULT_ID, POLICY), NULL);
	cr_assert_eq(akv_resource_manager_vault(client, &place, &vault, &err),
		     AKV_OK);
	cr_expect_not(vault.has_rights);
}

Test(resource_manager, takes_no_other_vault_for_the_one_it_asked_for)
{
	struct akv_vault_resource vault;

	fake_vault_will_answer(
		200,
		VAULT(GROUP_ID "/providers/Microsoft.KeyVault/vaults/other",
		      ""),
		NULL);
	fake_vault_will_answer(200, "{}", NULL);
	for (int i = 0; i < 2; i++) {
		cr_expect_eq(akv_resource_manager_vault(client, &place, &vault,
							&err),
			     AKV_ERR_PEER);
		cr_expect_str_eq(err.reason, "NotAResource");
	}
}

Test(resource_manager, adds_up_our_rights)
{
	struct akv_role_rights rights;

	fake_vault_will_answer(
		200,
		"{\"value\":[{\"actions\":[\"*/read\"]}],\"nextLink\":"
		"\"" HOST VAULT_ID "/x\"}",
		NULL);
	fake_vault_will_answer(200,
			       LIST("{\"dataActions\":[\"Microsoft.KeyVault/"
				    "vaults/secrets/*\"]}"),
			       NULL);
	cr_assert_eq(akv_resource_manager_rights(client, &place, &rights, &err),
		     AKV_OK);
	cr_expect(akv_role_permissions_has(&rights, AKV_ROLE_READ_VAULT));
	cr_expect(akv_role_permissions_has(&rights, AKV_ROLE_GET_SECRET));
}

Test(resource_manager, does_not_guess_rights)
{
	struct akv_role_rights rights;

	fake_vault_will_answer(200, LIST("{\"actions\":7}"), NULL);
	cr_expect_eq(akv_resource_manager_rights(client, &place, &rights, &err),
		     AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "NotAResource");
}

Test(resource_manager, shows_our_assignments)
{
	static const struct akv_role_assignment_visitor visitor = {
		.visit = note_assignment,
	};

	fake_vault_will_answer(
		200,
		LIST("{\"properties\":{\"roleDefinitionId\":\"r\","
		     "\"principalId\":\"" OBJECT "\",\"scope\":\"/x\"}},{}"),
		NULL);
	cr_assert_eq(akv_resource_manager_each_assignment(client, &place,
							  &visitor, &err),
		     AKV_OK);
	cr_expect_str_eq(seen, "/x;");
	cr_expect_not_null(
		strstr(fake_vault.urls[0], "assignedTo(%27" OBJECT "%27)"));
}

Test(resource_manager, asks_for_nobody_s_assignments)
{
	static const struct akv_role_assignment_visitor visitor = {
		.visit = note_assignment,
	};

	fake_vault.token = NULL;
	cr_expect_eq(akv_resource_manager_each_assignment(client, &place,
							  &visitor, &err),
		     AKV_ERR_USAGE);
	cr_expect_eq(fake_vault.requests, 0);
}

Test(resource_manager, reads_a_role)
{
	static const char id[] =
		"/providers/Microsoft.Authorization/roleDefinitions/" OBJECT;
	struct akv_role_definition role;

	fake_vault_will_answer(200,
			       "{\"properties\":{\"roleName\":\"Mine\","
			       "\"permissions\":[{\"actions\":[\"*\"]}]}}",
			       NULL);
	fake_vault_will_answer(200, "{}", NULL);
	cr_assert_eq(akv_resource_manager_role(client, id, &role, &err),
		     AKV_OK);
	cr_expect_str_eq(role.name, "Mine");
	cr_expect_eq(akv_resource_manager_role(client, id, &role, &err),
		     AKV_ERR_PEER);
	cr_expect_eq(akv_resource_manager_role(client, "x", &role, &err),
		     AKV_ERR_USAGE);
}

Test(resource_manager, names_a_vault_as_a_scope)
{
	char id[AKV_RESOURCE_MANAGER_ID_SIZE];

	akv_resource_manager_place_id(&place, id);
	cr_expect_str_eq(id, VAULT_ID);
}
