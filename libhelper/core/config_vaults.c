/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/azure/cloud.h"
#include "libhelper/azure/url.h"
#include "libhelper/base/text.h"

#include "libhelper/core/config_vaults.h"

static enum akv_code no_memory(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
	return AKV_ERR_OTHER;
}

static enum akv_code host_of_name(const struct akv_cloud *cloud,
				  const char *name, char **out,
				  struct akv_error *err)
{
	char *host = NULL;

	if (asprintf(&host, "%s%s", name, cloud->vault_suffix) < 0)
		return no_memory(err);
	akv_text_lower(host);
	*out = host;
	return AKV_OK;
}

static enum akv_code host_of_uri(const struct akv_cloud *cloud, const char *uri,
				 char **out, struct akv_error *err)
{
	const struct akv_cloud *own;
	char host[AKV_URL_HOST_SIZE];
	enum akv_code code;

	code = akv_url_check_vault_uri(uri, host, sizeof(host), err);
	if (code != AKV_OK)
		return code;
	own = akv_cloud_by_vault_host(host);
	if (own == NULL || own != cloud) {
		akv_fail(err, AKV_ERR_USAGE, "WrongCloud",
			 "the vault is in %s, but the cloud is %s",
			 own != NULL ? own->name : "another cloud",
			 cloud->name);
		akv_error_hint(err,
			       "the cloud is set by cloud = %s in "
			       "[environment]",
			       own != NULL ? own->name : "NAME");
		return AKV_ERR_USAGE;
	}
	*out = strdup(host);
	return *out != NULL ? AKV_OK : no_memory(err);
}

static enum akv_code build_vault(const struct akv_config_draft *draft,
				 struct akv_config_section *section,
				 struct akv_config *config,
				 struct akv_error *err)
{
	struct akv_vault_config *vault = &config->vaults[config->vault_count];
	enum akv_code code;

	config->vault_count++;
	vault->name = strdup(section->name);
	if (vault->name == NULL)
		return no_memory(err);
	vault->subscription =
		akv_config_draft_take(section, AKV_VAULT_SUBSCRIPTION);
	vault->resource_group =
		akv_config_draft_take(section, AKV_VAULT_RESOURCE_GROUP);
	vault->location = akv_config_draft_take(section, AKV_VAULT_LOCATION);
	vault->permission_model =
		akv_config_draft_take(section, AKV_VAULT_PERMISSION_MODEL);
	if (akv_config_draft_text(section, AKV_VAULT_URI) == NULL)
		return host_of_name(config->cloud, vault->name, &vault->host,
				    err);
	code = host_of_uri(config->cloud,
			   akv_config_draft_text(section, AKV_VAULT_URI),
			   &vault->host, err);
	if (code != AKV_OK)
		akv_config_draft_locate(draft, section, AKV_VAULT_URI, err);
	vault->uri = akv_config_draft_take(section, AKV_VAULT_URI);
	return code;
}

/* The section that says default = true in the last file that has one. */
static enum akv_code find_default(const struct akv_config_draft *draft,
				  const struct akv_config_section **out,
				  struct akv_error *err)
{
	const struct akv_config_section *best = NULL;
	struct akv_config_place best_place = { 0 };

	for (size_t i = 0; i < draft->section_count; i++) {
		const struct akv_config_section *section = &draft->sections[i];
		struct akv_config_place place =
			section->values[AKV_VAULT_DEFAULT].place;

		if (section->kind != AKV_CONFIG_VAULT ||
		    !akv_config_draft_is_true(section, AKV_VAULT_DEFAULT))
			continue;
		if (best != NULL && place.file == best_place.file) {
			akv_fail(err, AKV_ERR_USAGE, "DuplicateDefault",
				 "[%s] is the default already, in line %d",
				 best->title, best_place.line);
			akv_config_draft_locate(draft, section,
						AKV_VAULT_DEFAULT, err);
			return AKV_ERR_USAGE;
		}
		if (best == NULL || place.file > best_place.file) {
			best = section;
			best_place = place;
		}
	}
	*out = best;
	return AKV_OK;
}

static size_t count_vaults(const struct akv_config_draft *draft)
{
	size_t count = 0;

	for (size_t i = 0; i < draft->section_count; i++)
		count += draft->sections[i].kind == AKV_CONFIG_VAULT;
	return count;
}

enum akv_code akv_config_vaults_build(struct akv_config_draft *draft,
				      struct akv_config *config,
				      struct akv_error *err)
{
	const struct akv_config_section *chosen = NULL;
	size_t count = count_vaults(draft);
	enum akv_code code = find_default(draft, &chosen, err);

	if (code != AKV_OK || count == 0)
		return code;
	config->vaults = calloc(count, sizeof(*config->vaults));
	if (config->vaults == NULL)
		return no_memory(err);
	for (size_t i = 0; i < draft->section_count; i++) {
		struct akv_config_section *section = &draft->sections[i];
		struct akv_vault_config *vault =
			&config->vaults[config->vault_count];
		bool says;

		if (section->kind != AKV_CONFIG_VAULT)
			continue;
		code = build_vault(draft, section, config, err);
		if (code != AKV_OK)
			return code;
		/* one alone is the default, unless it says default = false */
		says = akv_config_draft_text(section, AKV_VAULT_DEFAULT) !=
		       NULL;
		vault->is_default = section == chosen || (count == 1 && !says);
	}
	return AKV_OK;
}
