/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/reply/vault_error.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_reply.h"

#define CHALLENGE_OF(tenant) \
	"Bearer authorization=\"https://login.microsoftonline.com/" tenant \
	"\", resource=\"https://vault.azure.net\""

static struct akv_vault_request request = {
	.vault = "contoso",
	.secret = "sftp-password",
	.tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47",
	.client_id = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff",
};
static struct akv_error err;

TestSuite(vault_error, .fini = fake_reply_clear);

static void expect(enum akv_code code, const char *reason, const char *text,
		   const char *hint)
{
	cr_expect_eq(akv_vault_error(&fake_reply, &request, &err), code);
	cr_expect_eq(err.code, code);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, text);
	cr_expect_str_eq(err.hint, hint);
}

static void set_challenge(const char *challenge)
{
	(void)snprintf(fake_reply.challenge, sizeof(fake_reply.challenge), "%s",
		       challenge);
}

/* -- 401 -- */

Test(vault_error, says_that_the_token_lacks_claims)
{
	fake_reply_set_file(401, "vault/no_token.json");
	set_challenge("Bearer realm=\"\", error=\"insufficient_claims\", "
		      "claims=\"e30=\"");
	expect(AKV_ERR_SIGN_IN, "InsufficientClaims",
	       "vault contoso wants claims that our token does not have",
	       "the sessions of application "
	       "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff were ended, or "
	       "Conditional Access does not let it in from here: ask an "
	       "administrator of the tenant\n");
}

Test(vault_error, says_that_the_token_did_not_arrive)
{
	fake_reply_set_file(401, "vault/no_token.json");
	expect(AKV_ERR_SIGN_IN, "AKV10000",
	       "vault contoso saw no token in our request",
	       "a proxy in between may take the Authorization header away\n");
}

Test(vault_error, says_that_the_token_is_for_another_cloud)
{
	fake_reply_set_file(401, "vault/wrong_audience.json");
	expect(AKV_ERR_SIGN_IN, "AKV10022",
	       "vault contoso does not accept a token of this cloud",
	       "is the vault in another cloud than the configuration says?\n");
}

Test(vault_error, names_both_tenants)
{
	fake_reply_set_file(401, "vault/wrong_issuer.json");
	set_challenge(CHALLENGE_OF("11111111-2222-3333-4444-555555555555"));
	expect(AKV_ERR_SIGN_IN, "AKV10032",
	       "vault contoso belongs to tenant "
	       "11111111-2222-3333-4444-555555555555, and we signed in to "
	       "tenant 72f988bf-86f1-41af-91ab-2d7cd011db47",
	       "check the vault's name: vaults of all tenants share one set of "
	       "names\n"
	       "if the vault is yours, sign in to its tenant\n");
}

Test(vault_error, knows_microsofts_own_vaults)
{
	request.tenant = "contoso.com";
	fake_reply_set_file(401, "vault/wrong_issuer.json");
	set_challenge(CHALLENGE_OF("F8CDEF31-A31E-4B4A-93E4-5F571E91255A"));
	expect(AKV_ERR_SIGN_IN, "AKV10032",
	       "vault contoso belongs to tenant "
	       "F8CDEF31-A31E-4B4A-93E4-5F571E91255A, and we signed in to "
	       "tenant contoso.com",
	       "that tenant is Microsoft's: was a variable empty where the "
	       "vault's name was made?\n"
	       "check the vault's name: vaults of all tenants share one set of "
	       "names\n"
	       "if the vault is yours, sign in to its tenant\n");
}

Test(vault_error, names_our_tenant_where_the_other_is_not_known)
{
	fake_reply_set_file(401, "vault/wrong_issuer.json");
	expect(AKV_ERR_SIGN_IN, "AKV10032",
	       "vault contoso belongs to another tenant than "
	       "72f988bf-86f1-41af-91ab-2d7cd011db47",
	       "check the vault's name: vaults of all tenants share one set of "
	       "names\n"
	       "if the vault is yours, sign in to its tenant\n");
}

Test(vault_error, knows_the_fault_with_the_signing_key)
{
	fake_reply_set_file(401, "vault/unresolved_key.json");
	expect(AKV_ERR_SIGN_IN, "AKV10046",
	       "vault contoso could not check our token",
	       "it usually passes: try again in a minute\n");
}

Test(vault_error, says_that_the_token_has_expired)
{
	fake_reply_set_file(401, "vault/token_expired.json");
	fake_clock.unix_s = 1700000000;
	fake_reply.date_s = 1700007200;
	expect(AKV_ERR_SIGN_IN, "TokenExpired",
	       "vault contoso says that our token has expired",
	       "check this machine's clock\n"
	       "this machine's clock is 120 minutes behind\n");
}

