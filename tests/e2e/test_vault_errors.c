/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tests/harness/suite.h"

/* How a vault says no, and what we make of it. */
E2E_SUITE(vault_errors);

static const struct outcome *get(const char *name)
{
	return akv_get(sandbox_text("secret=%s\n\n", name));
}

static void expect_requests(long count)
{
	cr_assert_eq(cloud_count("vault_requests"), count);
	cr_assert_eq(cloud_count("token_requests"), 1);
}

/* The date that is ${days} from now, as it stands in a message. */
static const char *day_from_now(int days)
{
	time_t when = time(NULL) + (time_t)days * 24 * 60 * 60;
	char day[16];
	struct tm parts;

	cr_assert_gt(
		strftime(day, sizeof(day), "%Y-%m-%d", gmtime_r(&when, &parts)),
		0);
	return sandbox_text("%s", day);
}

static void expect_text(const struct outcome *got, const char *words)
{
	cr_assert_not_null(strstr(got->err, words), "stderr lacks \"%s\"\n%s",
			   words, outcome_words(got));
}

Test(vault_errors, a_secret_that_never_was)
{
	const struct outcome *got = get("never-was");

	expect_quit(got, 3, "SecretNotFound");
	expect_error(got, "akv: there is no secret never-was in vault contoso "
			  "(SecretNotFound)");
	expect_hint(got, "az keyvault secret list --vault-name contoso");
	expect_hint(got, "request id: ");
	expect_requests(2);
	cr_assert_eq(cloud_journal_count("path", "/deletedsecrets/never-was"),
		     1);
}

Test(vault_errors, a_secret_that_was_deleted_can_be_recovered_until)
{
	const char *deleted_on = day_from_now(0);
	const char *until = day_from_now(90);
	const struct outcome *got = get("deleted");

	/* midnight may have come meanwhile */
	if (strstr(got->err, deleted_on) == NULL) {
		deleted_on = day_from_now(-1);
		until = day_from_now(89);
	}
	expect_quit(got, 3, "SecretDeleted");
	expect_text(got, "secret deleted in vault contoso was deleted on ");
	expect_text(got, deleted_on);
	expect_text(got, sandbox_text("can be recovered until %s", until));
	expect_hint(got, "az keyvault secret recover --vault-name contoso "
			 "--name deleted");
	expect_requests(2);
}

Test(vault_errors, a_disabled_secret_that_was_deleted_is_deleted)
{
	const struct outcome *got = get("deleted-disabled");

	expect_quit(got, 3, "SecretDeleted");
	expect_hint(got, "az keyvault secret recover --vault-name contoso "
			 "--name deleted-disabled");
	expect_requests(2);
}

Test(vault_errors, a_deleted_secret_that_we_may_not_look_at_is_missing)
{
	cloud_fault("{'match': {'path': '/deletedsecrets/*'}, 'do':"
		    " {'status': 403, 'body': {'error': {'code': 'Forbidden',"
		    " 'message': 'no', 'innererror':"
		    " {'code': 'ForbiddenByRbac'}}}}}");
	expect_quit(get("deleted"), 3, "SecretNotFound");
	expect_quit(get("deleted-disabled"), 3, "SecretNotFound");
}

Test(vault_errors, a_missing_secret_stays_missing_whatever_happens_next)
{
	cloud_fault("{'match': {'path': '/deletedsecrets/*'},"
		    " 'do': {'drop': 'request'}}");
	expect_quit(get("deleted"), 3, "SecretNotFound");
}

Test(vault_errors, a_version_that_never_was)
{
	const struct outcome *got =
		akv_get("secret=versions\n"
			"version=0000000000000000000000000000000f\n\n");

	expect_quit(got, 3, "SecretNotFound");
	expect_text(got, "0000000000000000000000000000000f");
	expect_hint(got, "az keyvault secret list-versions");
}

Test(vault_errors, a_disabled_secret)
{
	const struct outcome *got = get("disabled");

	expect_quit(got, 11, "SecretDisabled");
	expect_error(got, "akv: secret disabled in vault contoso is disabled "
			  "(SecretDisabled)");
	expect_hint(got, "--enabled true");
	expect_requests(1);
	got = get("latest-disabled");
	expect_quit(got, 11, "SecretDisabled");
	expect_hint(got, "the newest version counts");
}

