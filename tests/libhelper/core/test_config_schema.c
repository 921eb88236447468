/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/config_schema.h"

static void finds(const char *title, enum akv_config_kind wanted,
		  const char *wanted_name)
{
	struct akv_error err = { 0 };
	enum akv_config_kind kind = AKV_CONFIG_KINDS;
	const char *name = NULL;

	cr_assert_eq(akv_config_schema_find_group(title, &kind, &name, &err),
		     AKV_OK, "%s: %s", title, err.text);
	cr_expect_eq(kind, wanted);
	cr_expect_str_eq(name, wanted_name);
}

static void finds_no_group(const char *title, const char *reason,
			   const char *text, const char *hint)
{
	struct akv_error err = { 0 };
	enum akv_config_kind kind;
	const char *name;

	cr_expect_eq(akv_config_schema_find_group(title, &kind, &name, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_str_eq(err.text, text);
	cr_expect_str_eq(err.hint, hint);
}

Test(config_schema, finds_every_kind_of_group)
{
	finds("environment", AKV_CONFIG_ENVIRONMENT, "");
	finds("principal", AKV_CONFIG_PRINCIPAL, "");
	finds("vault contoso", AKV_CONFIG_VAULT, "contoso");
	finds("vault   contoso", AKV_CONFIG_VAULT, "contoso");
	finds("connection a b", AKV_CONFIG_CONNECTION, "a b");
	finds("cache", AKV_CONFIG_CACHE, "");
}

Test(config_schema, proposes_the_nearest_group)
{
	finds_no_group("conection x", "UnknownGroup", "unknown group",
		       "did you mean [connection x]?\n");
	finds_no_group("Principal", "UnknownGroup", "unknown group",
		       "did you mean [principal]?\n");
	finds_no_group("core", "UnknownGroup", "unknown group",
		       "groups are environment, principal, vault NAME, "
		       "connection NAME, cache, check, notify and "
		       "credential UNIT/ID\n");
	finds_no_group("a-word-that-is-far-longer-than-any-kind-of-group x",
		       "UnknownGroup", "unknown group",
		       "groups are environment, principal, vault NAME, "
		       "connection NAME, cache, check, notify and "
		       "credential UNIT/ID\n");
}

Test(config_schema, a_group_has_a_name_or_it_has_none)
{
	finds_no_group("vault", "InvalidName", "the group's name is missing",
		       "write [vault NAME]\n");
	finds_no_group("connection ", "InvalidName",
		       "the group's name is missing",
		       "write [connection NAME]\n");
	finds_no_group("cache x", "InvalidName", "this group has no name",
		       "write [cache]\n");
}

Test(config_schema, checks_the_names_of_groups)
{
	struct akv_error err = { 0 };
	enum akv_config_kind kind;
	const char *name;

	cr_expect_eq(akv_config_schema_find_group("vault con_toso", &kind,
						  &name, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidVaultName");
	cr_expect_eq(akv_config_schema_find_group("connection \"x\"", &kind,
						  &name, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidName");
}

Test(config_schema, only_vaults_are_the_same_in_any_case)
{
	cr_expect(akv_config_schema_group(AKV_CONFIG_VAULT)->name_ignores_case);
	cr_expect_not(akv_config_schema_group(AKV_CONFIG_CONNECTION)
			      ->name_ignores_case);
}

/* The keys of DESIGN.md 5, and no others. */
Test(config_schema, knows_the_keys_of_each_group)
{
	static const struct {
		enum akv_config_kind kind;
		const char *keys;
	} groups[] = {
		{ AKV_CONFIG_ENVIRONMENT, "location cloud " },
		{ AKV_CONFIG_PRINCIPAL,
		  "tenant client-id authority-host client-secret-file client-secret-store "
		  "certificate federated-token-file "
		  "federated-token-source managed-identity "
		  "certificate-password-file certificate-algorithm "
		  "send-certificate-chain service-connection-id " },
		{ AKV_CONFIG_VAULT,
		  "subscription resource-group location default uri permission-model " },
		{ AKV_CONFIG_CONNECTION,
		  "type url secret password-store secret-version more-secrets username "
		  "vault " },
		{ AKV_CONFIG_CACHE, "token-store " },
	};

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		const struct akv_config_group *group =
			akv_config_schema_group(groups[i].kind);
		char keys[512] = "";
		size_t len = 0;

		for (size_t k = 0; k < group->key_count; k++) {
			size_t found = group->key_count;
			size_t name_len = strlen(group->keys[k].name);

			cr_expect_eq(akv_config_schema_find_key(
					     group, group->keys[k].name, &found,
					     NULL),
				     AKV_OK);
			cr_expect_eq(found, k);
			memcpy(keys + len, group->keys[k].name, name_len);
			keys[len + name_len] = ' ';
			len += name_len + 1;
		}
		cr_expect_str_eq(keys, groups[i].keys);
	}
}

Test(config_schema, proposes_the_nearest_key)
{
	const struct akv_config_group *group =
		akv_config_schema_group(AKV_CONFIG_CONNECTION);
	struct akv_error err = { 0 };
	size_t key;

	cr_expect_eq(akv_config_schema_find_key(group, "secrt", &key, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "UnknownKey");
	cr_expect_str_eq(err.text, "unknown key");
	cr_expect_str_eq(err.hint, "did you mean secret?\n");

	cr_expect_eq(akv_config_schema_find_key(group, "password", &key, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.hint,
			 "akv-config(5) has the keys of [connection]\n");
	/* keys have a case, as in every key file */
	cr_expect_eq(akv_config_schema_find_key(group, "Secret", &key, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.hint, "did you mean secret?\n");
}

static void checks(enum akv_config_kind kind, size_t key, const char *value,
		   const char *text)
{
	const struct akv_config_key *keys = akv_config_schema_group(kind)->keys;
	struct akv_error err = { 0 };
	enum akv_code code = akv_config_schema_check(&keys[key], value, &err);

	cr_expect_eq(code, text == NULL ? AKV_OK : AKV_ERR_USAGE, "%s", value);
	cr_expect_str_eq(err.text, text == NULL ? "" : text);
}

Test(config_schema, only_a_user_name_may_be_empty)
{
	for (int kind = 0; kind < AKV_CONFIG_KINDS; kind++) {
		size_t count =
			akv_config_schema_group((enum akv_config_kind)kind)
				->key_count;

		for (size_t key = 0; key < count; key++)
			if (kind == AKV_CONFIG_CONNECTION &&
			    key == AKV_CONNECTION_USERNAME)
				checks(AKV_CONFIG_CONNECTION, key, "", NULL);
			else
				checks((enum akv_config_kind)kind, key, "",
				       "the value is missing");
	}
}

Test(config_schema, no_value_has_a_control_character)
{
	checks(AKV_CONFIG_ENVIRONMENT, AKV_ENVIRONMENT_LOCATION, "a\nb",
	       "the value has a control character");
	checks(AKV_CONFIG_CONNECTION, AKV_CONNECTION_USERNAME, "a\rb",
	       "the value has a control character");
	checks(AKV_CONFIG_PRINCIPAL, AKV_PRINCIPAL_CERTIFICATE, "/a\tb",
	       "the value has a control character");
}

Test(config_schema, values_without_a_rule_are_free)
{
	checks(AKV_CONFIG_VAULT, AKV_VAULT_RESOURCE_GROUP, "my (group)_1",
	       NULL);
	checks(AKV_CONFIG_CONNECTION, AKV_CONNECTION_TYPE, "sftp", NULL);
	checks(AKV_CONFIG_ENVIRONMENT, AKV_ENVIRONMENT_LOCATION, "westeurope",
	       NULL);
}

Test(config_schema, values_with_a_rule_obey_it)
{
	checks(AKV_CONFIG_CONNECTION, AKV_CONNECTION_SECRET, "sftp-password",
	       NULL);
	checks(AKV_CONFIG_CONNECTION, AKV_CONNECTION_SECRET, "a/b",
	       "character 2 of the secret name is no letter, digit or "
	       "hyphen");
	checks(AKV_CONFIG_CONNECTION, AKV_CONNECTION_SECRET_VERSION, "a-b",
	       "this is not the version of a secret");
	checks(AKV_CONFIG_PRINCIPAL, AKV_PRINCIPAL_CLIENT_ID, "x",
	       "not a GUID");
	checks(AKV_CONFIG_VAULT, AKV_VAULT_SUBSCRIPTION, "x", "not a GUID");
	checks(AKV_CONFIG_VAULT, AKV_VAULT_DEFAULT, "x",
	       "neither true nor false");
}
