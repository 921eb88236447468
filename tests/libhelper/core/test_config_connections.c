/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>

#include "libhelper/base/secret.h"
#include "libhelper/core/config_build.h"
#include "tests/fakes/config_text.h"

#define VAULT "[vault contoso]\n"

Test(config_connections, takes_every_key)
{
	AKV_AUTO(config) *config = config_of(
		VAULT "[connection nightly-export]\n"
		      "type = sftp\n"
		      "url = SFTP://export@SFTP.example.com:2222/in/daily/\n"
		      "secret = sftp-password\n"
		      "secret-version = 0123456789abcdef0123456789abcdef\n"
		      "more-secrets = sftp-key;sftp-key-passphrase\n"
		      "username = other\n"
		      "vault = CONTOSO\n");
	const struct akv_connection_config *connection =
		&config->connections[0];

	cr_assert_eq(config->connection_count, 1);
	cr_expect_str_eq(connection->name, "nightly-export");
	cr_expect_str_eq(connection->type, "sftp");
	cr_expect_str_eq(connection->url,
			 "SFTP://export@SFTP.example.com:2222/in/daily/");
	cr_expect_str_eq(connection->secret, "sftp-password");
	cr_expect_str_eq(connection->version,
			 "0123456789abcdef0123456789abcdef");
	cr_expect_str_eq(connection->more_secrets[0], "sftp-key");
	cr_expect_str_eq(connection->more_secrets[1], "sftp-key-passphrase");
	cr_expect_null(connection->more_secrets[2]);
	cr_expect_str_eq(connection->username, "other");
	cr_expect_eq(connection->vault, &config->vaults[0]);
	cr_expect_str_eq(connection->url_protocol, "sftp");
	cr_expect_str_eq(connection->url_host, "sftp.example.com:2222");
	cr_expect_str_eq(connection->url_path, "in/daily");
	cr_expect_str_eq(connection->url_username, "export");
}

Test(config_connections, needs_no_more_than_a_secret)
{
	AKV_AUTO(config) *config =
		config_of(VAULT "[connection x]\nsecret = s\n");
	const struct akv_connection_config *connection =
		&config->connections[0];

	cr_expect_str_eq(connection->secret, "s");
	cr_expect_null(connection->type);
	cr_expect_null(connection->url);
	cr_expect_null(connection->version);
	cr_assert_not_null(connection->more_secrets);
	cr_expect_null(connection->more_secrets[0]);
	cr_expect_null(connection->username);
	cr_expect_null(connection->url_protocol);
	cr_expect_str_eq(connection->vault->name, "contoso");
}

Test(config_connections, an_empty_user_name_is_one)
{
	AKV_AUTO(config) *config =
		config_of(VAULT "[connection x]\nsecret=s\nusername =\n");

	cr_expect_str_eq(config->connections[0].username, "");
}

Test(config_connections, a_later_file_changes_a_connection_of_an_earlier)
{
	AKV_AUTO(config) *config = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(config_try(VAULT "[connection x]\nsecret=s\ntype=a\n"
				      "[connection y]\nsecret=t\n",
				"[connection x]\nsecret=u\n", &config, &err),
		     AKV_OK, "%s", err.text);
	cr_assert_eq(config->connection_count, 2);
	cr_expect_str_eq(config->connections[0].name, "x");
	cr_expect_str_eq(config->connections[0].secret, "u");
	cr_expect_str_eq(config->connections[0].type, "a");
}

Test(config_connections, refuses_one_without_a_secret)
{
	const char *hint = config_fails(
		VAULT "[connection x]\ntype = sftp\n", NULL, "MissingKey",
		"/one:2: [connection x] secret: a connection needs the name "
		"of its secret");

	cr_expect_str_eq(hint, "add a line secret = NAME\n");
}

Test(config_connections, refuses_a_vault_that_is_not_linked)
{
	const char *hint = config_fails(
		VAULT "[connection x]\nsecret=s\nvault=contosso\n", NULL,
		"VaultNotLinked",
		"/one:4: [connection x] vault: the vault contosso is not "
		"linked");

	cr_expect_str_eq(hint, "did you mean contoso?\n");
}

Test(config_connections, refuses_no_vault_where_none_is_the_default)
{
	const char *hint = config_fails(
		"[vault abc]\n[vault bcd]\n[connection x]\nsecret=s\n", NULL,
		"NoDefaultVault",
		"/one:3: [connection x] vault: not set, and no vault is the "
		"default");

	cr_expect_str_eq(hint, "add vault = abc here, or default = true to "
			       "[vault abc]\n");
}

Test(config_connections, refuses_no_vault_where_there_is_none)
{
	const char *hint = config_fails(
		"[connection x]\nsecret=s\n", NULL, "VaultNotLinked",
		"/one:1: [connection x] vault: no vault is linked");

	cr_expect_str_eq(hint,
			 "akv vault link links one, or a group [vault NAME] "
			 "with its name\n");
}

