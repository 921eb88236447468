/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/cloud.h"
#include "libhelper/azure/names.h"
#include "libhelper/azure/url.h"
#include "libhelper/base/text.h"
#include "libhelper/core/command_words.h"
#include "libhelper/core/config.h"
#include "libhelper/core/connection_url.h"
#include "libhelper/core/credential_word.h"

#include "libhelper/core/value.h"

enum {
	NAME_MAX_BYTES = 255,	  /* of a connection */
	USERNAME_MAX_BYTES = 512, /* git-credential and curl take as much */
};

/* Akin to a name that the Azure CLI would print in a table. */
static bool is_printable(const char *text, size_t max)
{
	char escaped[4 * USERNAME_MAX_BYTES + 1];
	struct akv_text copy;

	if (strlen(text) > max)
		return false;
	akv_text_init(&copy, escaped, sizeof(escaped));
	akv_text_add_escaped(&copy, text, strlen(text));
	return !copy.cut && strcmp(escaped, text) == 0;
}

enum akv_code akv_value_check_connection_name(const char *name,
					      struct akv_error *err)
{
	if (name[0] == '"') {
		akv_fail(err, AKV_ERR_USAGE, "InvalidName",
			 "the connection's name begins with a quotation mark");
		akv_error_hint(err, "write [connection nightly-export]");
		return AKV_ERR_USAGE;
	}
	if (!is_printable(name, NAME_MAX_BYTES))
		return akv_fail(err, AKV_ERR_USAGE, "InvalidName",
				"the connection's name is longer than %d bytes "
				"or not printable",
				NAME_MAX_BYTES);
	return AKV_OK;
}

enum akv_code akv_value_check_boolean(const char *value, struct akv_error *err)
{
	bool truth;

	if (akv_value_boolean(value, &truth))
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
			"neither true nor false");
}

enum akv_code akv_value_check_guid(const char *value, struct akv_error *err)
{
	if (akv_names_is_guid(value))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidValue", "not a GUID");
	akv_error_hint(err,
		       "it looks like 00000000-0000-0000-0000-000000000000");
	return AKV_ERR_USAGE;
}

enum akv_code akv_value_check_path(const char *value, struct akv_error *err)
{
	if (value[0] == '/')
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidValue", "not an absolute path");
	akv_error_hint(err, "write the whole path, from / on: jobs start in "
			    "other directories");
	return AKV_ERR_USAGE;
}

enum akv_code akv_value_check_secret_store(const char *value,
					   struct akv_error *err)
{
	if (strcmp(value, "libsecret") == 0)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
		 "there is no such store for a client secret");
	akv_error_hint(err, "libsecret is one; akv login keeps it there");
	return AKV_ERR_USAGE;
}

enum akv_code akv_value_check_password_store(const char *value,
					     struct akv_error *err)
{
	if (strcmp(value, "libsecret") == 0)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
		 "there is no such store for a password");
	akv_error_hint(err, "libsecret is one; akv connection create keeps it "
			    "there");
	return AKV_ERR_USAGE;
}

enum akv_code akv_value_check_cloud(const char *value, struct akv_error *err)
{
	const struct akv_cloud *cloud;

	return akv_cloud_find(value, &cloud, err);
}

enum akv_code akv_value_check_authority(const char *value,
					struct akv_error *err)
{
	char host[AKV_URL_HOST_SIZE];

	return akv_url_check_authority(value, host, sizeof(host), err);
}

enum akv_code akv_value_check_algorithm(const char *value,
					struct akv_error *err)
{
	if (strcmp(value, "PS256") == 0 || strcmp(value, "RS256") == 0)
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
			"neither PS256 nor RS256");
}

enum akv_code akv_value_check_federated_source(const char *value,
					       struct akv_error *err)
{
	enum akv_federated_token_source source;

	if (akv_credential_word_federated(value, &source))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
		 "neither github-actions nor azure-pipelines");
	akv_error_hint(err, "the path of a file goes into "
			    "federated-token-file");
	return AKV_ERR_USAGE;
}

enum akv_code akv_value_check_managed_identity(const char *value,
					       struct akv_error *err)
{
	enum akv_managed_identity_source source;

	if (akv_credential_word_identity(value, &source))
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
			"none of imds, app-service and azure-arc");
}

enum akv_code akv_value_check_vault_uri(const char *value,
					struct akv_error *err)
{
	char host[AKV_URL_HOST_SIZE];

	return akv_url_check_vault_uri(value, host, sizeof(host), err);
}

enum akv_code akv_value_check_permission_model(const char *value,
					       struct akv_error *err)
{
	if (strcmp(value, "rbac") == 0 || strcmp(value, "access-policy") == 0)
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
			"neither rbac nor access-policy");
}

enum akv_code akv_value_check_url(const char *value, struct akv_error *err)
{
	struct akv_connection_url url;
	enum akv_code code = akv_connection_url_parse(value, &url, err);

	if (code == AKV_OK)
		akv_connection_url_clear(&url);
	return code;
}

enum akv_code akv_value_check_secrets(const char *value, struct akv_error *err)
{
	size_t len = 0;

	for (const char *word = akv_value_next_word(value, &len); word != NULL;
	     word = akv_value_next_word(word + len, &len)) {
		char name[128] = "";
		struct akv_text text;
		enum akv_code code;

		akv_text_init(&text, name, sizeof(name));
		akv_text_add_bytes(&text, word, len);
		if (text.cut)
			return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
					"a secret's name of %zu characters",
					len);
		code = akv_names_check_secret(name, err);
		if (code != AKV_OK)
			return code;
	}
	return AKV_OK;
}

enum akv_code akv_value_check_username(const char *value, struct akv_error *err)
{
	if (is_printable(value, USERNAME_MAX_BYTES))
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
			"longer than %d bytes or not printable",
			USERNAME_MAX_BYTES);
}

enum akv_code akv_value_check_days(const char *value, struct akv_error *err)
{
	int64_t days;

	if (akv_text_number(value, AKV_VALUE_DAYS_MAX, &days))
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
			"not whole days from 0 to %d", AKV_VALUE_DAYS_MAX);
}

enum akv_code akv_value_check_command(const char *value, struct akv_error *err)
{
	char **words = NULL;
	enum akv_code code = akv_command_words_split(value, &words, err);

	akv_command_words_free(words);
	return code;
}

enum akv_code akv_value_check_token_store(const char *value,
					  struct akv_error *err)
{
	enum akv_token_store_kind kind;

	if (akv_config_parse_token_store(value, &kind))
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "InvalidValue",
			"none of auto, libsecret, keyring and none");
}

bool akv_value_boolean(const char *value, bool *out)
{
	static const char *const words[] = { "false", "true", "no",
					     "yes",   "0",    "1" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (akv_text_equal_nocase(value, words[i])) {
			*out = i % 2 == 1;
			return true;
		}
	}
	return false;
}

const char *akv_value_next_word(const char *list, size_t *len)
{
	list += strspn(list, "; ");
	if (*list == '\0')
		return NULL;
	*len = strcspn(list, ";");
	while (*len > 0 && list[*len - 1] == ' ')
		(*len)--;
	return list;
}
