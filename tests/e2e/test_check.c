/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/stat.h>

#include "tests/e2e/check_rows.h"

/* akv check: what became of every connection's secret. */
E2E_SUITE(check);

/* Every secret of the cloud that has a story. */
static void connect_all(void)
{
	config_add("\n[connection all]\n"
		   "secret = expired\n"
		   "more-secrets = expires;not-yet-valid;disabled;deleted;"
		   "deleted-disabled;latest-disabled;nonexistent\n");
}

Test(check, finds_what_is_well_accessible)
{
	const struct outcome *got = akv("check");

	expect_status(got, 0);
	cr_expect_str_eq(got->err, "");
	expect_state(got, "nightly-export", "sftp-password", "accessible");
	expect_state(got, "nightly-export", "multi-line", "accessible");
	expect_in_row(got, "nightly-export", "sftp-password",
		      "\"version\": \"" CLOUD_PASSWORD_VERSION "\"");
	/* one sign-in, and one request for each */
	cr_expect_eq(cloud_count("token_requests"), 1);
	cr_expect_eq(cloud_count("vault_requests"), 3);
}

Test(check, tells_every_state_apart)
{
	const struct outcome *got;

	connect_all();
	got = akv("check", "all");
	/* the worst of them is deleted */
	expect_status(got, 3);
	expect_state(got, "all", "expired", "expired");
	expect_state(got, "all", "expires", "expires-soon");
	expect_state(got, "all", "not-yet-valid", "not-yet-valid");
	expect_state(got, "all", "disabled", "disabled");
	expect_state(got, "all", "latest-disabled", "disabled");
	expect_state(got, "all", "deleted", "deleted");
	expect_state(got, "all", "deleted-disabled", "deleted");
	expect_state(got, "all", "nonexistent", "missing");
	expect_in_row(got, "all", "deleted", "\"recoverableUntil\": \"2");
	expect_in_row(got, "all", "deleted",
		      "\"recover\": \"az keyvault secret recover --vault-name "
		      "contoso --name deleted\"");
	expect_in_row(got, "all", "nonexistent",
		      "\"reason\": \"SecretNotFound\"");
	cr_expect_not_null(strstr(got->err, "7 of 8 secrets cannot be used"),
			   "%s", outcome_words(got));
}

Test(check, shows_a_table)
{
	const struct outcome *got;

	connect_all();
	got = akv("check", "-o", "table");
	expect_status(got, 3);
	cr_expect_eq(strncmp(got->out, "Connection  ", 12), 0);
	cr_expect_not_null(strstr(got->out, "\nall "));
	cr_expect_not_null(strstr(got->out, "; to recover it: az keyvault "
					    "secret recover --vault-name "
					    "contoso --name deleted\n"));
	cr_expect_not_null(strstr(got->out, "  not-yet-valid  secret "
					    "not-yet-valid in vault contoso "
					    "is not valid before "));
}

/* The short rows of the table have no such members. */
Test(check, asks_a_query_of_whole_rows_for_a_table)
{
	const struct outcome *got;

	config_add("\n[connection gone]\nsecret = nonexistent\n");
	got = akv("check", "gone", "-o", "table", "--query",
		  "[].{state:state, reason:reason}");
	expect_status(got, 3);
	cr_expect_not_null(strstr(got->out, "missing  SecretNotFound\n"), "%s",
			   outcome_words(got));
}

Test(check, is_as_bad_as_the_worst_secret)
{
	config_add("\n[connection expired]\nsecret = expired\n"
		   "[connection expires]\nsecret = expires\n"
		   "[connection disabled]\nsecret = disabled\n");
	expect_status(akv("check", "expires", "nightly-export"), 0);
	expect_status(akv("check", "expires", "expired"), 11);
	expect_status(akv("check", "disabled"), 11);
	cloud_tell("DELETE", "/vaults/contoso/secrets/sftp-password", "{}");
	expect_status(akv("check"), 3);
}

