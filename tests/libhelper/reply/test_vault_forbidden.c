/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>

#include "libhelper/reply/vault_forbidden.h"
#include "tests/fakes/fake_reply.h"

#define SCOPE \
	"/subscriptions/00000000-1111-2222-3333-444444444444/" \
	"resourcegroups/exports/providers/microsoft.keyvault/vaults/" \
	"contoso/secrets/sftp-password"

static struct akv_vault_request request = {
	.vault = "contoso",
	.secret = "sftp-password",
	.tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47",
	.client_id = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
};
static struct akv_error err;

TestSuite(vault_forbidden, .fini = fake_reply_clear);

static void expect(enum akv_code code, const char *reason, const char *text,
		   const char *hint)
{
	struct akv_vault_refusal refusal;

	akv_vault_refusal_read(&fake_reply, &request, &refusal);
	cr_expect_eq(akv_vault_forbidden(&refusal, &err), code);
	cr_expect_eq(err.code, code);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, text);
	cr_expect_str_eq(err.hint, hint);
}

static void set_inner(const char *inner)
{
	char body[256];

	(void)snprintf(body, sizeof(body),
		       "{\"error\":{\"code\":\"Forbidden\","
		       "\"innererror\":{\"code\":\"%s\"}}}",
		       inner);
	fake_reply_set(403, body);
}

/* -- roles -- */

Test(vault_forbidden, asks_for_a_role_on_the_secret)
{
	fake_reply_set_file(403, "vault/forbidden_by_rbac.json");
	expect(AKV_ERR_DENIED, "ForbiddenByRbac",
	       "application 0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff (object id "
	       "5a6b7c8d-1111-2222-3333-444455556666) has no role "
	       "that lets it read secret sftp-password in vault contoso: "
	       "access was removed, or never granted",
	       "az role assignment create --role \"Key Vault Secrets User\" "
	       "--assignee-object-id 5a6b7c8d-1111-2222-3333-444455556666 "
	       "--assignee-principal-type ServicePrincipal --scope \"" SCOPE
	       "\"\n"
	       "a change made a moment ago takes minutes to work\n"
	       "Key Vault's reason: DeniedWithNoValidRBAC\n");
}

Test(vault_forbidden, asks_for_a_role_where_the_message_says_nothing)
{
	set_inner("ForbiddenByRbac");
	expect(AKV_ERR_DENIED, "ForbiddenByRbac",
	       "application 0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff has no role "
	       "that lets it read secret sftp-password in vault contoso: "
	       "access was removed, or never granted",
	       "az role assignment create --role \"Key Vault Secrets User\" "
	       "--assignee 0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff --scope "
	       "\"$(az keyvault show --name contoso --query id --output tsv)\""
	       "\n"
	       "a change made a moment ago takes minutes to work\n");
}

Test(vault_forbidden, puts_nothing_but_an_id_into_a_command)
{
	request.client_id = "$(reboot)";
	set_inner("ForbiddenByRbac");
	expect(AKV_ERR_DENIED, "ForbiddenByRbac",
	       "application $(reboot) has no role that lets it read secret "
	       "sftp-password in vault contoso: access was removed, or never "
	       "granted",
	       "az role assignment create --role \"Key Vault Secrets User\" "
	       "--assignee CLIENT_ID --scope "
	       "\"$(az keyvault show --name contoso --query id --output tsv)\""
	       "\n"
	       "a change made a moment ago takes minutes to work\n");
}

/* -- access policies -- */

Test(vault_forbidden, asks_for_an_access_policy)
{
	fake_reply_set_file(403, "vault/forbidden_by_policy.json");
	expect(AKV_ERR_DENIED, "ForbiddenByPolicy",
	       "no access policy of vault contoso lets application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff (object id "
	       "5a6b7c8d-1111-2222-3333-444455556666) read its secrets: access "
	       "was removed, or never granted",
	       "az keyvault set-policy --name contoso --object-id "
	       "5a6b7c8d-1111-2222-3333-444455556666 --secret-permissions get\n"
	       "a change made a moment ago takes minutes to work\n");
}

Test(vault_forbidden, knows_the_old_name_of_a_missing_policy)
{
	set_inner("AccessDenied");
	expect(AKV_ERR_DENIED, "AccessDenied",
	       "no access policy of vault contoso lets application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff read its secrets: access "
	       "was removed, or never granted",
	       "az keyvault set-policy --name contoso --spn "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff --secret-permissions get\n"
	       "a change made a moment ago takes minutes to work\n");
}

/* -- the network -- */

Test(vault_forbidden, asks_for_a_firewall_rule)
{
	fake_reply_set_file(403, "vault/forbidden_by_firewall.json");
	expect(AKV_ERR_FIREWALL, "ForbiddenByFirewall",
	       "the firewall of vault contoso does not let 203.0.113.7 in",
	       "az keyvault network-rule add --name contoso --ip-address "
	       "203.0.113.7\n"
	       "a change made a moment ago takes minutes to work\n");
}