Test(vault_errors, an_expired_secret_is_given_with_a_warning)
{
	cloud_put_secret_json("contoso", "old",
			      "{'value': 'old-value',"
			      " 'attributes': {'exp': 1577934245}}");
	config_connect("old");
	expect_warning(akv("read", "old"), "old-value",
		       "akv: warning: secret old in vault contoso expired on "
		       "2020-01-02T03:04:05+00:00");
	expect_answer(akv("read", "old", "--only-show-errors"), "old-value");
	expect_warning(get("old"),
		       "password=old-value\npassword_expiry_utc=1577934245\n"
		       "vault=contoso\nsecret=old\n"
		       "version=" CLOUD_PUT_VERSION "\n",
		       "akv: warning: secret old in vault contoso expired on "
		       "2020-01-02T03:04:05+00:00");
}

Test(vault_errors, a_secret_that_is_not_valid_yet_is_given_with_a_warning)
{
	cloud_put_secret_json("contoso", "early",
			      "{'value': 'early-value',"
			      " 'attributes': {'nbf': 4102444800}}");
	config_connect("early");
	expect_warning(akv("read", "early"), "early-value",
		       "akv: warning: secret early in vault contoso is not "
		       "valid before 2100-01-01T00:00:00+00:00");
}

Test(vault_errors, no_role)
{
	const struct outcome *got;

	cloud_tell("POST", "/vaults/contoso", "{'grants': []}");
	got = get("sftp-password");
	expect_quit(got, 5, "ForbiddenByRbac");
	expect_error(got, "akv: application " CLOUD_CLIENT
			  " (object id " CLOUD_OBJECT
			  ") has no role that lets it read secret "
			  "sftp-password in vault contoso: access was removed, "
			  "or never granted (ForbiddenByRbac)");
	expect_hint(got, "az role assignment create --role \"Key Vault Secrets "
			 "User\" --assignee-object-id " CLOUD_OBJECT);
	expect_requests(1);
}

Test(vault_errors, no_access_policy)
{
	const struct outcome *got;

	config_add("\n[vault contoso-policy]\n");
	cloud_tell("POST", "/vaults/contoso-policy", "{'policies': []}");
	got = akv_get("secret=sftp-password\nvault=contoso-policy\n\n");
	expect_quit(got, 5, "ForbiddenByPolicy");
	expect_hint(got, "az keyvault set-policy --name contoso-policy "
			 "--object-id " CLOUD_OBJECT);
	expect_requests(1);
}

Test(vault_errors, a_firewall)
{
	const struct outcome *got;

	cloud_tell("POST", "/vaults/contoso", "{'firewall': true}");
	got = get("sftp-password");
	expect_quit(got, 6, "ForbiddenByFirewall");
	expect_text(got, "203.0.113.7");
	expect_hint(got, "az keyvault network-rule add --name contoso");
	expect_requests(1);
}

Test(vault_errors, private_endpoints_only)
{
	const struct outcome *got;

	cloud_tell("POST", "/vaults/contoso",
		   "{'firewall': 'ForbiddenByConnection'}");
	got = get("sftp-password");
	expect_quit(got, 6, "ForbiddenByConnection");
	expect_hint(got, "privatelink.vaultcore.azure.net");
	expect_requests(1);
}

Test(vault_errors, a_proxys_page_is_not_the_vaults_refusal)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'contoso.*'}, 'do': {'status': 403,"
		    " 'body': '<html>Blocked by policy</html>',"
		    " 'content_type': 'text/html'}}");
	got = get("sftp-password");
	expect_quit(got, 7, "ProxyRefused");
	expect_hint(got, "HTTPS_PROXY");
	expect_requests(1);
}

Test(vault_errors, a_page_is_not_a_missing_secret)
{
	cloud_fault("{'match': {'host': 'contoso.*'}, 'do': {'status': 404,"
		    " 'body': '<html>Not here</html>',"
		    " 'content_type': 'text/html'}}");
	expect_quit(get("sftp-password"), 7, "ProxyRefused");
	expect_requests(1);
}

Test(vault_errors, a_vault_that_was_deleted)
{
	const struct outcome *got;

	cloud_tell("DELETE", "/vaults/contoso?soft", "{}");
	got = get("sftp-password");
	expect_quit(got, 3, "VaultNotFound");
	expect_hint(got, "az keyvault recover --name contoso");
	expect_failure(akv("secret", "list", "--vault-name", "contoso"), 3,
		       "VaultNotFound");
}