Test(check, takes_soon_for_what_it_is_told)
{
	config_add("\n[connection expires]\nsecret = expires\n");
	expect_state(akv("check"), "expires", "expires", "expires-soon");
	expect_state(akv("check", "--expires-within", "7"), "expires",
		     "expires", "accessible");
	config_add("\n[check]\nexpires-within-days = 7\n");
	expect_state(akv("check"), "expires", "expires", "accessible");
	expect_state(akv("check", "--expires-within", "60"), "expires",
		     "expires", "expires-soon");
	expect_failure(akv("check", "--expires-within", "soon"), 2,
		       "BadOption");
}

Test(check, knows_the_connections_by_name)
{
	expect_failure(akv("check", "nightly-export", "nightly-exports"), 3,
		       "ConnectionNotFound");
	expect_untouched();
}

Test(check, reads_nothing_twice)
{
	config_add("\n[connection other]\nsecret = sftp-password\n"
		   "[connection pinned]\nsecret = sftp-password\n"
		   "secret-version = " CLOUD_PASSWORD_VERSION "\n");
	expect_status(
		akv("check", "nightly-export", "other", "pinned", "other"), 0);
	/* sftp-password, its version, multi-line, unicode */
	cr_expect_eq(cloud_count("vault_requests"), 4);
}

Test(check, sees_that_a_pinned_version_is_old)
{
	const struct outcome *got;

	config_add("\n[connection old]\nsecret = versions\n"
		   "secret-version = 00000000000000000000000000000001\n"
		   "[connection new]\nsecret = versions\n"
		   "secret-version = 00000000000000000000000000000003\n"
		   "[connection only]\nsecret = latest-disabled\n"
		   "secret-version = 00000000000000000000000000000001\n");
	got = akv("check", "old", "new", "only");
	expect_status(got, 0);
	expect_state(got, "old", "versions", "newer-version");
	expect_in_row(
		got, "old", "versions",
		"\"newestVersion\": \"00000000000000000000000000000003\"");
	expect_state(got, "new", "versions", "accessible");
	/* there is a newer one, which nobody could use */
	expect_state(got, "only", "latest-disabled", "accessible");
}

/* The seed's last question: which of the two is it? */
Test(check, tells_network_rules_from_missing_rights)
{
	const struct outcome *got;

	config_add("\n[vault contoso-policy]\n"
		   "[connection other]\nsecret = sftp-password\n"
		   "vault = contoso-policy\n");
	cloud_tell("POST", "/vaults/contoso",
		   "{'firewall': true, 'grants': []}");
	cloud_tell("POST", "/vaults/contoso-policy", "{'policies': []}");
	got = akv("check");
	expect_status(got, 5);
	expect_state(got, "nightly-export", "sftp-password", "network-rules");
	expect_in_row(got, "nightly-export", "sftp-password",
		      "\"reason\": \"ForbiddenByFirewall\"");
	expect_state(got, "other", "sftp-password", "not-permitted");
	expect_in_row(got, "other", "sftp-password",
		      "\"objectId\": \"" CLOUD_OBJECT "\"");
	expect_in_row(got, "other", "sftp-password", "access was removed");

	cloud_tell("POST", "/vaults/contoso",
		   "{'firewall': 'ForbiddenByConnection'}");
	cloud_tell("POST", "/vaults/contoso-policy", "{'firewall': true}");
	got = akv("check");
	expect_status(got, 6);
	expect_state(got, "nightly-export", "sftp-password", "network-rules");
	expect_state(got, "other", "sftp-password", "network-rules");

	cloud_tell("POST", "/vaults/contoso", "{'firewall': false}");
	expect_state(akv("check", "nightly-export"), "nightly-export",
		     "unicode", "not-permitted");
}

Test(check, tells_a_vault_that_cannot_be_reached_from_one_that_can)
{
	const struct outcome *got;

	config_add("\n[vault gone-for-good]\n"
		   "[connection gone]\nsecret = sftp-password\n"
		   "vault = gone-for-good\n");
	got = akv("check", "--timeout", "5");
	expect_status(got, 7);
	expect_state(got, "nightly-export", "sftp-password", "accessible");
	expect_state(got, "gone", "sftp-password", "unreachable");
}