Test(vault_forbidden, asks_for_the_subnet_of_a_private_address)
{
	fake_reply_set_file(403, "vault/forbidden_by_subnet.json");
	expect(AKV_ERR_FIREWALL, "ForbiddenByFirewall",
	       "the firewall of vault contoso does not let 10.1.2.3 in",
	       "10.1.2.3 is no public IPv4 address: let its subnet in: az "
	       "keyvault network-rule add --name contoso --vnet-name NETWORK "
	       "--subnet SUBNET\n"
	       "a change made a moment ago takes minutes to work\n");
}

Test(vault_forbidden, takes_the_address_from_the_header_or_leaves_it_out)
{
	set_inner("ForbiddenByFirewall");
	(void)snprintf(fake_reply.network_info, sizeof(fake_reply.network_info),
		       "conn_type=Ipv4;addr=203.0.113.8;act_addr_fam=x;");
	expect(AKV_ERR_FIREWALL, "ForbiddenByFirewall",
	       "the firewall of vault contoso does not let 203.0.113.8 in",
	       "az keyvault network-rule add --name contoso --ip-address "
	       "203.0.113.8\n"
	       "a change made a moment ago takes minutes to work\n");
	set_inner("ForbiddenByFirewall");
	expect(AKV_ERR_FIREWALL, "ForbiddenByFirewall",
	       "the firewall of vault contoso does not let this machine in",
	       "az keyvault network-rule add --name contoso --ip-address "
	       "ADDRESS\n"
	       "a change made a moment ago takes minutes to work\n");
}

Test(vault_forbidden, asks_for_a_private_endpoint)
{
	fake_reply_set_file(403, "vault/forbidden_by_connection.json");
	(void)snprintf(fake_reply.network_info, sizeof(fake_reply.network_info),
		       "conn_type=Ipv4;addr=203.0.113.8;act_addr_fam=x;");
	expect(AKV_ERR_FIREWALL, "ForbiddenByConnection",
	       "vault contoso lets nobody in but through a private endpoint",
	       "call it from a network with an approved private endpoint, "
	       "where its name leads to that endpoint (DNS zone "
	       "privatelink.vaultcore.azure.net)\n"
	       "or open it to the public network: az keyvault update --name "
	       "contoso --public-network-access Enabled\n"
	       "the vault saw us come from 203.0.113.8\n");
}

/* -- the secret -- */

Test(vault_forbidden, says_that_the_secret_is_disabled)
{
	fake_reply_set_file(403, "vault/secret_disabled.json");
	expect(AKV_ERR_UNUSABLE, "SecretDisabled",
	       "secret sftp-password in vault contoso is disabled",
	       "az keyvault secret set-attributes --vault-name contoso --name "
	       "sftp-password --enabled true\n"
	       "the newest version counts, even where an older one is "
	       "enabled\n");
	request.version = "9f";
	expect(AKV_ERR_UNUSABLE, "SecretDisabled",
	       "version 9f of secret sftp-password in vault contoso is "
	       "disabled",
	       "az keyvault secret set-attributes --vault-name contoso --name "
	       "sftp-password --version 9f --enabled true\n");
}

/* -- what we do not know -- */

Test(vault_forbidden, repeats_what_it_does_not_know)
{
	fake_reply_set(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":"
			    "\"Ask Bob.\\r\\nNow.\",\"innererror\":"
			    "{\"code\":\"ForbiddenByBob\"}}}");
	expect(AKV_ERR_DENIED, "ForbiddenByBob",
	       "vault contoso does not let application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff read secret sftp-password",
	       "Key Vault says: Ask Bob.\n");
	fake_reply_set(403, "{\"error\":{\"code\":\"Forbidden\"}}");
	expect(AKV_ERR_DENIED, "Forbidden",
	       "vault contoso does not let application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff read secret sftp-password",
	       "");
	fake_reply_set(403, "");
	fake_reply.from_key_vault = true;
	expect(AKV_ERR_DENIED, "Forbidden",
	       "vault contoso does not let application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff read secret sftp-password",
	       "");
}

Test(vault_forbidden, does_not_decide_by_the_message)
{
	fake_reply_set(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":"
			    "\"ForbiddenByFirewall SecretDisabled\"}}");
	expect(AKV_ERR_DENIED, "Forbidden",
	       "vault contoso does not let application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff read secret sftp-password",
	       "Key Vault says: ForbiddenByFirewall SecretDisabled\n");
}

Test(vault_forbidden, knows_a_proxys_page)
{
	fake_reply_set(403, "<html>Access denied</html>");
	expect(AKV_ERR_UNREACHABLE, "ProxyRefused",
	       "vault contoso was not reached: something else answered with "
	       "status 403",
	       "a proxy or a captive portal may stand in between: check "
	       "HTTPS_PROXY and NO_PROXY, and that it lets this host "
	       "through\n");
}
