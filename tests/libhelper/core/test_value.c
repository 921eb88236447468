/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/value.h"

#define GUID "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"

static void accepts(enum akv_code (*check)(const char *value,
					   struct akv_error *err),
		    const char *value)
{
	struct akv_error err = { 0 };

	cr_expect_eq(check(value, &err), AKV_OK, "%s: %s", value, err.text);
}

static void refuses(enum akv_code (*check)(const char *value,
					   struct akv_error *err),
		    const char *value, const char *text)
{
	struct akv_error err = { 0 };

	cr_expect_eq(check(value, &err), AKV_ERR_USAGE, "%s", value);
	cr_expect_str_eq(err.text, text);
	/* nobody may have to wonder whether a message shows a password */
	cr_expect_null(strstr(err.hint, value));
}

static void fill(char *text, size_t len)
{
	memset(text, 'x', len);
	text[len] = '\0';
}

Test(value, a_boolean_is_one_of_six_words_in_any_case)
{
	static const char *const yes[] = { "true", "yes", "1", "TRUE", "Yes" };
	static const char *const no[] = { "false", "no", "0", "False" };
	bool truth;

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++) {
		truth = false;
		cr_expect(akv_value_boolean(yes[i], &truth) && truth);
		accepts(akv_value_check_boolean, yes[i]);
	}
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		truth = true;
		cr_expect(akv_value_boolean(no[i], &truth) && !truth);
		accepts(akv_value_check_boolean, no[i]);
	}
	truth = true;
	cr_expect_not(akv_value_boolean("on", &truth));
	cr_expect(truth);
	refuses(akv_value_check_boolean, "maybe", "neither true nor false");
	refuses(akv_value_check_boolean, "2", "neither true nor false");
}

Test(value, a_guid_is_a_guid)
{
	accepts(akv_value_check_guid, GUID);
	refuses(akv_value_check_guid, "my-app", "not a GUID");
	refuses(akv_value_check_guid, "{" GUID "}", "not a GUID");
}

Test(value, a_path_begins_at_the_root)
{
	accepts(akv_value_check_path, "/etc/akv/client-secret");
	refuses(akv_value_check_path, "client-secret", "not an absolute path");
	refuses(akv_value_check_path, "./x", "not an absolute path");
	refuses(akv_value_check_path, "~/x", "not an absolute path");
}

Test(value, a_client_secret_is_stored_in_libsecret)
{
	accepts(akv_value_check_secret_store, "libsecret");
	refuses(akv_value_check_secret_store, "keyring",
		"there is no such store for a client secret");
}

Test(value, a_cloud_is_one_that_we_know)
{
	accepts(akv_value_check_cloud, "AzureCloud");
	accepts(akv_value_check_cloud, "azurechinacloud");
	refuses(akv_value_check_cloud, "AzureMoonCloud",
		"there is no cloud of this name");
}

Test(value, an_authority_is_a_cloud_s_own)
{
	struct akv_error err = { 0 };

	accepts(akv_value_check_authority, "login.microsoftonline.com");
	accepts(akv_value_check_authority, "https://login.microsoftonline.us/");
	cr_expect_eq(
		akv_value_check_authority("https://login.example.com/", &err),
		AKV_ERR_USAGE);
	cr_expect_eq(akv_value_check_authority(
			     "http://login.microsoftonline.com/", &err),
		     AKV_ERR_USAGE);
}

Test(value, an_algorithm_is_one_of_two)
{
	accepts(akv_value_check_algorithm, "PS256");
	accepts(akv_value_check_algorithm, "RS256");
	refuses(akv_value_check_algorithm, "HS256", "neither PS256 nor RS256");
	refuses(akv_value_check_algorithm, "ps256", "neither PS256 nor RS256");
}

Test(value, a_vault_uri_is_a_vault_s)
{
	static const char *const bad[] = {
		"http://contoso.vault.azure.net",
		"https://contoso.vault.azure.net:8443",
		"https://user@contoso.vault.azure.net",
		"https://contoso.vault.azure.net/secrets",
		"https://example.net\\.vault.azure.net",
		"https://contoso.vault.example.com",
	};
	struct akv_error err;

	accepts(akv_value_check_vault_uri, "https://contoso.vault.azure.net/");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		cr_expect_eq(akv_value_check_vault_uri(bad[i], &err),
			     AKV_ERR_USAGE, "%s", bad[i]);
}

