/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/name_list.h"
#include "cmd/picker.h"
#include "cmd/report.h"
#include "cmd/session.h"
#include "libhelper/azure/names.h"
#include "libhelper/base/terminal.h"
#include "libhelper/core/vault_list.h"

#include "cmd/connection_choice.h"

enum { PROGRESS_EVERY = 500 };

/* -- where -- */

static enum akv_code ask_whether_vault(bool *out, struct akv_error *err)
{
	static const char *const items[] = {
		"in a linked vault: choose its secret",
		"with akv: I type it now, and it is kept in the Secret Service "
		"of this desktop (default authentication)",
	};
	const struct akv_picker picker = {
		.question = "Where is the password?",
		.items = items,
		.count = sizeof(items) / sizeof(items[0]),
	};
	size_t chosen;
	enum akv_code code = akv_picker_choose(&picker, &chosen, err);

	if (code == AKV_OK)
		*out = chosen == 0;
	return code;
}

static enum akv_code ask_vault(const struct akv_config *config,
			       const char **out, struct akv_error *err)
{
	const char **items = calloc(config->vault_count, sizeof(*items));
	struct akv_picker picker = { .question = "Which vault?",
				     .items = items,
				     .count = config->vault_count };
	size_t chosen;
	enum akv_code code;

	if (items == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	for (size_t i = 0; i < config->vault_count; i++)
		items[i] = config->vaults[i].name;
	code = akv_picker_choose(&picker, &chosen, err);
	free(items);
	if (code == AKV_OK)
		*out = config->vaults[chosen].name;
	return code;
}

/* ${*name} is the vault's, or NULL for no vault. */
static enum akv_code find_vault(const struct akv_config *config,
				const struct akv_connection_setup *setup,
				const char **name, struct akv_error *err)
{
	const struct akv_vault_config *vault;
	bool in_vault = setup->vault != NULL || setup->version != NULL ||
			setup->more_secrets != NULL;
	enum akv_code code;

	*name = setup->vault;
	if (setup->vault != NULL || (!in_vault && config->vault_count == 0))
		return AKV_OK;
	if (!in_vault) {
		code = ask_whether_vault(&in_vault, err);
		if (code != AKV_OK || !in_vault)
			return code;
	}
	if (akv_config_vault(config, NULL, &vault, NULL) != AKV_OK &&
	    config->vault_count > 0)
		return ask_vault(config, name, err);
	code = akv_config_vault(config, NULL, &vault, err);
	if (code == AKV_OK)
		*name = vault->name;
	return code;
}

/* -- which secret -- */

struct listing {
	struct akv_name_list names;
	enum akv_code code;
	struct akv_error *err;
};

static bool add_name(const struct akv_list_item *item, void *context)
{
	struct listing *listing = context;

	if (!item->is_enabled)
		return true;
	listing->code =
		akv_name_list_add(&listing->names, item->name, listing->err);
	if (listing->names.count % PROGRESS_EVERY == 0)
		akv_report_note("%zu secrets so far", listing->names.count);
	return listing->code == AKV_OK;
}

static enum akv_code list_secrets(const struct akv_options *options,
				  const char *vault_name,
				  struct akv_name_list *out,
				  struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	AKV_AUTO(vault_client) *client = NULL;
	const struct akv_vault_list which = { .kind = AKV_URL_LIST_SECRETS };
	struct listing listing = { .err = err };
	const struct akv_list_visitor visitor = { .visit = add_name,
						  .context = &listing };
	const struct akv_vault_config *vault;
	struct akv_token_source source;
	enum akv_code code =
		akv_session_open(options->timeout_ms, &session, err);

	if (code == AKV_OK)
		code = akv_config_vault(session.config, vault_name, &vault,
					err);
	if (code == AKV_OK)
		code = akv_session_set_up(&session, err);
	if (code != AKV_OK)
		return code;
	source = akv_session_token_source(&session);
	code = akv_vault_client_new(&source, vault->host, &client, err);
	if (code == AKV_OK)
		code = akv_vault_list(client, &which, &visitor, err);
	*out = listing.names;
	return code != AKV_OK ? code : listing.code;
}

static enum akv_code pick(const struct akv_name_list *names, char **out,
			  struct akv_error *err)
{
	const struct akv_picker picker = {
		.question = "Which secret?",
		.items = (const char *const *)names->names,
		.count = names->count,
	};
	size_t chosen;
	enum akv_code code = akv_picker_choose(&picker, &chosen, err);

	if (code != AKV_OK)
		return code;
	*out = strdup(names->names[chosen]);
	if (*out == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	return AKV_OK;
}

/* Who may get a secret may still not be allowed to list them. */
static enum akv_code ask_name(const struct akv_error *why, char **out,
			      struct akv_error *err)
{
	char answer[AKV_TERMINAL_ANSWER_SIZE];
	enum akv_code code;

	akv_report_note("the vault's secrets cannot be listed: %s", why->text);
	code = akv_terminal_ask_aloud("Name of the secret: ", answer, err);
	if (code == AKV_OK)
		code = akv_names_check_secret(answer, err);
	if (code != AKV_OK)
		return code;
	*out = strdup(answer);
	if (*out == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	return AKV_OK;
}

static enum akv_code find_secret(const struct akv_options *options,
				 const char *vault, char **out,
				 struct akv_error *err)
{
	__attribute__((cleanup(
		akv_name_list_clear))) struct akv_name_list names = { 0 };
	struct akv_error why = { 0 };
	enum akv_code code = list_secrets(options, vault, &names, &why);

	if (code == AKV_OK)
		return pick(&names, out, err);
	if (code == AKV_ERR_DENIED)
		return ask_name(&why, out, err);
	if (err != NULL)
		*err = why;
	return code;
}

enum akv_code akv_connection_choice_make(const struct akv_options *options,
					 const struct akv_config *config,
					 struct akv_connection_setup *setup,
					 struct akv_connection_choice *choice,
					 struct akv_error *err)
{
	const char *vault = NULL;
	enum akv_code code = find_vault(config, setup, &vault, err);

	if (code == AKV_OK && vault != NULL)
		code = find_secret(options, vault, &choice->secret, err);
	if (code != AKV_OK)
		return code;
	setup->vault = vault;
	setup->secret = choice->secret;
	return AKV_OK;
}

void akv_connection_choice_clear(struct akv_connection_choice *choice)
{
	free(choice->secret);
	*choice = (struct akv_connection_choice){ 0 };
}
