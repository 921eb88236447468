/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/core/similar.h"
#include "libhelper/core/unit_credential.h"
#include "libhelper/core/value.h"

#include "libhelper/core/config_schema.h"

#define KEY(index, word, rule) [index] = { .name = (word), .check = (rule) }

static const struct akv_config_key environment_keys[] = {
	KEY(AKV_ENVIRONMENT_LOCATION, "location", NULL),
	KEY(AKV_ENVIRONMENT_CLOUD, "cloud", akv_value_check_cloud),
};

static const struct akv_config_key principal_keys[] = {
	KEY(AKV_PRINCIPAL_TENANT, "tenant", akv_names_check_tenant),
	KEY(AKV_PRINCIPAL_CLIENT_ID, "client-id", akv_value_check_guid),
	KEY(AKV_PRINCIPAL_AUTHORITY_HOST, "authority-host",
	    akv_value_check_authority),
	KEY(AKV_PRINCIPAL_CLIENT_SECRET_FILE, "client-secret-file",
	    akv_value_check_path),
	KEY(AKV_PRINCIPAL_CLIENT_SECRET_STORE, "client-secret-store",
	    akv_value_check_secret_store),
	KEY(AKV_PRINCIPAL_CERTIFICATE, "certificate", akv_value_check_path),
	KEY(AKV_PRINCIPAL_FEDERATED_TOKEN_FILE, "federated-token-file",
	    akv_value_check_path),
	KEY(AKV_PRINCIPAL_FEDERATED_TOKEN_SOURCE, "federated-token-source",
	    akv_value_check_federated_source),
	KEY(AKV_PRINCIPAL_MANAGED_IDENTITY, "managed-identity",
	    akv_value_check_managed_identity),
	KEY(AKV_PRINCIPAL_CERTIFICATE_PASSWORD_FILE,
	    "certificate-password-file", akv_value_check_path),
	KEY(AKV_PRINCIPAL_CERTIFICATE_ALGORITHM, "certificate-algorithm",
	    akv_value_check_algorithm),
	KEY(AKV_PRINCIPAL_SEND_CERTIFICATE_CHAIN, "send-certificate-chain",
	    akv_value_check_boolean),
	KEY(AKV_PRINCIPAL_SERVICE_CONNECTION_ID, "service-connection-id",
	    akv_value_check_guid),
};

static const struct akv_config_key vault_keys[] = {
	KEY(AKV_VAULT_SUBSCRIPTION, "subscription", akv_value_check_guid),
	KEY(AKV_VAULT_RESOURCE_GROUP, "resource-group", NULL),
	KEY(AKV_VAULT_LOCATION, "location", NULL),
	KEY(AKV_VAULT_DEFAULT, "default", akv_value_check_boolean),
	KEY(AKV_VAULT_URI, "uri", akv_value_check_vault_uri),
	KEY(AKV_VAULT_PERMISSION_MODEL, "permission-model",
	    akv_value_check_permission_model),
};

static const struct akv_config_key connection_keys[] = {
	KEY(AKV_CONNECTION_TYPE, "type", NULL),
	KEY(AKV_CONNECTION_URL, "url", akv_value_check_url),
	KEY(AKV_CONNECTION_SECRET, "secret", akv_names_check_secret),
	KEY(AKV_CONNECTION_PASSWORD_STORE, "password-store",
	    akv_value_check_password_store),
	KEY(AKV_CONNECTION_SECRET_VERSION, "secret-version",
	    akv_names_check_version),
	KEY(AKV_CONNECTION_MORE_SECRETS, "more-secrets",
	    akv_value_check_secrets),
	[AKV_CONNECTION_USERNAME] = { .name = "username",
				      .check = akv_value_check_username,
				      .may_be_empty = true },
	KEY(AKV_CONNECTION_VAULT, "vault", akv_names_check_vault),
};

static const struct akv_config_key cache_keys[] = {
	KEY(AKV_CACHE_TOKEN_STORE, "token-store", akv_value_check_token_store),
};

static const struct akv_config_key check_keys[] = {
	KEY(AKV_CHECK_EXPIRES_WITHIN_DAYS, "expires-within-days",
	    akv_value_check_days),
};

static const struct akv_config_key notify_keys[] = {
	KEY(AKV_NOTIFY_COMMAND, "command", akv_value_check_command),
};