Test(value, a_url_is_one_of_a_connection)
{
	accepts(akv_value_check_url, "sftp://export@sftp.example.com");
	refuses(akv_value_check_url, "sftp://a:hunter2@h",
		"a password in the url");
}

Test(value, a_list_of_secrets_has_secrets_names)
{
	accepts(akv_value_check_secrets, "sftp-key;sftp-key-passphrase");
	accepts(akv_value_check_secrets, "one");
	accepts(akv_value_check_secrets, "one; two;");
	refuses(akv_value_check_secrets, "one;two_",
		"character 4 of the secret name is no letter, digit or hyphen");
	refuses(akv_value_check_secrets, "one two",
		"character 4 of the secret name is no letter, digit or hyphen");
}

Test(value, a_list_of_secrets_has_no_longer_names_than_key_vault)
{
	char list[300] = "one;";

	fill(list + 4, 127);
	accepts(akv_value_check_secrets, list);
	fill(list + 4, 128);
	refuses(akv_value_check_secrets, list,
		"a secret's name of 128 characters");
}

Test(value, walks_through_a_list)
{
	const char *list = " ; one ;two words;; three; ";
	static const char *const words[] = { "one", "two words", "three" };
	size_t len = 0;
	size_t i = 0;

	for (const char *word = akv_value_next_word(list, &len); word != NULL;
	     word = akv_value_next_word(word + len, &len)) {
		cr_assert_lt(i, 3);
		cr_expect_eq(len, strlen(words[i]));
		cr_expect_eq(strncmp(word, words[i], len), 0);
		i++;
	}
	cr_expect_eq(i, 3);
	cr_expect_null(akv_value_next_word("", &len));
	cr_expect_null(akv_value_next_word(" ;; ", &len));
}

Test(value, a_connection_s_name_is_printable)
{
	char name[300];

	accepts(akv_value_check_connection_name, "nightly-export");
	accepts(akv_value_check_connection_name,
		"Nightly export (M\xc3\xbcnchen)");
	fill(name, 255);
	accepts(akv_value_check_connection_name, name);
	fill(name, 256);
	refuses(akv_value_check_connection_name, name,
		"the connection's name is longer than 255 bytes or not "
		"printable");
	/* U+009B, the one-character form of ESC [ */
	refuses(akv_value_check_connection_name,
		"a\xc2\x9b"
		"31m",
		"the connection's name is longer than 255 bytes or not "
		"printable");
	refuses(akv_value_check_connection_name, "\"nightly-export\"",
		"the connection's name begins with a quotation mark");
}

Test(value, a_user_name_is_printable)
{
	char name[600];

	accepts(akv_value_check_username, "DOMAIN\\user@example.com");
	fill(name, 512);
	accepts(akv_value_check_username, name);
	fill(name, 513);
	refuses(akv_value_check_username, name,
		"longer than 512 bytes or not printable");
	refuses(akv_value_check_username, "a\xc2\x85z",
		"longer than 512 bytes or not printable");
}

Test(value, a_token_store_is_one_of_four)
{
	accepts(akv_value_check_token_store, "auto");
	accepts(akv_value_check_token_store, "libsecret");
	accepts(akv_value_check_token_store, "keyring");
	accepts(akv_value_check_token_store, "none");
	refuses(akv_value_check_token_store, "file",
		"none of auto, libsecret, keyring and none");
}

Test(value, days_are_whole_and_few)
{
	accepts(akv_value_check_days, "0");
	accepts(akv_value_check_days, "30");
	accepts(akv_value_check_days, "3650");
	refuses(akv_value_check_days, "3651", "not whole days from 0 to 3650");
	refuses(akv_value_check_days, "-1", "not whole days from 0 to 3650");
	refuses(akv_value_check_days, "2.5", "not whole days from 0 to 3650");
	refuses(akv_value_check_days, "30 days",
		"not whole days from 0 to 3650");
}

Test(value, a_command_begins_with_a_path)
{
	accepts(akv_value_check_command, "/usr/bin/logger -t akv");
	refuses(akv_value_check_command, "logger",
		"the command does not begin with an absolute path");
	refuses(akv_value_check_command, "/bin/sh -c 'x",
		"a quotation mark has no partner");
}
