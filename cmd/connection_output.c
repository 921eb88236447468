/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "cmd/connection_output.h"

static const char *username_of(const struct akv_connection_config *connection)
{
	return connection->username != NULL ? connection->username :
					      connection->url_username;
}

struct akv_json *
akv_connection_output(const struct akv_connection_config *connection)
{
	const struct akv_vault_config *vault = connection->vault;
	struct akv_json *object = akv_json_new_object();
	struct akv_json *more = akv_json_new_array();

	for (size_t i = 0; connection->more_secrets[i] != NULL; i++)
		akv_json_append_text(more, connection->more_secrets[i]);
	akv_json_set_text(object, "name", connection->name);
	akv_json_set_text(object, "type", connection->type);
	akv_json_set_text(object, "url", connection->url);
	akv_json_set_text(object, "username", username_of(connection));
	akv_json_set_text(object, "authentication",
			  vault != NULL ? "vault" : "default");
	akv_json_set_text(object, "vault", vault != NULL ? vault->name : NULL);
	akv_json_set_text(object, "secret", connection->secret);
	akv_json_set_text(object, "secretVersion", connection->version);
	akv_json_set(object, "moreSecrets", more);
	return object;
}
