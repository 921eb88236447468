/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/lookup.h"
#include "tests/fakes/config_text.h"

#define VERSION "0123456789abcdef0123456789abcdef"
#define OTHER_VERSION "ffffffffffffffffffffffffffffffff"

static const char text[] = "[vault contoso]\n"
			   "default = true\n"
			   "[vault fabrikam]\n"
			   "[connection nightly-export]\n"
			   "type = sftp\n"
			   "url = sftp://export@sftp.example.com\n"
			   "secret = sftp-password\n"
			   "secret-version = " VERSION "\n"
			   "more-secrets = sftp-key;sftp-key-passphrase\n"
			   "[connection named]\n"
			   "url = https://url-user@h\n"
			   "username = own-user\n"
			   "secret = s\n"
			   "vault = fabrikam\n"
			   "[connection bare]\n"
			   "url = https://bare\n"
			   "secret = t\n"
			   "[connection old]\n"
			   "url = ftps://old@files.example.com\n"
			   "password-store = libsecret\n";

/* What a request comes to; NULL for what has to be NULL. */
struct wanted {
	const char *connection;
	const char *vault;
	const char *name;
	const char *version;
	const char *username;
};

static void expect_text(const char *what, const char *got, const char *wanted)
{
	cr_expect_str_eq(got != NULL ? got : "(none)",
			 wanted != NULL ? wanted : "(none)", "%s", what);
}

static void resolves(const struct akv_request *request,
		     const struct wanted *wanted)
{
	AKV_AUTO(config) *config = config_of(text);
	struct akv_target target;
	struct akv_error err = { 0 };

	memset(&target, 0x5a, sizeof(target));
	cr_assert_eq(akv_lookup_resolve(config, request, &target, &err), AKV_OK,
		     "%s", err.text);
	expect_text("connection",
		    target.connection != NULL ? target.connection->name : NULL,
		    wanted->connection);
	expect_text("vault",
		    target.id.vault != NULL ? target.id.vault->name : NULL,
		    wanted->vault);
	expect_text("name", target.id.name, wanted->name);
	expect_text("version", target.id.version, wanted->version);
	expect_text("username", target.username, wanted->username);
}

#define REQUEST(...) (&(const struct akv_request){ __VA_ARGS__ })
#define WANTED(...) (&(const struct wanted){ __VA_ARGS__ })

static void fails(const struct akv_request *request, enum akv_code code,
		  const char *reason, const char *wanted)
{
	AKV_AUTO(config) *config = config_of(text);
	struct akv_target target = { .username = "untouched" };
	struct akv_error err = { 0 };

	cr_expect_eq(akv_lookup_resolve(config, request, &target, &err), code);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, wanted);
	cr_expect_str_eq(target.username, "untouched");
}

/* -- by connection -- */

Test(lookup, a_connection_is_its_secret)
{
	resolves(REQUEST(.connection = "nightly-export"),
		 WANTED(.connection = "nightly-export", .vault = "contoso",
			.name = "sftp-password", .version = VERSION,
			.username = "export"));
	resolves(REQUEST(.connection = "bare"),
		 WANTED(.connection = "bare", .vault = "contoso", .name = "t"));
}

Test(lookup, a_connection_allows_the_secrets_that_it_names)
{
	resolves(REQUEST(.connection = "nightly-export", .secret = "sftp-key"),
		 WANTED(.connection = "nightly-export", .vault = "contoso",
			.name = "sftp-key", .username = "export"));
	resolves(REQUEST(.connection = "nightly-export",
			 .secret = "SFTP-Key-Passphrase"),
		 WANTED(.connection = "nightly-export", .vault = "contoso",
			.name = "sftp-key-passphrase", .username = "export"));
	/* the main one by name is the main one: its version is pinned */
	resolves(REQUEST(.connection = "nightly-export",
			 .secret = "SFTP-Password"),
		 WANTED(.connection = "nightly-export", .vault = "contoso",
			.name = "sftp-password", .version = VERSION,
			.username = "export"));
}

Test(lookup, a_connection_allows_no_other_secret)
{
	fails(REQUEST(.connection = "nightly-export", .secret = "root"),
	      AKV_ERR_USAGE, "SecretNotInConnection",
	      "connection nightly-export does not use the secret root");
	fails(REQUEST(.connection = "nightly-export", .secret = "sftp"),
	      AKV_ERR_USAGE, "SecretNotInConnection",
	      "connection nightly-export does not use the secret sftp");
	fails(REQUEST(.connection = "bare", .secret = "sftp-password"),
	      AKV_ERR_USAGE, "SecretNotInConnection",
	      "connection bare does not use the secret sftp-password");
}

