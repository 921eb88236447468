/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/vault_facts.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_vault.h"

#define SUBSCRIPTION "00000000-0000-0000-0000-000000000000"
#define OTHER "11111111-0000-0000-0000-000000000000"
#define OBJECT "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"
#define TOKEN \
	"e30.eyJvaWQiOiIzZjJiMWM5ZS03YTY0LTRkMGItOWUxZi0wYzVhOGI3ZDZlNDIifQ." \
	"c2ln"
#define VAULT \
	"{\"id\":\"/subscriptions/" SUBSCRIPTION \
	"/resourceGroups/exports/providers/Microsoft.KeyVault/vaults/contoso" \
	"\",\"location\":\"westeurope\",\"properties\":{\"vaultUri\":" \
	"\"https://contoso.vault.azure.net/\"}}"
#define LIST(items) "{\"value\":[" items "]}"
#define FORBIDDEN FAKE_VAULT_ERROR("AuthorizationFailed", "m")
#define ROLE_ID "/providers/Microsoft.Authorization/roleDefinitions/" OBJECT
#define ASSIGNMENT \
	"{\"properties\":{\"roleDefinitionId\":\"" ROLE_ID \
	"\",\"principalId\":\"" OBJECT "\",\"scope\":\"/x\"}}"

static char host[] = "contoso.vault.azure.net";
static char name[] = "the-vault";
static char subscription[] = SUBSCRIPTION;
static char group[] = "exports";
static struct akv_vault_config vault;
static struct akv_vault_facts facts;

static void set_up(void)
{
	fake_clock.monotonic_ms = 1000;
	fake_vault.token = TOKEN;
	vault = (struct akv_vault_config){ .name = name, .host = host };
}

TestSuite(vault_facts, .init = set_up);

static void look(void)
{
	akv_vault_facts_start(&vault, &facts);
	akv_vault_facts_look(fake_vault_source(), &vault, &facts);
}

static void answer(int status, const char *body)
{
	fake_vault_will_answer(status, body, NULL);
}

Test(vault_facts, know_who_we_are)
{
	akv_vault_facts_start(&vault, &facts);
	akv_vault_facts_who(fake_vault_source(), &facts);
	cr_expect_eq(facts.sign_in_code, AKV_OK);
	cr_expect_str_eq(facts.who.object_id, OBJECT);
	cr_expect_str_eq(fake_vault.audience, "https://vault.azure.net");
	cr_expect_not(facts.has_place);
}

Test(vault_facts, know_why_nobody_signed_in)
{
	fake_vault.sign_in_code = AKV_ERR_SIGN_IN;
	akv_vault_facts_start(&vault, &facts);
	akv_vault_facts_who(fake_vault_source(), &facts);
	cr_expect_eq(facts.sign_in_code, AKV_ERR_SIGN_IN);
	cr_expect_str_eq(facts.sign_in_err.reason, "Refused");
}

Test(vault_facts, know_the_place_by_the_configuration)
{
	vault.subscription = subscription;
	vault.resource_group = group;
	answer(200, VAULT);
	answer(200, LIST("{\"dataActions\":[\"*\"]}"));
	answer(403, FORBIDDEN);
	look();
	cr_expect(facts.has_place);
	cr_expect_str_eq(facts.place.name, "contoso");
	cr_expect(facts.has_resource);
	cr_expect_str_eq(facts.resource.location, "westeurope");
	cr_expect(facts.has_rights);
	cr_expect(akv_role_permissions_has(&facts.rights, AKV_ROLE_GET_SECRET));
	cr_expect_not(facts.has_excess);
}

Test(vault_facts, look_for_the_place_in_the_subscription)
{
	vault.subscription = subscription;
	answer(200, LIST(VAULT));
	answer(403, FORBIDDEN);
	answer(403, FORBIDDEN);
	answer(403, FORBIDDEN);
	look();
	cr_expect(facts.has_place);
	cr_expect_str_eq(facts.place.resource_group, "exports");
	cr_expect_not(facts.has_resource);
	cr_expect_str_eq(facts.resource_err.reason, "AuthorizationFailed");
	cr_expect_not(facts.has_rights);
	cr_expect_str_eq(facts.rights_err.reason, "AuthorizationFailed");
}

Test(vault_facts, look_for_the_place_everywhere)
{
	answer(200, LIST("{\"subscriptionId\":\"" OTHER
			 "\"},{\"subscriptionId\":\"" SUBSCRIPTION "\"}"));
	answer(403, FORBIDDEN);
	answer(200, LIST(VAULT));
	answer(200, VAULT);
	answer(200, LIST(""));
	answer(200, LIST(""));
	look();
	cr_expect(facts.has_place);
	cr_expect(facts.has_resource);
	cr_expect(facts.has_rights);
}

Test(vault_facts, say_that_the_vault_is_nowhere_to_be_seen)
{
	answer(200, LIST(""));
	look();
	cr_expect_not(facts.has_place);
	cr_expect_not(facts.has_resource);
	cr_expect_str_eq(facts.resource_err.reason, "VaultNotVisible");
	cr_expect_str_eq(facts.rights_err.reason, "VaultNotVisible");
	cr_expect_eq(fake_vault.requests, 1);
}

Test(vault_facts, name_the_role_that_gives_too_much)
{
	vault.subscription = subscription;
	vault.resource_group = group;
	answer(403, FORBIDDEN);
	answer(403, FORBIDDEN);
	answer(200, LIST(ASSIGNMENT));
	answer(200,
	       "{\"properties\":{\"roleName\":\"Janitor\",\"permissions\":["
	       "{\"actions\":[\"*\"]}]}}");
	look();
	cr_expect(facts.has_rights);
	cr_expect(facts.has_excess);
	cr_expect_str_eq(facts.excess.role, "Janitor");
	cr_expect_str_eq(facts.excess.scope, "/x");
}

Test(vault_facts, do_not_know_rights_by_a_role_that_cannot_be_read)
{
	vault.subscription = subscription;
	vault.resource_group = group;
	answer(403, FORBIDDEN);
	answer(403, FORBIDDEN);
	answer(200, LIST(ASSIGNMENT));
	answer(403, FORBIDDEN);
	look();
	cr_expect_not(facts.has_rights);
}

Test(vault_facts, do_not_wait_for_who_does_not_answer)
{
	vault.subscription = subscription;
	vault.resource_group = group;
	fake_vault_will_fail(AKV_ERR_UNREACHABLE, "CertificateNotTrusted");
	look();
	cr_expect_eq(fake_vault.requests, 1);
	cr_expect_not(facts.has_rights);
	cr_expect_str_eq(facts.rights_err.reason, "CertificateNotTrusted");
}
