/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/file.h"
#include "libhelper/base/text.h"
#include "libhelper/core/config_build.h"
#include "libhelper/core/config_draft.h"
#include "libhelper/core/config_path.h"
#include "libhelper/core/similar.h"
#include "libhelper/core/unit_credential.h"

#include "libhelper/core/config.h"

/* A file as it is going to be; the others are as they are. */
struct preview {
	const char *path;
	const struct akv_secret *text;
};

/* Add the file ${path} to ${draft}; AKV_ERR_NOT_FOUND when there is none. */
static enum akv_code add_file(struct akv_config_draft *draft, const char *path,
			      const struct preview *preview,
			      struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	enum akv_code code;

	if (preview != NULL && strcmp(path, preview->path) == 0)
		return akv_config_draft_add(draft, preview->text, path, err);
	code = akv_file_read(path, AKV_FILE_TRUSTED, AKV_CONFIG_MAX, &text,
			     err);
	if (code != AKV_OK)
		return code;
	return akv_config_draft_add(draft, text, path, err);
}

static enum akv_code add_default_files(struct akv_config_draft *draft,
				       const struct preview *preview,
				       struct akv_error *err)
{
	char path[AKV_CONFIG_PATH_SIZE];
	enum akv_code code =
		add_file(draft, AKV_CONFIG_PATH_SYSTEM, preview, err);

	if (code != AKV_OK && code != AKV_ERR_NOT_FOUND)
		return code;
	if (!akv_config_path_user(path, sizeof(path)))
		return AKV_OK;
	code = add_file(draft, path, preview, err);
	return code == AKV_ERR_NOT_FOUND ? AKV_OK : code;
}

static enum akv_code add_named_file(struct akv_config_draft *draft,
				    const char *path,
				    const struct preview *preview,
				    struct akv_error *err)
{
	enum akv_code code = add_file(draft, path, preview, err);

	if (code != AKV_ERR_NOT_FOUND)
		return code;
	akv_fail(err, AKV_ERR_USAGE, "ConfigNotFound",
		 "%s: there is no such configuration file", path);
	akv_error_hint(err, "the environment variable AKV_CONFIG names it");
	return AKV_ERR_USAGE;
}

static enum akv_code load(const struct preview *preview,
			  struct akv_config **out, struct akv_error *err)
{
	AKV_AUTO(config_draft) *draft = NULL;
	const char *path = akv_config_path_named();
	enum akv_code code = akv_config_draft_new(&draft, err);

	if (code != AKV_OK)
		return code;
	code = path != NULL ? add_named_file(draft, path, preview, err) :
			      add_default_files(draft, preview, err);
	if (code != AKV_OK)
		return code;
	return akv_config_build(draft, out, err);
}

enum akv_code akv_config_load(struct akv_config **out, struct akv_error *err)
{
	return load(NULL, out, err);
}

enum akv_code akv_config_preview(const char *path,
				 const struct akv_secret *text,
				 struct akv_config **out, struct akv_error *err)
{
	const struct preview preview = { .path = path, .text = text };

	return load(&preview, out, err);
}

static void free_connection(struct akv_connection_config *connection)
{
	free(connection->name);
	free(connection->type);
	free(connection->url);
	free(connection->secret);
	free(connection->password_store);
	free(connection->version);
	for (char **name = connection->more_secrets;
	     name != NULL && *name != NULL; name++)
		free(*name);
	free(connection->more_secrets);
	free(connection->username);
	free(connection->url_protocol);
	free(connection->url_host);
	free(connection->url_path);
	free(connection->url_username);
}

static void free_vault(struct akv_vault_config *vault)
{
	free(vault->name);
	free(vault->host);
	free(vault->subscription);
	free(vault->resource_group);
	free(vault->location);
	free(vault->uri);
	free(vault->permission_model);
}

static void free_principal(struct akv_principal_config *principal)
{
	free(principal->tenant);
	free(principal->client_id);
	free(principal->authority_host);
	free(principal->client_secret_file);
	free(principal->client_secret_store);
	free(principal->certificate);
	free(principal->certificate_password_file);
	free(principal->certificate_algorithm);
	free(principal->federated_token_file);
	free(principal->federated_token_source);
	free(principal->managed_identity);
	free(principal->service_connection_id);
}

void akv_config_free(struct akv_config *config)
{
	if (config == NULL)
		return;
	for (size_t i = 0; i < config->connection_count; i++)
		free_connection(&config->connections[i]);
	for (size_t i = 0; i < config->vault_count; i++)
		free_vault(&config->vaults[i]);
	for (size_t i = 0; i < config->credential_count; i++) {
		free(config->credentials[i].name);
		free(config->credentials[i].secret);
	}
	free_principal(&config->principal);
	free(config->credentials);
	free(config->connections);
	free(config->vaults);
	free(config->location);
	free(config->notify_command);
	free(config->paths);
	free(config);
}