Test(check, waits_for_a_silent_vault_in_nobody_else_s_place)
{
	const struct outcome *got;

	config_set(CONFIG_PRINCIPAL
		   "client-secret-file = %s\n" CONFIG_VAULT
		   "[vault contoso-policy]\n"
		   "[connection silent]\nsecret = s0\n"
		   "more-secrets = s1;s2;s3;s4;s5;s6;s7;s8;s9;s10;s11;s12;s13;"
		   "s14;s15;s16;s17;s18;s19\nvault = contoso-policy\n"
		   "[connection well]\nsecret = sftp-password\n"
		   "more-secrets = unicode\n"
		   "[cache]\ntoken-store = none\n",
		   sandbox_path("client-secret"));
	cloud_fault("{'match': {'host': 'contoso-policy.vault.azure.net'}, "
		    "'do': {'hang': 'tls'}}");
	got = akv("check", "--timeout", "3");
	expect_status(got, 7);
	expect_state(got, "silent", "s19", "unreachable");
	expect_state(got, "well", "sftp-password", "accessible");
	expect_state(got, "well", "unicode", "accessible");
}

Test(check, says_that_a_vault_is_busy)
{
	cloud_fault("{'match': {'host': 'contoso.vault.azure.net'}, 'do': "
		    "{'status': 429, 'keep': true, 'headers': "
		    "{'Retry-After': '3600'}}}");
	expect_state(akv("check"), "nightly-export", "unicode", "throttled");
}

Test(check, takes_a_refused_sign_in_for_a_finding)
{
	const struct outcome *got;

	cloud_tell("POST", "/apps/" CLOUD_CLIENT, "{'disabled': true}");
	got = akv("check");
	expect_status(got, 4);
	expect_state(got, "nightly-export", "sftp-password", "sign-in-refused");
	expect_in_row(got, "nightly-export", "unicode", "AADSTS7000112");
	/* one of them asked for all */
	cr_expect_eq(cloud_count("token_requests"), 1);
	cr_expect_eq(cloud_count("vault_requests"), 0);
}

Test(check, takes_a_principal_that_is_not_there_for_a_finding)
{
	const struct outcome *got;

	config_set(CONFIG_VAULT "[connection a]\nsecret = sftp-password\n"
				"[cache]\ntoken-store = none\n");
	got = akv("check");
	expect_status(got, 4);
	expect_state(got, "a", "sftp-password", "sign-in-refused");
	expect_in_row(got, "a", "sftp-password", "\"reason\": \"NoPrincipal\"");
}

Test(check, asks_no_vault_about_a_password_of_this_machine)
{
	const struct outcome *got;

	config_set("[connection local]\npassword-store = libsecret\n"
		   "[connection second]\npassword-store = libsecret\n");
	got = akv("check");
	/* there is no session bus */
	expect_status(got, 10);
	cr_expect_not_null(strstr(got->out, "\"secret\": null"));
	cr_expect_not_null(strstr(got->out, "\"reason\": \"NoSecretService\""));
	expect_untouched();
}

Test(check, of_nothing_is_well)
{
	const struct outcome *got;

	config_set(CONFIG_PRINCIPAL);
	got = akv("check");
	expect_status(got, 0);
	cr_expect_str_eq(got->out, "[]\n");
	cr_expect_str_eq(got->err, "akv: no connection is configured\n");
}

/* -- what is remembered -- */

Test(check, knows_since_when_it_has_been_so)
{
	const char *since;

	since = strstr(check_row(akv("check"), "nightly-export", "unicode"),
		       "\"since\": \"");
	cr_assert_not_null(since);
	since = sandbox_text("%.38s", since);
	cloud_tell("POST", "/clock", "{'offset_s': 100}");
	expect_in_row(akv("check"), "nightly-export", "unicode", since);
}

Test(check, works_where_nothing_can_be_remembered)
{
	const struct outcome *got;

	/* root may write what nobody may: this cannot be a directory */
	(void)sandbox_write("home/.local", 0600, "a file");
	got = akv("check");
	expect_status(got, 0);
	expect_state(got, "nightly-export", "sftp-password", "accessible");
	cr_expect_not_null(strstr(got->err, "will not be remembered"));
	got = akv("check", "--notify");
	expect_status(got, 10);
	expect_state(got, "nightly-export", "sftp-password", "accessible");
	cloud_tell("POST", "/vaults/contoso", "{'grants': []}");
	expect_status(akv("check", "--notify"), 5);
}