Test(config_connections, refuses_a_password_in_a_url)
{
	config_fails(VAULT "[connection x]\nsecret=s\n"
			   "url=sftp://u:hunter2@h\n",
		     NULL, "InvalidUrl",
		     "/one:4: [connection x] url: a password in the url");
}

Test(config_connections, refuses_two_with_the_same_url_and_user)
{
	config_fails(VAULT "[connection a]\nsecret=s\nurl=https://me@h/p\n"
			   "[connection b]\nsecret=t\n"
			   "url=HTTPS://H:443/p/\nusername=me\n",
		     NULL, "AmbiguousUrl",
		     "/one:7: [connection b] url: the same url and user name "
		     "as [connection a], /one:2");
	config_fails(VAULT "[connection z]\nsecret=s\nurl=https://h\n",
		     "[connection a]\nsecret=s\nurl=https://h\n",
		     "AmbiguousUrl",
		     "/two:3: [connection a] url: the same url and user name "
		     "as [connection z], /one:2");
}

Test(config_connections, takes_several_that_a_request_can_tell_apart)
{
	AKV_AUTO(config) *config =
		config_of(VAULT "[connection a]\nsecret=s\nurl=https://h\n"
				"[connection b]\nsecret=s\nurl=https://me@h\n"
				"[connection c]\nsecret=s\nurl=https://you@h\n"
				"[connection d]\nsecret=s\nurl=https://h/p\n"
				"[connection e]\nsecret=s\nurl=http://h\n"
				"[connection f]\nsecret=s\nurl=https://h:81\n"
				"[connection g]\nsecret=s\nurl=https://h\n"
				"username =\n"
				"[connection h]\nsecret=s\n"
				"[connection i]\nsecret=s\n");

	cr_expect_eq(config->connection_count, 9);
}

Test(config_connections, reads_thousands_in_time)
{
	enum { COUNT = 4000 };
	AKV_AUTO(config_draft) *draft = NULL;
	AKV_AUTO(config) *config = NULL;
	AKV_AUTO(secret) *text = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(akv_secret_new(524288, &text, NULL), AKV_OK);
	cr_assert_eq(akv_secret_append_text(text, VAULT, NULL), AKV_OK);
	for (int i = 0; i < COUNT; i++) {
		char lines[128];

		snprintf(lines, sizeof(lines),
			 "[connection c%d]\nsecret=s%d\nurl=sftp://u@h%d\n", i,
			 i, i);
		cr_assert_eq(akv_secret_append_text(text, lines, NULL), AKV_OK);
	}
	cr_assert_eq(akv_config_draft_new(&draft, NULL), AKV_OK);
	cr_assert_eq(akv_config_draft_add(draft, text, "/one", &err), AKV_OK,
		     "%s", err.text);
	cr_assert_eq(akv_config_build(draft, &config, &err), AKV_OK, "%s",
		     err.text);
	cr_expect_eq(config->connection_count, COUNT);
}

Test(config_connections, may_have_a_password_in_no_vault)
{
	AKV_AUTO(config) *config =
		config_of("[connection old]\npassword-store = libsecret\n"
			  "username = somebody\n");
	const struct akv_connection_config *connection =
		&config->connections[0];

	cr_expect_str_eq(connection->password_store, "libsecret");
	cr_expect_null(connection->secret);
	cr_expect_null(connection->vault);
	cr_assert_not_null(connection->more_secrets);
	cr_expect_null(connection->more_secrets[0]);
}

Test(config_connections, never_have_a_password_besides_a_secret)
{
	static const char in_vault[] = VAULT "[connection x]\nsecret = s\n";

	config_fails(VAULT "[connection x]\nsecret = s\n"
			   "password-store = libsecret\n",
		     NULL, "AmbiguousPassword",
		     "/one:4: [connection x] password-store: its secret is in "
		     "a vault already: /one:3");
	config_fails(in_vault, "[connection x]\npassword-store = libsecret\n",
		     "AmbiguousPassword",
		     "/two:2: [connection x] password-store: its secret is in "
		     "a vault already: /one:3");
	config_fails("[connection x]\npassword-store = libsecret\n", in_vault,
		     "AmbiguousPassword",
		     "/one:2: [connection x] password-store: its secret is in "
		     "a vault already: /two:3");
}

Test(config_connections, without_a_vault_have_nothing_of_one)
{
	config_fails(VAULT "[connection x]\npassword-store = libsecret\n"
			   "vault = contoso\n",
		     NULL, "NotInVault",
		     "/one:4: [connection x] vault: this connection's "
		     "password is in no vault");
	config_fails("[connection x]\npassword-store = libsecret\n"
		     "more-secrets = key\n",
		     NULL, "NotInVault",
		     "/one:3: [connection x] more-secrets: this connection's "
		     "password is in no vault");
	config_fails("[connection x]\npassword-store = a-file\n", NULL,
		     "InvalidValue",
		     "/one:2: [connection x] password-store: there is no such "
		     "store for a password");
}
