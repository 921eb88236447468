/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/url.h"
#include "libhelper/base/text.h"
#include "libhelper/core/config_connections.h"
#include "libhelper/core/config_credentials.h"
#include "libhelper/core/config_vaults.h"
#include "libhelper/core/value.h"

#include "libhelper/core/config_build.h"

static enum akv_code no_memory(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
	return AKV_ERR_OTHER;
}

/* The cloud that is named, else the one that the authority belongs to. */
static enum akv_code build_cloud(const struct akv_config_draft *draft,
				 struct akv_config *config,
				 struct akv_error *err)
{
	const struct akv_config_section *environment =
		akv_config_draft_find(draft, AKV_CONFIG_ENVIRONMENT, "");
	const struct akv_config_section *principal =
		akv_config_draft_find(draft, AKV_CONFIG_PRINCIPAL, "");
	const char *cloud =
		akv_config_draft_text(environment, AKV_ENVIRONMENT_CLOUD);
	const char *authority =
		akv_config_draft_text(principal, AKV_PRINCIPAL_AUTHORITY_HOST);
	char host[AKV_URL_HOST_SIZE];
	enum akv_code code;

	config->cloud = akv_cloud_default();
	if (cloud != NULL) {
		code = akv_cloud_find(cloud, &config->cloud, err);
		if (code != AKV_OK)
			return code;
	}
	if (authority == NULL)
		return AKV_OK;
	code = akv_url_check_authority(authority, host, sizeof(host), err);
	if (code != AKV_OK)
		return code;
	if (cloud == NULL)
		config->cloud = akv_cloud_by_authority(host);
	config->principal.authority_host = strdup(host);
	if (config->principal.authority_host == NULL)
		return no_memory(err);
	code = akv_config_check_authority(config, host, err);
	if (code != AKV_OK)
		akv_config_draft_locate(draft, principal,
					AKV_PRINCIPAL_AUTHORITY_HOST, err);
	return code;
}

/*
 * A way to sign in takes the place of those in earlier files, which nobody
 * could take away otherwise; two in one file are a riddle.
 */
static enum akv_code choose_credential(const struct akv_config_draft *draft,
				       struct akv_config_section *principal,
				       struct akv_error *err)
{
	const struct akv_config_group *group =
		akv_config_schema_group(AKV_CONFIG_PRINCIPAL);
	const struct akv_config_value *best = NULL;
	size_t chosen = 0;

	for (size_t key = AKV_PRINCIPAL_CLIENT_SECRET_FILE;
	     key <= AKV_PRINCIPAL_MANAGED_IDENTITY; key++) {
		const struct akv_config_value *value = &principal->values[key];

		if (value->text == NULL)
			continue;
		if (best != NULL && value->place.file == best->place.file) {
			akv_fail(err, AKV_ERR_USAGE, "AmbiguousCredential",
				 "%s is there too, in line %d",
				 group->keys[chosen].name, best->place.line);
			akv_error_hint(err, "keep one way to sign in");
			akv_config_draft_locate(draft, principal, key, err);
			return AKV_ERR_USAGE;
		}
		if (best == NULL || value->place.file > best->place.file) {
			best = value;
			chosen = key;
		}
	}
	for (size_t key = AKV_PRINCIPAL_CLIENT_SECRET_FILE;
	     key <= AKV_PRINCIPAL_MANAGED_IDENTITY; key++)
		if (key != chosen)
			free(akv_config_draft_take(principal, key));
	return AKV_OK;
}

static enum akv_code build_principal(const struct akv_config_draft *draft,
				     struct akv_config_section *section,
				     struct akv_config *config,
				     struct akv_error *err)
{
	struct akv_principal_config *principal = &config->principal;
	enum akv_code code = choose_credential(draft, section, err);