/* -- the vault does not want our token -- */

Test(vault_errors, a_vault_of_another_tenant_gets_no_second_sign_in)
{
	const struct outcome *got;

	config_add("\n[vault fabrikam]\n");
	got = akv_get("secret=sftp-password\nvault=fabrikam\n\n");
	expect_quit(got, 4, "WrongTenant");
	expect_text(got, CLOUD_TENANT);
	expect_text(got, CLOUD_OTHER_TENANT);
	expect_hint(got, "check the vault's name");
	expect_requests(1);
}

Test(vault_errors, a_challenge_for_another_service_gets_no_second_sign_in)
{
	const struct outcome *got;

	cloud_fault(
		"{'match': {'host': 'contoso.*'}, 'do': {'status': 401,"
		" 'headers': {'WWW-Authenticate': 'Bearer "
		"authorization=\\u0022https://login.windows.net/" CLOUD_TENANT
		"\\u0022, "
		"resource=\\u0022https://graph.example.com\\u0022'},"
		" 'body': {'error': {'code': 'Unauthorized',"
		" 'message': 'AKV10022: Invalid audience.'}}}}");
	got = get("sftp-password");
	expect_quit(got, 9, "WrongResource");
	expect_requests(1);
}

Test(vault_errors, a_refused_token_is_replaced_once)
{
	cloud_fault(
		"{'match': {'host': 'contoso.*', 'nth': [1]}, 'do':"
		" {'status': 401, 'headers': {'WWW-Authenticate': 'Bearer "
		"authorization=\\u0022https://login.windows.net/" CLOUD_TENANT
		"\\u0022, "
		"resource=\\u0022https://vault.azure.net\\u0022'},"
		" 'body': {'error': {'code': 'Unauthorized',"
		" 'message': '[TokenExpired] Error validating token:"
		" S2S12086.'}}}}");
	expect_words(get("sftp-password"), "password=" CLOUD_PASSWORD "\n");
	cr_assert_eq(cloud_count("token_requests"), 2);
	cr_assert_eq(cloud_count("vault_requests"), 2);
}

Test(vault_errors, a_token_that_is_refused_twice_is_refused)
{
	cloud_fault(
		"{'match': {'host': 'contoso.*'}, 'do': {'status': 401,"
		" 'headers': {'WWW-Authenticate': 'Bearer "
		"authorization=\\u0022https://login.windows.net/" CLOUD_TENANT
		"\\u0022, "
		"resource=\\u0022https://vault.azure.net\\u0022'},"
		" 'body': {'error': {'code': 'Unauthorized',"
		" 'message': '[TokenExpired] Error validating token:"
		" S2S12086.'}}}}");
	expect_quit(get("sftp-password"), 4, "TokenExpired");
	cr_assert_eq(cloud_count("token_requests"), 2);
	cr_assert_eq(cloud_count("vault_requests"), 2);
}

Test(vault_errors, an_unresolved_key_passes)
{
	cloud_fault("{'match': {'host': 'contoso.*', 'times': 1}, 'do':"
		    " {'status': 401, 'body': {'error':"
		    " {'code': 'Unauthorized', 'message':"
		    " 'AKV10046: Unable to resolve the key used for signature"
		    " validation.'}}}}");
	expect_words(get("sftp-password"), "password=" CLOUD_PASSWORD "\n");
	expect_requests(2);
}

/* -- values that do not fit a line -- */

Test(vault_errors, a_value_of_many_lines_fits_no_line)
{
	const struct outcome *got = get("multi-line");

	expect_quit(got, 11, "NotOneLine");
	expect_text(got, "4 lines");
	expect_hint(got, "encoding=base64");
	expect_quit(get("nul"), 11, "NotOneLine");
}

Test(vault_errors, a_value_that_ends_in_a_newline_fits_no_line)
{
	const struct outcome *got;

	cloud_put_secret("contoso", "echoed", "from-echo\n");
	got = get("echoed");
	expect_quit(got, 11, "NotOneLine");
	expect_hint(got, "printf");
	cloud_put_secret("contoso", "carriage", "carriage\rreturn");
	expect_quit(get("carriage"), 11, "NotOneLine");
}
