/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/vault_name.h"
#include "cmd/vault_output.h"
#include "libhelper/core/config.h"

static enum akv_code run_show(const struct akv_options *options,
			      struct akv_error *err)
{
	AKV_AUTO(config) *config = NULL;
	AKV_AUTO(json) *object = NULL;
	const struct akv_vault_config *vault;
	const char *name;
	enum akv_code code = akv_vault_name_of(options, &name, err);

	if (code == AKV_OK)
		code = akv_config_load(&config, err);
	if (code == AKV_OK)
		code = akv_config_vault(config, name, &vault, err);
	if (code != AKV_OK)
		return code;
	object = akv_vault_output(config, vault);
	return akv_output_print(object, options->output, err);
}

static enum akv_code run_list(const struct akv_options *options,
			      struct akv_error *err)
{
	AKV_AUTO(config) *config = NULL;
	AKV_AUTO(json) *list = NULL;
	enum akv_code code = akv_config_load(&config, err);

	if (code != AKV_OK)
		return code;
	list = akv_json_new_array();
	for (size_t i = 0; i < config->vault_count; i++)
		akv_json_append(list,
				akv_vault_output(config, &config->vaults[i]));
	return akv_output_print(list, options->output, err);
}

const struct akv_command akv_cmd_vault_show = {
	.name = "vault show",
	.operands = "[--name VAULT]",
	.summary = "show a linked vault",
	.details = "Shows where the vault is, and what the last akv check\n"
		   "found. Nobody is asked. Without a name, the default one.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_LINKED_VAULT, AKV_OPTION_VAULT_NAME),
	.operands_max = 1,
	.run = run_show,
};

const struct akv_command akv_cmd_vault_list = {
	.name = "vault list",
	.operands = "",
	.summary = "list the linked vaults",
	.details = "Shows where they are; nobody is asked.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY),
	.run = run_list,
};