Test(lookup, a_connection_allows_no_other_vault)
{
	resolves(REQUEST(.connection = "bare", .vault = "Contoso"),
		 WANTED(.connection = "bare", .vault = "contoso", .name = "t"));
	fails(REQUEST(.connection = "bare", .vault = "fabrikam"), AKV_ERR_USAGE,
	      "VaultNotInConnection",
	      "connection bare uses the vault contoso, not fabrikam");
}

Test(lookup, a_version_that_is_asked_for_wins)
{
	resolves(REQUEST(.connection = "nightly-export",
			 .version = OTHER_VERSION),
		 WANTED(.connection = "nightly-export", .vault = "contoso",
			.name = "sftp-password", .version = OTHER_VERSION,
			.username = "export"));
	resolves(REQUEST(.connection = "nightly-export", .secret = "sftp-key",
			 .version = OTHER_VERSION),
		 WANTED(.connection = "nightly-export", .vault = "contoso",
			.name = "sftp-key", .version = OTHER_VERSION,
			.username = "export"));
}

Test(lookup, refuses_a_connection_that_is_not_there)
{
	fails(REQUEST(.connection = "weekly-export"), AKV_ERR_NOT_FOUND,
	      "ConnectionNotFound", "there is no connection weekly-export");
	fails(REQUEST(.connection = ""), AKV_ERR_NOT_FOUND,
	      "ConnectionNotFound", "the name of the connection is empty");
}

Test(lookup, a_connection_wins_over_everything_else)
{
	resolves(REQUEST(.connection = "bare", .protocol = "sftp",
			 .host = "sftp.example.com"),
		 WANTED(.connection = "bare", .vault = "contoso", .name = "t"));
	/* even where it does not exist: no second try by url */
	fails(REQUEST(.connection = "none", .protocol = "sftp",
		      .host = "sftp.example.com"),
	      AKV_ERR_NOT_FOUND, "ConnectionNotFound",
	      "there is no connection none");
}

/* -- by secret -- */

Test(lookup, a_secret_alone_is_in_the_default_vault)
{
	resolves(REQUEST(.secret = "anything"),
		 WANTED(.vault = "contoso", .name = "anything"));
	resolves(REQUEST(.secret = "anything", .version = VERSION,
			 .username = "me"),
		 WANTED(.vault = "contoso", .name = "anything",
			.version = VERSION, .username = "me"));
}

Test(lookup, a_secret_may_be_in_a_vault_that_is_named)
{
	resolves(REQUEST(.secret = "anything", .vault = "FABRIKAM"),
		 WANTED(.vault = "fabrikam", .name = "anything"));
}

Test(lookup, refuses_a_vault_that_is_not_linked)
{
	fails(REQUEST(.secret = "s", .vault = "other"), AKV_ERR_NOT_FOUND,
	      "VaultNotLinked", "the vault other is not linked");
}

Test(lookup, a_secret_wins_over_a_url)
{
	resolves(
		REQUEST(.secret = "anything", .protocol = "https", .host = "h"),
		WANTED(.vault = "contoso", .name = "anything"));
}

/* -- names outside the rules -- */

Test(lookup, refuses_names_outside_the_rules)
{
	fails(REQUEST(.secret = "a/b"), AKV_ERR_USAGE, "InvalidSecretName",
	      "character 2 of the secret name is no letter, digit or hyphen");
	fails(REQUEST(.secret = ""), AKV_ERR_USAGE, "InvalidSecretName",
	      "the secret name is empty");
	fails(REQUEST(.connection = "bare", .secret = "../x"), AKV_ERR_USAGE,
	      "InvalidSecretName",
	      "character 1 of the secret name is no letter, digit or hyphen");
	fails(REQUEST(.secret = "s", .vault = "undefined"), AKV_ERR_USAGE,
	      "InvalidVaultName",
	      "the vault name is \"undefined\", which is what a variable "
	      "without a value leaves behind");
	fails(REQUEST(.secret = "s", .vault = ""), AKV_ERR_USAGE,
	      "InvalidVaultName", "the vault name is empty");
	fails(REQUEST(.connection = "bare", .version = "../deletedsecrets"),
	      AKV_ERR_USAGE, "InvalidSecretVersion",
	      "this is not the version of a secret");
	fails(REQUEST(.secret = "s", .version = ""), AKV_ERR_USAGE,
	      "InvalidSecretVersion", "this is not the version of a secret");
	fails(REQUEST(.protocol = "https", .host = "h", .version = "a?b"),
	      AKV_ERR_USAGE, "InvalidSecretVersion",
	      "this is not the version of a secret");
}