	if (code != AKV_OK)
		return code;
	principal->tenant =
		akv_config_draft_take(section, AKV_PRINCIPAL_TENANT);
	principal->client_id =
		akv_config_draft_take(section, AKV_PRINCIPAL_CLIENT_ID);
	principal->client_secret_file = akv_config_draft_take(
		section, AKV_PRINCIPAL_CLIENT_SECRET_FILE);
	principal->client_secret_store = akv_config_draft_take(
		section, AKV_PRINCIPAL_CLIENT_SECRET_STORE);
	principal->certificate =
		akv_config_draft_take(section, AKV_PRINCIPAL_CERTIFICATE);
	principal->federated_token_file = akv_config_draft_take(
		section, AKV_PRINCIPAL_FEDERATED_TOKEN_FILE);
	principal->federated_token_source = akv_config_draft_take(
		section, AKV_PRINCIPAL_FEDERATED_TOKEN_SOURCE);
	principal->service_connection_id = akv_config_draft_take(
		section, AKV_PRINCIPAL_SERVICE_CONNECTION_ID);
	principal->managed_identity =
		akv_config_draft_take(section, AKV_PRINCIPAL_MANAGED_IDENTITY);
	principal->certificate_password_file = akv_config_draft_take(
		section, AKV_PRINCIPAL_CERTIFICATE_PASSWORD_FILE);
	principal->certificate_algorithm = akv_config_draft_take(
		section, AKV_PRINCIPAL_CERTIFICATE_ALGORITHM);
	principal->send_certificate_chain = akv_config_draft_is_true(
		section, AKV_PRINCIPAL_SEND_CERTIFICATE_CHAIN);
	return AKV_OK;
}

static void build_environment(struct akv_config_section *section,
			      struct akv_config *config)
{
	config->location =
		akv_config_draft_take(section, AKV_ENVIRONMENT_LOCATION);
}

static void build_cache(const struct akv_config_section *section,
			struct akv_config *config)
{
	const char *store =
		akv_config_draft_text(section, AKV_CACHE_TOKEN_STORE);

	if (store == NULL ||
	    !akv_config_parse_token_store(store, &config->token_store))
		config->token_store = AKV_TOKEN_STORE_AUTO;
}

static void build_check(const struct akv_config_section *section,
			struct akv_config *config)
{
	const char *days =
		akv_config_draft_text(section, AKV_CHECK_EXPIRES_WITHIN_DAYS);

	config->expires_within_days = AKV_CONFIG_EXPIRES_WITHIN_DAYS;
	if (days != NULL)
		(void)akv_text_number(days, AKV_VALUE_DAYS_MAX,
				      &config->expires_within_days);
}

static void build_notify(struct akv_config_section *section,
			 struct akv_config *config)
{
	if (section != NULL)
		config->notify_command =
			akv_config_draft_take(section, AKV_NOTIFY_COMMAND);
}

static enum akv_code build_paths(const struct akv_config_draft *draft,
				 struct akv_config *config,
				 struct akv_error *err)
{
	size_t size = 1;
	struct akv_text paths;

	for (size_t i = 0; i < draft->file_count; i++)
		size += strlen(draft->paths[i]) + strlen(", ");
	config->paths = malloc(size);
	if (config->paths == NULL)
		return no_memory(err);
	akv_text_init(&paths, config->paths, size);
	for (size_t i = 0; i < draft->file_count; i++) {
		akv_text_add(&paths, i > 0 ? ", " : "");
		akv_text_add(&paths, draft->paths[i]);
	}
	return AKV_OK;
}

static enum akv_code build(struct akv_config_draft *draft,
			   struct akv_config *config, struct akv_error *err)
{
	struct akv_config_section *environment =
		akv_config_draft_find(draft, AKV_CONFIG_ENVIRONMENT, "");
	struct akv_config_section *principal =
		akv_config_draft_find(draft, AKV_CONFIG_PRINCIPAL, "");
	enum akv_code code = build_paths(draft, config, err);

	if (code == AKV_OK)
		code = build_cloud(draft, config, err);
	if (code == AKV_OK && environment != NULL)
		build_environment(environment, config);
	if (code == AKV_OK && principal != NULL)
		code = build_principal(draft, principal, config, err);
	build_cache(akv_config_draft_find(draft, AKV_CONFIG_CACHE, ""), config);
	build_check(akv_config_draft_find(draft, AKV_CONFIG_CHECK, ""), config);
	build_notify(akv_config_draft_find(draft, AKV_CONFIG_NOTIFY, ""),
		     config);
	if (code == AKV_OK)
		code = akv_config_vaults_build(draft, config, err);
	/* they point to their vaults */
	if (code == AKV_OK)
		code = akv_config_connections_build(draft, config, err);
	if (code == AKV_OK)
		code = akv_config_credentials_build(draft, config, err);
	return code;
}

enum akv_code akv_config_build(struct akv_config_draft *draft,
			       struct akv_config **out, struct akv_error *err)
{
	AKV_AUTO(config) *config = calloc(1, sizeof(*config));
	enum akv_code code;

	if (config == NULL)
		return no_memory(err);
	code = build(draft, config, err);
	if (code != AKV_OK)
		return code;
	*out = config;
	config = NULL; /* the caller's now */
	return AKV_OK;
}
