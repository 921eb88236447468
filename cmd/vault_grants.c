/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/core/resource_manager.h"

#include "cmd/vault_grants.h"

enum { COMMAND_SIZE = 2048 };

/* One row that is being made. */
struct row {
	const char *model;
	const char *scope;  /* "vault", or the secret's name */
	const char *secret; /* NULL: the whole vault */
	const char *needed; /* "required", "optional", "alternative" */
	const char *permission;
};

static void add_row(struct akv_json *list, const struct row *row,
		    const char *action, const struct akv_text *command)
{
	struct akv_json *object = akv_json_new_object();

	akv_json_set_text(object, "model", row->model);
	akv_json_set_text(object, "action", action);
	akv_json_set_text(object, "scope", row->scope);
	akv_json_set_text(object, "needed", row->needed);
	akv_json_set_text(object, "permission", row->permission);
	/* half a command is none */
	akv_json_set_text(object, "command",
			  command->cut ? NULL : command->buf);
	akv_json_append(list, object);
}

/* Whom: where the token did not say, the directory does. */
static void add_object_id(struct akv_text *text,
			  const struct akv_vault_grants *grants)
{
	if (akv_names_is_guid(grants->object_id))
		akv_text_add(text, grants->object_id);
	else if (akv_names_is_guid(grants->client_id))
		akv_text_addf(text,
			      "\"$(az ad sp show --id %s --query id --output "
			      "tsv)\"",
			      grants->client_id);
	else
		akv_text_add(text, "object-id");
}

/* Where: the vault's resource id, or the command that finds it. */
static void add_scope(struct akv_text *text,
		      const struct akv_vault_grants *grants, const char *secret)
{
	char id[AKV_RESOURCE_MANAGER_ID_SIZE];
	/* and a secret's name */
	char whole[AKV_RESOURCE_MANAGER_ID_SIZE + 160];
	struct akv_text scope;

	if (grants->place == NULL) {
		akv_text_addf(text,
			      "\"$(az keyvault show --name %s --query id "
			      "--output tsv)",
			      akv_vault_words_name(grants->vault).text);
		if (secret != NULL)
			akv_text_addf(text, "/secrets/%s", secret);
		akv_text_add(text, "\"");
		return;
	}
	akv_resource_manager_place_id(grants->place, id);
	akv_text_init(&scope, whole, sizeof(whole));
	akv_text_add(&scope, id);
	if (secret != NULL)
		akv_text_addf(&scope, "/secrets/%s", secret);
	akv_vault_words_add_quoted(text, whole);
}

/* -- roles -- */

static void add_role(struct akv_json *list,
		     const struct akv_vault_grants *grants,
		     const struct row *row)
{
	struct row revoke = *row;
	char buf[COMMAND_SIZE];
	struct akv_text command;

	akv_text_init(&command, buf, sizeof(buf));
	akv_text_add(&command, "az role assignment create --role ");
	akv_vault_words_add_quoted(&command, row->permission);
	akv_text_add(&command, " --assignee-object-id ");
	add_object_id(&command, grants);
	akv_text_add(&command,
		     " --assignee-principal-type ServicePrincipal --scope ");
	add_scope(&command, grants, row->secret);
	add_row(list, row, "grant", &command);

	revoke.needed = NULL;
	akv_text_init(&command, buf, sizeof(buf));
	akv_text_add(&command, "az role assignment delete --role ");
	akv_vault_words_add_quoted(&command, row->permission);
	akv_text_add(&command, " --assignee ");
	add_object_id(&command, grants);
	akv_text_add(&command, " --scope ");
	add_scope(&command, grants, row->secret);
	add_row(list, &revoke, "revoke", &command);
}

static void add_roles(struct akv_json *list,
		      const struct akv_vault_grants *grants)
{
	struct row row = { .model = "roles",
			   .scope = "vault",
			   .needed = "required",
			   .permission = "Key Vault Secrets User" };

	add_role(list, grants, &row);
	row.needed = "optional";
	row.permission = "Key Vault Reader";
	add_role(list, grants, &row);

	/* in place of the first: a role at each secret that is used */
	row.needed = "alternative";
	row.permission = "Key Vault Secrets User";
	for (size_t i = 0; i < grants->secret_count; i++) {
		row.scope = grants->secrets[i];
		row.secret = grants->secrets[i];
		add_role(list, grants, &row);
	}
}

/* -- access policies -- */

static void add_policy(struct akv_json *list,
		       const struct akv_vault_grants *grants,
		       const struct row *row, const char *options)
{
	char buf[COMMAND_SIZE];
	struct akv_text command;

	akv_text_init(&command, buf, sizeof(buf));
	akv_text_addf(&command, "az keyvault set-policy --name %s --object-id ",
		      akv_vault_words_name(grants->vault).text);
	add_object_id(&command, grants);
	akv_text_addf(&command, " %s", options);
	add_row(list, row, "grant", &command);
}

static void add_policies(struct akv_json *list,
			 const struct akv_vault_grants *grants)
{
	struct row row = { .model = "access policies",
			   .scope = "vault",
			   .needed = "required",
			   .permission = "secrets get, list" };
	char buf[COMMAND_SIZE];
	struct akv_text command;

	add_policy(list, grants, &row, "--secret-permissions get list");
	row.needed = "optional";
	row.permission = "keys get, list; certificates get, list";
	add_policy(list, grants, &row,
		   "--key-permissions get list "
		   "--certificate-permissions get list");

	row.needed = NULL;
	row.permission = "all of it";
	akv_text_init(&command, buf, sizeof(buf));
	akv_text_addf(&command,
		      "az keyvault delete-policy --name %s --object-id ",
		      akv_vault_words_name(grants->vault).text);
	add_object_id(&command, grants);
	add_row(list, &row, "revoke", &command);
}

struct akv_json *
akv_vault_grants_describe(const struct akv_vault_grants *grants)
{
	struct akv_json *list = akv_json_new_array();

	if (grants->model != AKV_VAULT_WORDS_POLICIES)
		add_roles(list, grants);
	if (grants->model != AKV_VAULT_WORDS_ROLES)
		add_policies(list, grants);
	return list;
}