enum akv_code akv_config_connection(const struct akv_config *config,
				    const char *name,
				    const struct akv_connection_config **out,
				    struct akv_error *err)
{
	struct akv_similar similar;

	akv_similar_init(&similar, name);
	for (size_t i = 0; i < config->connection_count; i++) {
		if (strcmp(config->connections[i].name, name) == 0) {
			*out = &config->connections[i];
			return AKV_OK;
		}
		akv_similar_consider(&similar, config->connections[i].name);
	}
	if (name[0] == '\0')
		akv_fail(err, AKV_ERR_NOT_FOUND, "ConnectionNotFound",
			 "the name of the connection is empty");
	else
		akv_fail(err, AKV_ERR_NOT_FOUND, "ConnectionNotFound",
			 "there is no connection %s", name);
	if (similar.best != NULL)
		akv_error_hint(err, "did you mean %s?", similar.best);
	else if (config->connection_count > 0)
		akv_error_hint(err,
			       "akv connection list shows those there are");
	else
		akv_error_hint(err, "none is configured: akv connection create "
				    "makes one");
	return AKV_ERR_NOT_FOUND;
}

const struct akv_credential_config *
akv_config_credential(const struct akv_config *config, const char *unit,
		      const char *id)
{
	const struct akv_credential_config *found = NULL;

	for (size_t i = 0; i < config->credential_count; i++) {
		const struct akv_credential_config *credential =
			&config->credentials[i];

		if (!akv_unit_credential_is_for(credential->name, unit, id))
			continue;
		/* an instance's own is the longer one */
		if (found == NULL ||
		    strlen(credential->name) > strlen(found->name))
			found = credential;
	}
	return found;
}

static enum akv_code fail_no_default(const struct akv_config *config,
				     struct akv_error *err)
{
	if (config->vault_count == 0) {
		akv_fail(err, AKV_ERR_NOT_FOUND, "VaultNotLinked",
			 "no vault is linked");
		akv_error_hint(err, "akv vault link links one");
	} else {
		akv_fail(err, AKV_ERR_NOT_FOUND, "VaultNotLinked",
			 "no vault is named, and none is the default");
		akv_error_hint(err, "default = true in [vault %s] makes it so",
			       config->vaults[0].name);
	}
	return AKV_ERR_NOT_FOUND;
}

enum akv_code akv_config_vault(const struct akv_config *config,
			       const char *name,
			       const struct akv_vault_config **out,
			       struct akv_error *err)
{
	struct akv_similar similar;

	akv_similar_init(&similar, name != NULL ? name : "");
	for (size_t i = 0; i < config->vault_count; i++) {
		const struct akv_vault_config *vault = &config->vaults[i];
		bool is_it = name != NULL ?
				     akv_text_equal_nocase(vault->name, name) :
				     vault->is_default;

		if (is_it) {
			*out = vault;
			return AKV_OK;
		}
		akv_similar_consider(&similar, vault->name);
	}
	if (name == NULL)
		return fail_no_default(config, err);
	akv_fail(err, AKV_ERR_NOT_FOUND, "VaultNotLinked",
		 "the vault %s is not linked", name);
	if (similar.best != NULL)
		akv_error_hint(err, "did you mean %s?", similar.best);
	else
		akv_error_hint(err, "akv vault list shows those that are, akv "
				    "vault link links one");
	return AKV_ERR_NOT_FOUND;
}

enum akv_code akv_config_check_authority(const struct akv_config *config,
					 const char *host,
					 struct akv_error *err)
{
	const struct akv_cloud *own = akv_cloud_by_authority(host);

	if (own == config->cloud)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "WrongCloud",
		 "%s signs in to %s, but the cloud is %s", host,
		 own != NULL ? own->name : "another cloud",
		 config->cloud->name);
	akv_error_hint(err, "the cloud is set by cloud = %s in [environment]",
		       own != NULL ? own->name : "NAME");
	return AKV_ERR_USAGE;
}

bool akv_config_parse_token_store(const char *word,
				  enum akv_token_store_kind *out)
{
	static const char *const words[] = {
		[AKV_TOKEN_STORE_AUTO] = "auto",
		[AKV_TOKEN_STORE_LIBSECRET] = "libsecret",
		[AKV_TOKEN_STORE_KEYRING] = "keyring",
		[AKV_TOKEN_STORE_NONE] = "none",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(word, words[i]) == 0) {
			*out = (enum akv_token_store_kind)i;
			return true;
		}
	}
	return false;
}
