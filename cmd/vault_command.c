/* SPDX-License-Identifier: MIT */
#include "cmd/vault_name.h"
#include "libhelper/base/text.h"

#include "cmd/vault_command.h"

enum akv_code akv_vault_command_vault(const struct akv_session *session,
				      const struct akv_options *options,
				      const struct akv_vault_config **out,
				      struct akv_error *err)
{
	const char *name;
	enum akv_code code = akv_vault_name_of(options, &name, err);

	if (code != AKV_OK)
		return code;
	return akv_config_vault(session->config, name, out, err);
}

static size_t add(const char **names, size_t count, const char *name)
{
	if (count == AKV_VAULT_COMMAND_SECRETS_MAX)
		return count;
	for (size_t i = 0; i < count; i++)
		if (akv_text_equal_nocase(names[i], name))
			return count;
	names[count] = name;
	return count + 1;
}

size_t akv_vault_command_secrets(const struct akv_config *config,
				 const struct akv_vault_config *vault,
				 const char *out[AKV_VAULT_COMMAND_SECRETS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < config->connection_count; i++) {
		const struct akv_connection_config *connection =
			&config->connections[i];

		if (connection->vault != vault || connection->secret == NULL)
			continue;
		count = add(out, count, connection->secret);
		for (size_t k = 0; connection->more_secrets[k] != NULL; k++)
			count = add(out, count, connection->more_secrets[k]);
	}
	return count;
}