Test(vault_error, quotes_nothing_of_another_401)
{
	fake_reply_set(401, "{\"error\":{\"code\":\"Unauthorized\",\"message\":"
			    "\"AKV10001: Bad token eyJhbGciOi\"}}");
	expect(AKV_ERR_SIGN_IN, "AKV10001", "vault contoso refused our token",
	       "");
	fake_reply_set(401, "{\"error\":{\"code\":\"Unauthorized\",\"message\":"
			    "\"Bad token eyJhbGciOi\"}}");
	expect(AKV_ERR_SIGN_IN, "Unauthorized",
	       "vault contoso refused our token", "");
}

Test(vault_error, takes_a_401_without_a_body)
{
	fake_reply_set(401, "");
	set_challenge(CHALLENGE_OF("72f988bf-86f1-41af-91ab-2d7cd011db47"));
	expect(AKV_ERR_SIGN_IN, "Unauthorized",
	       "vault contoso refused our token", "");
	fake_reply_set(401, "");
	fake_reply.from_key_vault = true;
	expect(AKV_ERR_SIGN_IN, "Unauthorized",
	       "vault contoso refused our token", "");
}

/* -- 403 -- */

Test(vault_error, tells_the_reasons_of_a_403_apart)
{
	static const struct {
		const char *file;
		enum akv_code code;
		const char *reason;
	} rows[] = {
		{ "vault/forbidden_by_rbac.json", AKV_ERR_DENIED,
		  "ForbiddenByRbac" },
		{ "vault/forbidden_by_policy.json", AKV_ERR_DENIED,
		  "ForbiddenByPolicy" },
		{ "vault/forbidden_by_firewall.json", AKV_ERR_FIREWALL,
		  "ForbiddenByFirewall" },
		{ "vault/forbidden_by_connection.json", AKV_ERR_FIREWALL,
		  "ForbiddenByConnection" },
		{ "vault/secret_disabled.json", AKV_ERR_UNUSABLE,
		  "SecretDisabled" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		fake_reply_set_file(403, rows[i].file);
		cr_expect_eq(akv_vault_error(&fake_reply, &request, &err),
			     rows[i].code);
		cr_expect_str_eq(err.reason, rows[i].reason);
	}
}

/* -- 404 -- */

Test(vault_error, says_that_there_is_no_such_secret)
{
	fake_reply_set_file(404, "vault/secret_not_found.json");
	expect(AKV_ERR_NOT_FOUND, "SecretNotFound",
	       "there is no secret sftp-password in vault contoso",
	       "az keyvault secret list --vault-name contoso --query [].name\n");
}

Test(vault_error, says_that_there_is_no_such_version)
{
	request.version = "9f";
	fake_reply_set_file(404, "vault/secret_not_found.json");
	expect(AKV_ERR_NOT_FOUND, "SecretNotFound",
	       "there is no version 9f of secret sftp-password in vault "
	       "contoso",
	       "az keyvault secret list-versions --vault-name contoso --name "
	       "sftp-password --query [].id\n");
}

Test(vault_error, takes_no_page_for_a_missing_secret)
{
	fake_reply_set(404, "<html>404 - File or directory not found.</html>");
	expect(AKV_ERR_UNREACHABLE, "ProxyRefused",
	       "vault contoso was not reached: something else answered with "
	       "status 404",
	       "a proxy or a captive portal may stand in between: check "
	       "HTTPS_PROXY and NO_PROXY, and that it lets this host "
	       "through\n");
	fake_reply.from_key_vault = true;
	expect(AKV_ERR_NOT_FOUND, "VaultNotFound",
	       "Key Vault answers in the place of vault contoso, and seems "
	       "not to have it: was it deleted?",
	       "az keyvault recover --name contoso\n"
	       "az keyvault list-deleted --resource-type vault --query "
	       "\"[?name=='contoso']\"\n");
}

/* -- 400 -- */

Test(vault_error, repeats_what_a_bad_request_was_told)
{
	fake_reply_set_file(400, "vault/unknown_version.json");
	expect(AKV_ERR_OTHER, "BadParameter",
	       "vault contoso did not understand our request for secret "
	       "sftp-password",
	       "Key Vault says: The specified version (7.6) is not recognized. "
	       "Consider using the latest supported version (7.1).\n");
}

Test(vault_error, blames_the_version_that_was_asked_for)
{
	request.version = "nonsense";
	fake_reply_set(400, "{\"error\":{\"code\":\"BadParameter\"}}");
	expect(AKV_ERR_USAGE, "BadParameter",
	       "vault contoso does not take this for a version of secret "
	       "sftp-password",
	       "");
}

Test(vault_error, knows_a_proxys_400)
{
	fake_reply_set(400, "<html>");
	cr_expect_eq(akv_vault_error(&fake_reply, &request, &err),
		     AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "ProxyRefused");
	fake_reply_set(401, "<html>");
	cr_expect_eq(akv_vault_error(&fake_reply, &request, &err),
		     AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "ProxyRefused");
	fake_reply_set(400, "");
	fake_reply.from_key_vault = true;
	expect(AKV_ERR_PEER, "HttpStatus",
	       "vault contoso answered with status 400, which means nothing "
	       "here",
	       "");
}

/* -- by status -- */

Test(vault_error, says_that_it_is_throttled)
{
	fake_reply_set_file(429, "vault/throttled.json");
	expect(AKV_ERR_THROTTLED, "Throttled",
	       "vault contoso gets too many requests (429)",
	       "wait a minute, then try again\n");
	fake_reply.retry_after_ms = 7000;
	expect(AKV_ERR_THROTTLED, "Throttled",
	       "vault contoso gets too many requests (429) and wants us to "
	       "wait 7 seconds",
	       "");
}

Test(vault_error, knows_faults_that_pass)
{
	static const int statuses[] = { 408, 500, 502, 503, 504, 599 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		fake_reply_set(statuses[i], "<html>");
		cr_expect_eq(akv_vault_error(&fake_reply, &request, &err),
			     AKV_ERR_UNREACHABLE);
		cr_expect_str_eq(err.reason, "ServerError");
	}
	fake_reply_set(503, "{\"error\":{\"code\":\"ServiceUnavailable\"}}");
	expect(AKV_ERR_UNREACHABLE, "ServiceUnavailable",
	       "vault contoso answered with a server error (503)",
	       "it usually passes: try again in a minute\n");
}

Test(vault_error, takes_everything_else_for_a_broken_protocol)
{
	static const int statuses[] = { 0, 100, 201, 204, 405, 409, 410, 451 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		fake_reply_set(statuses[i], "{\"error\":{\"code\":\"X\"}}");
		cr_expect_eq(akv_vault_error(&fake_reply, &request, &err),
			     AKV_ERR_PEER, "%d", statuses[i]);
		cr_expect_str_eq(err.reason, "X");
	}
	fake_reply_set(301, "{\"error\":{\"code\":\"X\"}}");
	cr_expect_eq(akv_vault_error(&fake_reply, &request, &err),
		     AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "Redirected");
	fake_reply_set(407, "");
	cr_expect_eq(akv_vault_error(&fake_reply, &request, &err),
		     AKV_ERR_UNREACHABLE);
	cr_expect_str_eq(err.reason, "ProxyRefused");
}

Test(vault_error, gives_the_request_id)
{
	fake_reply_set_file(429, "vault/throttled.json");
	fake_reply.retry_after_ms = 1000;
	(void)snprintf(fake_reply.request_id, sizeof(fake_reply.request_id),
		       "5f2c3c3a-0b5c-4f0e\x1b");
	expect(AKV_ERR_THROTTLED, "Throttled",
	       "vault contoso gets too many requests (429) and wants us to "
	       "wait 1 second",
	       "request id: 5f2c3c3a-0b5c-4f0e\\x1b\n");
}

Test(vault_error, has_room_for_the_longest_hints)
{
	request.vault = "a23456789012345678901234";
	fake_reply_set_file(403, "vault/forbidden_by_rbac.json");
	(void)snprintf(fake_reply.request_id, sizeof(fake_reply.request_id),
		       "5f2c3c3a-0b5c-4f0e-8d0a-3d1f0a7f2c11");
	cr_expect_eq(akv_vault_error(&fake_reply, &request, &err),
		     AKV_ERR_DENIED);
	cr_expect_not_null(strstr(err.hint, "\nrequest id: 5f2c3c3a-0b5c-4f0e-"
					    "8d0a-3d1f0a7f2c11\n"));
}

Test(vault_error, fails_without_words_where_nobody_reads_them)
{
	fake_reply_set_file(403, "vault/forbidden_by_rbac.json");
	cr_expect_eq(akv_vault_error(&fake_reply, &request, NULL),
		     AKV_ERR_DENIED);
}

/* -- deleted -- */

static void expect_deleted(struct akv_deleted_secret deleted, const char *text)
{
	cr_expect_eq(akv_vault_error_deleted(&deleted, &request, &err),
		     AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.reason, "SecretDeleted");
	cr_expect_str_eq(err.text, text);
	cr_expect_str_eq(err.hint, "az keyvault secret recover --vault-name "
				   "contoso --name sftp-password\n");
}

Test(vault_error, says_until_when_a_deleted_secret_can_be_recovered)
{
	expect_deleted((struct akv_deleted_secret){ .deleted_at = 1700000000,
						    .purged_at = 1707776000 },
		       "secret sftp-password in vault contoso was deleted on "
		       "<1700000000> and can be recovered until <1707776000>");
	expect_deleted((struct akv_deleted_secret){ .deleted_at = 1700000000 },
		       "secret sftp-password in vault contoso was deleted on "
		       "<1700000000>");
	expect_deleted((struct akv_deleted_secret){ .purged_at = 1707776000 },
		       "secret sftp-password in vault contoso was deleted and "
		       "can be recovered until <1707776000>");
	expect_deleted((struct akv_deleted_secret){ 0 },
		       "secret sftp-password in vault contoso was deleted");
}
