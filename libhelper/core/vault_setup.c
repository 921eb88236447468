/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "libhelper/base/text.h"

#include "libhelper/core/vault_setup.h"

static struct akv_config_edit_place place_of(const char *name, size_t key)
{
	return (struct akv_config_edit_place){
		.kind = AKV_CONFIG_VAULT,
		.name = name,
		.key = key,
	};
}

enum akv_code akv_vault_setup_check_new(const struct akv_config *config,
					const struct akv_vault_setup *setup,
					struct akv_error *err)
{
	const struct akv_vault_config *there;

	if (akv_config_vault(config, setup->name, &there, NULL) != AKV_OK)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "VaultLinked",
		 "the vault %s is linked already", there->name);
	akv_error_hint(err, "akv vault show has it; akv vault unlink makes "
			    "room");
	return AKV_ERR_USAGE;
}

/* -- the default one -- */

static const struct akv_vault_config *
default_of(const struct akv_config *config)
{
	for (size_t i = 0; i < config->vault_count; i++)
		if (config->vaults[i].is_default)
			return &config->vaults[i];
	return NULL;
}

static enum akv_code set_default(struct akv_config_edit *edit, const char *name,
				 struct akv_error *err)
{
	const struct akv_config_edit_place place =
		place_of(name, AKV_VAULT_DEFAULT);

	return akv_config_edit_set(edit, &place, "true", err);
}

/* A file has one default; what other files say, this one wins over. */
static enum akv_code remove_default(struct akv_config_edit *edit,
				    const char *name, struct akv_error *err)
{
	const struct akv_config_edit_place place =
		place_of(name, AKV_VAULT_DEFAULT);

	return akv_config_edit_remove(edit, &place, err);
}

static enum akv_code choose_default(const struct akv_vault_setup *setup,
				    const struct akv_config *before,
				    struct akv_config_edit *edit,
				    struct akv_error *err)
{
	const struct akv_vault_config *old = default_of(before);
	enum akv_code code = AKV_OK;

	if (!setup->is_default && old != NULL)
		return set_default(edit, old->name, err);
	if (!setup->is_default && before->vault_count > 0)
		return AKV_OK;
	if (old != NULL)
		code = remove_default(edit, old->name, err);
	if (code == AKV_OK)
		code = set_default(edit, setup->name, err);
	return code;
}

/* -- in and out -- */

enum akv_code akv_vault_setup_link(const struct akv_vault_setup *setup,
				   const struct akv_config *before,
				   struct akv_config_edit *edit,
				   struct akv_error *err)
{
	const struct {
		size_t key;
		const char *value;
	} values[] = {
		{ AKV_VAULT_SUBSCRIPTION, setup->subscription },
		{ AKV_VAULT_RESOURCE_GROUP, setup->resource_group },
		{ AKV_VAULT_LOCATION, setup->location },
		{ AKV_VAULT_PERMISSION_MODEL, setup->permission_model },
		{ AKV_VAULT_URI, setup->uri },
	};
	const struct akv_config_edit_place group =
		place_of(setup->name, AKV_VAULT_URI);
	enum akv_code code = akv_config_edit_add_group(edit, &group, err);

	for (size_t i = 0;
	     i < sizeof(values) / sizeof(values[0]) && code == AKV_OK; i++) {
		const struct akv_config_edit_place place =
			place_of(setup->name, values[i].key);

		if (values[i].value != NULL)
			code = akv_config_edit_set(edit, &place,
						   values[i].value, err);
	}
	if (code == AKV_OK)
		code = choose_default(setup, before, edit, err);
	return code;
}

static enum akv_code remove_connections(const struct akv_vault_config *vault,
					const struct akv_config *before,
					struct akv_config_file *file,
					struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	for (size_t i = 0; i < before->connection_count && code == AKV_OK;
	     i++) {
		const struct akv_connection_config *connection =
			&before->connections[i];
		const struct akv_config_edit_place place = {
			.kind = AKV_CONFIG_CONNECTION,
			.name = connection->name,
		};

		if (connection->vault == vault)
			code = akv_config_edit_remove_group(
				akv_config_file_edit(file), &place, err);
	}
	return code;
}

/* Does what is left of the configuration still have it? */
static enum akv_code check_gone(const struct akv_vault_config *vault,
				struct akv_config_file *file,
				struct akv_error *err)
{
	AKV_AUTO(config) *after = NULL;
	const struct akv_vault_config *left;
	enum akv_code code = akv_config_file_preview(file, &after, err);

	if (code != AKV_OK)
		return code;
	if (akv_config_vault(after, vault->name, &left, NULL) != AKV_OK)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "VaultElsewhere",
		 "the vault %s is in another configuration file than %s",
		 vault->name, akv_config_file_path(file));
	akv_error_hint(err, "AKV_CONFIG=/etc/akv/config akv vault unlink ... "
			    "changes that one");
	return AKV_ERR_USAGE;
}

enum akv_code akv_vault_setup_unlink(const struct akv_vault_config *vault,
				     const struct akv_config *before,
				     struct akv_config_file *file,
				     struct akv_error *err)
{
	const struct akv_config_edit_place place =
		place_of(vault->name, AKV_VAULT_URI);
	enum akv_code code = remove_connections(vault, before, file, err);

	if (code == AKV_OK)
		code = akv_config_edit_remove_group(akv_config_file_edit(file),
						    &place, err);
	if (code != AKV_OK)
		return code;
	return check_gone(vault, file, err);
}