/* -- by url -- */

Test(lookup, a_url_is_the_connection_that_matches)
{
	resolves(REQUEST(.protocol = "sftp", .host = "sftp.example.com"),
		 WANTED(.connection = "nightly-export", .vault = "contoso",
			.name = "sftp-password", .version = VERSION,
			.username = "export"));
	resolves(REQUEST(.protocol = "https", .host = "bare",
			 .version = VERSION),
		 WANTED(.connection = "bare", .vault = "contoso", .name = "t",
			.version = VERSION));
}

Test(lookup, nothing_that_matches_is_no_failure)
{
	resolves(REQUEST(.protocol = "https", .host = "other"),
		 WANTED(.name = NULL));
	resolves(REQUEST(.protocol = "sftp", .host = "sftp.example.com",
			 .username = "other"),
		 WANTED(.name = NULL));
	resolves(REQUEST(.connection = NULL), WANTED(.name = NULL));
	resolves(REQUEST(.vault = "contoso"), WANTED(.name = NULL));
	resolves(REQUEST(.username = "export"), WANTED(.name = NULL));
}

/* -- user names -- */

Test(lookup, the_request_s_user_name_is_first_then_the_connection_s)
{
	resolves(REQUEST(.connection = "named"),
		 WANTED(.connection = "named", .vault = "fabrikam", .name = "s",
			.username = "own-user"));
	resolves(REQUEST(.connection = "named", .username = "asked"),
		 WANTED(.connection = "named", .vault = "fabrikam", .name = "s",
			.username = "asked"));
	resolves(REQUEST(.protocol = "https", .host = "bare",
			 .username = "asked"),
		 WANTED(.connection = "bare", .vault = "contoso", .name = "t",
			.username = "asked"));
}

Test(lookup, finds_a_connection_that_uses_no_vault)
{
	AKV_AUTO(config) *config = config_of(text);
	struct akv_target target = { 0 };

	resolves(REQUEST(.connection = "old"),
		 WANTED(.connection = "old", .username = "old"));
	resolves(REQUEST(.protocol = "ftps", .host = "files.example.com"),
		 WANTED(.connection = "old", .username = "old"));
	cr_assert_eq(akv_lookup_resolve(config, REQUEST(.connection = "old"),
					&target, NULL),
		     AKV_OK);
	cr_expect(akv_lookup_is_ours(&target));
	cr_expect(akv_lookup_is_local(&target));
	cr_assert_eq(akv_lookup_resolve(config, REQUEST(.connection = "bare"),
					&target, NULL),
		     AKV_OK);
	cr_expect(akv_lookup_is_ours(&target));
	cr_expect_not(akv_lookup_is_local(&target));
	cr_assert_eq(akv_lookup_resolve(config, REQUEST(.secret = "t"), &target,
					NULL),
		     AKV_OK);
	cr_expect(akv_lookup_is_ours(&target));
	cr_expect_not(akv_lookup_is_local(&target));
	cr_assert_eq(akv_lookup_resolve(config, REQUEST(.protocol = "x"),
					&target, NULL),
		     AKV_OK);
	cr_expect_not(akv_lookup_is_ours(&target));
	cr_expect_not(akv_lookup_is_local(&target));
}

Test(lookup, knows_that_a_local_password_has_nothing_of_a_vault)
{
	fails(REQUEST(.connection = "old", .secret = "t"), AKV_ERR_USAGE,
	      "SecretNotInConnection",
	      "connection old does not use the secret t");
	fails(REQUEST(.connection = "old", .vault = "contoso"), AKV_ERR_USAGE,
	      "VaultNotInConnection", "connection old uses no vault");
	fails(REQUEST(.connection = "old", .version = VERSION), AKV_ERR_USAGE,
	      "VersionNotInConnection",
	      "the password of connection old is in no vault and has no "
	      "versions");
}

Test(lookup, takes_a_named_vault_for_a_filter_of_local_ones)
{
	resolves(REQUEST(.protocol = "ftps", .host = "files.example.com",
			 .vault = "contoso"),
		 WANTED(0));
}
