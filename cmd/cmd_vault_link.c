/* SPDX-License-Identifier: MIT */
#include "cmd/command.h"
#include "cmd/output.h"
#include "cmd/report.h"
#include "cmd/session.h"
#include "cmd/vault_choice.h"
#include "cmd/vault_consent.h"
#include "cmd/vault_find.h"
#include "cmd/vault_name.h"
#include "cmd/vault_output.h"
#include "libhelper/azure/names.h"
#include "libhelper/azure/resource_names.h"
#include "libhelper/core/config_file.h"
#include "libhelper/core/vault_setup.h"

/* -- what is said -- */

static enum akv_code check(enum akv_option option, const char *value,
			   enum akv_code (*rule)(const char *value,
						 struct akv_error *err),
			   struct akv_error *err)
{
	enum akv_code code = value != NULL ? rule(value, err) : AKV_OK;

	if (code != AKV_OK)
		akv_error_prefix(err, "--%s", akv_options_help(option)->name);
	return code;
}

static enum akv_code read_wanted(const struct akv_options *options,
				 struct akv_vault_wanted *out,
				 struct akv_error *err)
{
	enum akv_code code = akv_vault_name_of(options, &out->name, err);

	out->subscription = akv_options_text(options, AKV_OPTION_SUBSCRIPTION);
	out->resource_group =
		akv_options_text(options, AKV_OPTION_RESOURCE_GROUP);
	out->location = akv_options_text(options, AKV_OPTION_LOCATION);
	if (code == AKV_OK)
		code = check(AKV_OPTION_VAULT_NAME, out->name,
			     akv_names_check_vault, err);
	if (code == AKV_OK)
		code = check(AKV_OPTION_SUBSCRIPTION, out->subscription,
			     akv_resource_names_check_subscription, err);
	if (code == AKV_OK)
		code = check(AKV_OPTION_RESOURCE_GROUP, out->resource_group,
			     akv_resource_names_check_group, err);
	if (code == AKV_OK)
		code = check(AKV_OPTION_LOCATION, out->location,
			     akv_resource_names_check_location, err);
	return code;
}

/* A script says all of it. */
static enum akv_code check_complete(const struct akv_options *options,
				    const struct akv_vault_wanted *wanted,
				    struct akv_error *err)
{
	if (!akv_options_has(options, AKV_OPTION_ACCEPT) ||
	    (wanted->name != NULL && wanted->subscription != NULL))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "BadOption",
		 "akv vault link: --accept goes with --subscription and "
		 "--vault-name");
	akv_error_hint(err, "akv vault link --subscription ID "
			    "--resource-group NAME --vault-name NAME "
			    "--accept");
	return AKV_ERR_USAGE;
}

/* -- what is found -- */

static enum akv_code find(struct akv_session *session,
			  const struct akv_options *options,
			  const struct akv_vault_wanted *said,
			  struct akv_vault_found *found, struct akv_error *err)
{
	AKV_AUTO(resource_manager_client) *client = NULL;
	struct akv_vault_wanted wanted = *said;
	struct akv_vault_place chosen;
	enum akv_code code = akv_session_set_up(session, err);

	if (code == AKV_OK && wanted.name == NULL) {
		code = akv_vault_choice_make(session, options->timeout_ms, said,
					     &chosen, err);
		wanted.subscription = chosen.subscription;
		wanted.resource_group = chosen.resource_group;
		wanted.name = chosen.name;
	}
	if (code == AKV_OK)
		code = akv_vault_find_client(session, options->timeout_ms,
					     &client, err);
	if (code == AKV_OK)
		code = akv_vault_find_look(session, client, &wanted, found,
					   err);
	if (code == AKV_OK)
		code = akv_vault_find_prove(session, found, err);
	if (code == AKV_OK && !found->is_seen)
		akv_report_note("Resource Manager does not show the vault: "
				"what was said of it is taken for true");
	return code;
}

/* -- saving -- */

static const char *text_or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

