/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"
#include "cmd/report.h"
#include "cmd/vault_name.h"
#include "libhelper/base/text.h"
#include "libhelper/core/config_file.h"
#include "libhelper/core/vault_setup.h"

/* So many are named; of the rest, how many. */
enum { NAMES_SIZE = 400 };

static size_t name_users(const struct akv_config *config,
			 const struct akv_vault_config *vault, char *names)
{
	struct akv_text text;
	size_t count = 0;
	size_t named = 0;

	akv_text_init(&text, names, NAMES_SIZE);
	for (size_t i = 0; i < config->connection_count; i++) {
		const char *name = config->connections[i].name;

		if (config->connections[i].vault != vault)
			continue;
		count++;
		if (text.len + strlen(name) + 2 >= NAMES_SIZE - 32)
			continue;
		named++;
		akv_text_add(&text, text.len > 0 ? ", " : "");
		akv_text_add(&text, name);
	}
	if (named < count)
		akv_text_addf(&text, " and %zu more", count - named);
	return count;
}

static enum akv_code check_users(const struct akv_config *config,
				 const struct akv_vault_config *vault,
				 bool force, struct akv_error *err)
{
	char names[NAMES_SIZE];
	size_t count = name_users(config, vault, names);

	if (count == 0)
		return AKV_OK;
	if (force) {
		akv_report_note("removing with it: %s", names);
		return AKV_OK;
	}
	akv_fail(err, AKV_ERR_USAGE, "VaultInUse",
		 "the vault %s is used by %zu connection%s: %s", vault->name,
		 count, count == 1 ? "" : "s", names);
	akv_error_hint(err, "akv connection delete removes one, --force all of "
			    "them with the vault");
	return AKV_ERR_USAGE;
}

static enum akv_code unlink_vault(const char *name, bool force,
				  struct akv_config_file *file,
				  struct akv_error *err)
{
	AKV_AUTO(config) *before = NULL;
	const struct akv_vault_config *vault = NULL;
	enum akv_code code = akv_config_file_preview(file, &before, err);

	if (code == AKV_OK)
		code = akv_config_vault(before, name, &vault, err);
	if (code == AKV_OK)
		code = check_users(before, vault, force, err);
	if (code == AKV_OK)
		code = akv_vault_setup_unlink(vault, before, file, err);
	if (code == AKV_OK)
		code = akv_config_file_save(file, err);
	if (code == AKV_OK && vault->is_default && before->vault_count > 2)
		akv_report_note("no vault is the default one now");
	return code;
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	AKV_AUTO(config_file) *file = NULL;
	const char *name;
	enum akv_code code = akv_vault_name_of(options, &name, err);

	if (code == AKV_OK && name == NULL)
		code = akv_fail(err, AKV_ERR_USAGE, "BadOption",
				"akv vault unlink: which vault? --name says "
				"it");
	if (code == AKV_OK)
		code = akv_config_file_open(
			akv_clock_deadline_in(options->timeout_ms), &file, err);
	if (code != AKV_OK)
		return code;
	return unlink_vault(name, akv_options_has(options, AKV_OPTION_FORCE),
			    file, err);
}

const struct akv_command akv_cmd_vault_unlink = {
	.name = "vault unlink",
	.operands = "--name VAULT",
	.summary = "forget a linked vault",
	.details =
		"Takes it out of the user's configuration (or that of\n"
		"AKV_CONFIG). Refuses while connections use it; --force says\n"
		"which, and removes them too. Nothing changes in Azure.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_TIMEOUT, AKV_OPTION_LINKED_VAULT,
			       AKV_OPTION_VAULT_NAME, AKV_OPTION_FORCE),
	.operands_max = 1,
	.run = run,
};
