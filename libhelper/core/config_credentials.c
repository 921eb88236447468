/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/core/config_credentials.h"

static enum akv_code no_memory(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
}

static enum akv_code choose_connection(const struct akv_config *config,
				       const char *name,
				       const struct akv_connection_config **out,
				       struct akv_error *err)
{
	enum akv_code code;

	if (name == NULL) {
		akv_fail(err, AKV_ERR_USAGE, "MissingKey",
			 "a credential needs the name of a connection");
		akv_error_hint(err, "add a line connection = NAME");
		return AKV_ERR_USAGE;
	}
	code = akv_config_connection(config, name, out, err);
	if (code != AKV_ERR_NOT_FOUND)
		return code;
	/* nobody asked for it: here it is the configuration's mistake */
	if (err != NULL)
		err->code = AKV_ERR_USAGE;
	return AKV_ERR_USAGE;
}

static bool names(const struct akv_connection_config *connection,
		  const char *secret)
{
	if (connection->secret != NULL &&
	    akv_text_equal_nocase(connection->secret, secret))
		return true;
	for (size_t i = 0; connection->more_secrets[i] != NULL; i++)
		if (akv_text_equal_nocase(connection->more_secrets[i], secret))
			return true;
	return false;
}

static enum akv_code check_secret(const struct akv_connection_config *from,
				  const char *secret, struct akv_error *err)
{
	if (secret == NULL || names(from, secret))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "SecretNotInConnection",
		 "connection %s does not use the secret %s", from->name,
		 secret);
	akv_error_hint(err, "more-secrets = %s in [connection %s] allows it",
		       secret, from->name);
	return AKV_ERR_USAGE;
}

static enum akv_code build_one(const struct akv_config_draft *draft,
			       struct akv_config_section *section,
			       struct akv_config *config, struct akv_error *err)
{
	struct akv_credential_config *credential =
		&config->credentials[config->credential_count];
	size_t key = AKV_CREDENTIAL_CONNECTION;
	enum akv_code code =
		choose_connection(config, akv_config_draft_text(section, key),
				  &credential->connection, err);

	if (code == AKV_OK) {
		key = AKV_CREDENTIAL_SECRET;
		code = check_secret(credential->connection,
				    akv_config_draft_text(section, key), err);
	}
	if (code != AKV_OK) {
		akv_config_draft_locate(draft, section, key, err);
		return code;
	}
	config->credential_count++;
	credential->secret =
		akv_config_draft_take(section, AKV_CREDENTIAL_SECRET);
	credential->name = strdup(section->name);
	return credential->name != NULL ? AKV_OK : no_memory(err);
}

enum akv_code akv_config_credentials_build(struct akv_config_draft *draft,
					   struct akv_config *config,
					   struct akv_error *err)
{
	size_t count = 0;

	for (size_t i = 0; i < draft->section_count; i++)
		count += draft->sections[i].kind == AKV_CONFIG_CREDENTIAL;
	if (count == 0)
		return AKV_OK;
	config->credentials = calloc(count, sizeof(*config->credentials));
	if (config->credentials == NULL)
		return no_memory(err);
	for (size_t i = 0; i < draft->section_count; i++) {
		struct akv_config_section *section = &draft->sections[i];
		enum akv_code code;

		if (section->kind != AKV_CONFIG_CREDENTIAL)
			continue;
		code = build_one(draft, section, config, err);
		if (code != AKV_OK)
			return code;
	}
	return AKV_OK;
}