static enum akv_code print(const struct akv_config_file *file, const char *name,
			   enum akv_output_format format, struct akv_error *err)
{
	AKV_AUTO(config) *config = NULL;
	AKV_AUTO(json) *object = NULL;
	const struct akv_vault_config *vault;
	enum akv_code code = akv_config_file_preview(file, &config, err);

	if (code == AKV_OK)
		code = akv_config_vault(config, name, &vault, err);
	if (code != AKV_OK)
		return code;
	object = akv_vault_output(config, vault);
	return akv_output_print(object, format, err);
}

static enum akv_code save(const struct akv_vault_setup *setup,
			  const struct akv_options *options,
			  struct akv_error *err)
{
	AKV_AUTO(config_file) *file = NULL;
	AKV_AUTO(config) *before = NULL;
	AKV_AUTO(config) *after = NULL;
	enum akv_code code = akv_config_file_open(
		akv_clock_deadline_in(options->timeout_ms), &file, err);

	if (code == AKV_OK)
		code = akv_config_file_preview(file, &before, err);
	if (code == AKV_OK)
		code = akv_vault_setup_check_new(before, setup, err);
	if (code == AKV_OK)
		code = akv_vault_setup_link(setup, before,
					    akv_config_file_edit(file), err);
	if (code == AKV_OK)
		code = akv_config_file_preview(file, &after, err);
	if (code == AKV_OK)
		code = akv_config_file_save(file, err);
	if (code != AKV_OK)
		return code;
	return print(file, setup->name, options->output, err);
}

static enum akv_code link_vault(struct akv_session *session,
				const struct akv_options *options,
				const struct akv_vault_wanted *wanted,
				struct akv_error *err)
{
	struct akv_vault_found found = { 0 };
	struct akv_vault_setup setup = {
		.name = wanted->name,
		.is_default = akv_options_has(options, AKV_OPTION_MAKE_DEFAULT),
	};
	enum akv_code code = AKV_OK;

	if (wanted->name != NULL)
		code = akv_vault_setup_check_new(session->config, &setup, err);
	if (code == AKV_OK)
		code = find(session, options, wanted, &found, err);
	if (code == AKV_OK)
		code = akv_vault_consent_get(options, found.place.name, err);
	if (code != AKV_OK)
		return code;
	setup.name = found.place.name;
	setup.subscription = text_or_null(found.place.subscription);
	setup.resource_group = text_or_null(found.place.resource_group);
	setup.location = text_or_null(found.location);
	setup.uri = text_or_null(found.uri);
	setup.permission_model = found.permission_model;
	return save(&setup, options, err);
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	struct akv_vault_wanted wanted = { 0 };
	enum akv_code code = read_wanted(options, &wanted, err);

	if (code == AKV_OK)
		code = akv_vault_consent_check(options, err);
	if (code == AKV_OK)
		code = check_complete(options, &wanted, err);
	if (code == AKV_OK)
		code = akv_session_open(options->timeout_ms, &session, err);
	if (code != AKV_OK)
		return code;
	return link_vault(&session, options, &wanted, err);
}

const struct akv_command akv_cmd_vault_link = {
	.name = "vault link",
	.operands = "[--vault-name VAULT]",
	.summary = "link a vault, to use its secrets",
	.details =
		"  akv vault link\n"
		"  akv vault link --subscription ID -g GROUP --vault-name NAME\n"
		"      --accept\n"
		"\n"
		"On a terminal, the subscription, the resource group and the\n"
		"vault are chosen from lists, and what will be read of it is\n"
		"shown, to be agreed to. In a script, --accept says that you\n"
		"agree. What Resource Manager does not show to the principal\n"
		"is taken as said, and the vault is asked itself.\n",
	.options = AKV_OPTIONS(AKV_OPTION_OUTPUT, AKV_OPTION_QUERY,
			       AKV_OPTION_TIMEOUT, AKV_OPTION_LINKED_VAULT,
			       AKV_OPTION_VAULT_NAME, AKV_OPTION_SUBSCRIPTION,
			       AKV_OPTION_RESOURCE_GROUP, AKV_OPTION_LOCATION,
			       AKV_OPTION_MAKE_DEFAULT, AKV_OPTION_ACCEPT),
	.operands_max = 1,
	.run = run,
};