static const struct akv_config_key credential_keys[] = {
	KEY(AKV_CREDENTIAL_CONNECTION, "connection",
	    akv_value_check_connection_name),
	KEY(AKV_CREDENTIAL_SECRET, "secret", akv_names_check_secret),
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define KEYS(array) .keys = (array), .key_count = COUNT(array)

static const struct akv_config_group groups[AKV_CONFIG_KINDS] = {
	[AKV_CONFIG_ENVIRONMENT] = {
		.kind = "environment",
		KEYS(environment_keys),
	},
	[AKV_CONFIG_PRINCIPAL] = {
		.kind = "principal",
		KEYS(principal_keys),
	},
	[AKV_CONFIG_VAULT] = {
		.kind = "vault",
		.check_name = akv_names_check_vault,
		.name_ignores_case = true,
		KEYS(vault_keys),
	},
	[AKV_CONFIG_CONNECTION] = {
		.kind = "connection",
		.check_name = akv_value_check_connection_name,
		KEYS(connection_keys),
	},
	[AKV_CONFIG_CACHE] = {
		.kind = "cache",
		KEYS(cache_keys),
	},
	[AKV_CONFIG_CHECK] = {
		.kind = "check",
		KEYS(check_keys),
	},
	[AKV_CONFIG_NOTIFY] = {
		.kind = "notify",
		KEYS(notify_keys),
	},
	[AKV_CONFIG_CREDENTIAL] = {
		.kind = "credential",
		.check_name = akv_unit_credential_check,
		KEYS(credential_keys),
	},
};

_Static_assert(COUNT(principal_keys) <= AKV_CONFIG_KEYS_MAX &&
		       COUNT(vault_keys) <= AKV_CONFIG_KEYS_MAX &&
		       COUNT(connection_keys) <= AKV_CONFIG_KEYS_MAX,
	       "a section of a draft has room for every key");

const struct akv_config_group *
akv_config_schema_group(enum akv_config_kind kind)
{
	return &groups[kind];
}

static enum akv_code check_group_name(const struct akv_config_group *group,
				      const char *name, struct akv_error *err)
{
	if (group->check_name != NULL && name[0] != '\0')
		return group->check_name(name, err);
	if (group->check_name == NULL && name[0] == '\0')
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidName",
		 group->check_name != NULL ? "the group's name is missing" :
					     "this group has no name");
	akv_error_hint(err, "write [%s%s]", group->kind,
		       group->check_name != NULL ? " NAME" : "");
	return AKV_ERR_USAGE;
}

enum akv_code akv_config_schema_find_group(const char *title,
					   enum akv_config_kind *kind,
					   const char **name,
					   struct akv_error *err)
{
	size_t kind_len = strcspn(title, " ");
	const char *rest = title + kind_len + strspn(title + kind_len, " ");
	struct akv_similar similar;
	char word[32] = "";
	struct akv_text text;

	akv_text_init(&text, word, sizeof(word));
	akv_text_add_bytes(&text, title, kind_len);
	akv_similar_init(&similar, word);
	for (size_t i = 0; i < AKV_CONFIG_KINDS; i++) {
		enum akv_code code;

		akv_similar_consider(&similar, groups[i].kind);
		if (strcmp(word, groups[i].kind) != 0)
			continue;
		code = check_group_name(&groups[i], rest, err);
		if (code != AKV_OK)
			return code;
		*kind = (enum akv_config_kind)i;
		*name = rest;
		return AKV_OK;
	}
	akv_fail(err, AKV_ERR_USAGE, "UnknownGroup", "unknown group");
	if (similar.best != NULL)
		akv_error_hint(err, "did you mean [%s%s%s]?", similar.best,
			       rest[0] != '\0' ? " " : "", rest);
	else
		akv_error_hint(err,
			       "groups are environment, principal, "
			       "vault NAME, connection NAME, cache, check, "
			       "notify and credential UNIT/ID");
	return AKV_ERR_USAGE;
}

enum akv_code akv_config_schema_find_key(const struct akv_config_group *group,
					 const char *name, size_t *key,
					 struct akv_error *err)
{
	struct akv_similar similar;

	akv_similar_init(&similar, name);
	for (size_t i = 0; i < group->key_count; i++) {
		if (strcmp(name, group->keys[i].name) == 0) {
			*key = i;
			return AKV_OK;
		}
		akv_similar_consider(&similar, group->keys[i].name);
	}
	akv_fail(err, AKV_ERR_USAGE, "UnknownKey", "unknown key");
	if (similar.best != NULL)
		akv_error_hint(err, "did you mean %s?", similar.best);
	else
		akv_error_hint(err, "akv-config(5) has the keys of [%s]",
			       group->kind);
	return AKV_ERR_USAGE;
}

enum akv_code akv_config_schema_check(const struct akv_config_key *key,
				      const char *value, struct akv_error *err)
{
	if (value[0] == '\0' && !key->may_be_empty) {
		akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
			 "the value is missing");
		akv_error_hint(err, "leave the whole line out for none");
		return AKV_ERR_USAGE;
	}
	if (akv_text_has_control(value))
		return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
				"the value has a control character");
	return key->check != NULL ? key->check(value, err) : AKV_OK;
}
