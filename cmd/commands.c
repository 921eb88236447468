/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cmd/commands.h"

static const struct akv_command *const table[] = {
	&akv_cmd_get,
	&akv_cmd_ignore_store,
	&akv_cmd_ignore_erase,
	&akv_cmd_capability,
	&akv_cmd_read,
	&akv_cmd_exec,
	&akv_cmd_login,
	&akv_cmd_logout,
	&akv_cmd_account_show,
	&akv_cmd_vault_link,
	&akv_cmd_vault_show,
	&akv_cmd_vault_list,
	&akv_cmd_vault_check,
	&akv_cmd_vault_permissions,
	&akv_cmd_vault_unlink,
	&akv_cmd_connection_list,
	&akv_cmd_connection_show,
	&akv_cmd_connection_create,
	&akv_cmd_connection_update,
	&akv_cmd_connection_delete,
	&akv_cmd_check,
	&akv_cmd_secret_show,
	&akv_cmd_secret_list,
	&akv_cmd_secret_list_versions,
	&akv_cmd_secret_show_deleted,
	&akv_cmd_secret_list_deleted,
	&akv_cmd_secret_download,
	&akv_cmd_cache_show,
	&akv_cmd_cache_clear,
	&akv_cmd_systemd_credential,
};

const struct akv_command *const *akv_commands(size_t *count)
{
	*count = sizeof(table) / sizeof(table[0]);
	return table;
}

/* How many of ${words} make up ${name}, a phrase; 0: they do not. */
static size_t match(const char *name, const char *const *words, size_t count)
{
	for (size_t used = 0; used < count; used++) {
		size_t len = strcspn(name, " ");

		if (strlen(words[used]) != len ||
		    strncmp(name, words[used], len) != 0)
			return 0;
		name += len;
		if (*name == '\0')
			return used + 1;
		name++;
	}
	return 0;
}

const struct akv_command *akv_commands_find(const char *const *words,
					    size_t count, size_t *used)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		*used = match(table[i]->name, words, count);
		if (*used > 0)
			return table[i];
	}
	return NULL;
}

bool akv_commands_has_group(const char *noun)
{
	size_t len = strlen(noun);

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strncmp(table[i]->name, noun, len) == 0 &&
		    table[i]->name[len] == ' ')
			return true;
	return false;
}
