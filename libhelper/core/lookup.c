/* SPDX-License-Identifier: MIT */
#include <stdbool.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/core/connection_match.h"

#include "libhelper/core/lookup.h"

/* The connection's own spelling of its secret ${name}; NULL when it has no
 * such.  Key Vault's names have no case. */
static const char *own_secret(const struct akv_connection_config *connection,
			      const char *name)
{
	if (connection->secret != NULL &&
	    akv_text_equal_nocase(connection->secret, name))
		return connection->secret;
	for (size_t i = 0; connection->more_secrets[i] != NULL; i++)
		if (akv_text_equal_nocase(connection->more_secrets[i], name))
			return connection->more_secrets[i];
	return NULL;
}

/* A name outside the rules is refused, not looked up, and never sent. */
static enum akv_code check_request(const struct akv_request *request,
				   struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	if (request->secret != NULL)
		code = akv_names_check_secret(request->secret, err);
	if (code == AKV_OK && request->vault != NULL)
		code = akv_names_check_vault(request->vault, err);
	if (code == AKV_OK && request->version != NULL)
		code = akv_names_check_version(request->version, err);
	return code;
}

static enum akv_code choose_secret(const struct akv_request *request,
				   const struct akv_connection_config *from,
				   const char **out, struct akv_error *err)
{
	*out = from->secret;
	if (request->secret == NULL)
		return AKV_OK;
	*out = own_secret(from, request->secret);
	if (*out != NULL)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "SecretNotInConnection",
		 "connection %s does not use the secret %s", from->name,
		 request->secret);
	if (from->secret == NULL) {
		akv_error_hint(err, "its password is in no vault: leave the "
				    "secret out of the request");
		return AKV_ERR_USAGE;
	}
	akv_error_hint(err,
		       "more-secrets = %s in [connection %s] allows it, or "
		       "ask for the secret without a connection",
		       request->secret, from->name);
	return AKV_ERR_USAGE;
}

static enum akv_code check_vault(const struct akv_request *request,
				 const struct akv_connection_config *from,
				 struct akv_error *err)
{
	if (request->vault == NULL)
		return AKV_OK;
	if (from->vault == NULL)
		akv_fail(err, AKV_ERR_USAGE, "VaultNotInConnection",
			 "connection %s uses no vault", from->name);
	else if (akv_text_equal_nocase(request->vault, from->vault->name))
		return AKV_OK;
	else
		akv_fail(err, AKV_ERR_USAGE, "VaultNotInConnection",
			 "connection %s uses the vault %s, not %s", from->name,
			 from->vault->name, request->vault);
	akv_error_hint(err, "leave the vault out of the request");
	return AKV_ERR_USAGE;
}

/* The version is the request's, else the pinned one of the main secret. */
static enum akv_code choose_version(const struct akv_request *request,
				    const struct akv_connection_config *from,
				    struct akv_target *target,
				    struct akv_error *err)
{
	target->id.version = request->version;
	if (request->version == NULL && target->id.name == from->secret)
		target->id.version = from->version;
	if (request->version == NULL || from->secret != NULL)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "VersionNotInConnection",
		 "the password of connection %s is in no vault and has no "
		 "versions",
		 from->name);
	akv_error_hint(err, "leave the version out of the request");
	return AKV_ERR_USAGE;
}

static enum akv_code from_connection(const struct akv_request *request,
				     const struct akv_connection_config *from,
				     struct akv_target *out,
				     struct akv_error *err)
{
	struct akv_target target = { .connection = from };
	enum akv_code code = choose_secret(request, from, &target.id.name, err);

	if (code == AKV_OK)
		code = check_vault(request, from, err);
	if (code == AKV_OK)
		code = choose_version(request, from, &target, err);
	if (code != AKV_OK)
		return code;
	target.id.vault = from->vault;
	target.username = request->username;
	if (target.username == NULL)
		target.username = from->username;
	if (target.username == NULL)
		target.username = from->url_username;
	*out = target;
	return AKV_OK;
}

static enum akv_code by_connection(const struct akv_config *config,
				   const struct akv_request *request,
				   struct akv_target *out,
				   struct akv_error *err)
{
	const struct akv_connection_config *connection;
	enum akv_code code = akv_config_connection(config, request->connection,
						   &connection, err);

	if (code != AKV_OK)
		return code;
	return from_connection(request, connection, out, err);
}

static enum akv_code by_secret(const struct akv_config *config,
			       const struct akv_request *request,
			       struct akv_target *out, struct akv_error *err)
{
	const struct akv_vault_config *vault;
	enum akv_code code =
		akv_config_vault(config, request->vault, &vault, err);

	if (code != AKV_OK)
		return code;
	*out = (struct akv_target){
		.id = { .vault = vault,
			.name = request->secret,
			.version = request->version },
		.username = request->username,
	};
	return AKV_OK;
}

static enum akv_code by_url(const struct akv_config *config,
			    const struct akv_request *request,
			    struct akv_target *out, struct akv_error *err)
{
	const struct akv_connection_config *connection =
		akv_connection_match(config, request);

	if (connection == NULL) {
		akv_trace("lookup: no connection matches");
		*out = (struct akv_target){ 0 };
		return AKV_OK;
	}
	akv_trace("lookup: connection %s matches", connection->name);
	return from_connection(request, connection, out, err);
}

enum akv_code akv_lookup_resolve(const struct akv_config *config,
				 const struct akv_request *request,
				 struct akv_target *out, struct akv_error *err)
{
	enum akv_code code = check_request(request, err);

	if (code != AKV_OK)
		return code;
	if (request->connection != NULL)
		return by_connection(config, request, out, err);
	if (request->secret != NULL)
		return by_secret(config, request, out, err);
	return by_url(config, request, out, err);
}

bool akv_lookup_is_ours(const struct akv_target *target)
{
	return target->connection != NULL || target->id.name != NULL;
}

bool akv_lookup_is_local(const struct akv_target *target)
{
	return target->connection != NULL && target->id.name == NULL;
}
