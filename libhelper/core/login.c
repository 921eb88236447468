/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <string.h>

#include "libhelper/edge/client_secret_store.h"

#include "libhelper/core/login.h"

/* A value of [principal], or none. */
static enum akv_code put(struct akv_config_edit *edit, size_t key,
			 const char *value, struct akv_error *err)
{
	const struct akv_config_edit_place place = {
		.kind = AKV_CONFIG_PRINCIPAL,
		.name = "",
		.key = key,
	};

	if (value == NULL)
		return akv_config_edit_remove(edit, &place, err);
	return akv_config_edit_set(edit, &place, value, err);
}

/* How its owner wants a certificate to be used; nothing without one. */
static enum akv_code forget_certificate(struct akv_config_edit *edit,
					struct akv_error *err)
{
	enum akv_code code =
		put(edit, AKV_PRINCIPAL_CERTIFICATE_ALGORITHM, NULL, err);

	if (code != AKV_OK)
		return code;
	return put(edit, AKV_PRINCIPAL_SEND_CERTIFICATE_CHAIN, NULL, err);
}

enum akv_code akv_login_configure(const struct akv_login *login,
				  struct akv_config_edit *edit,
				  struct akv_error *err)
{
	const struct {
		size_t key;
		const char *value;
	} values[] = {
		{ AKV_PRINCIPAL_TENANT, login->tenant },
		{ AKV_PRINCIPAL_CLIENT_ID, login->client_id },
		{ AKV_PRINCIPAL_CLIENT_SECRET_FILE, login->client_secret_file },
		{ AKV_PRINCIPAL_CLIENT_SECRET_STORE,
		  login->client_secret != NULL ? "libsecret" : NULL },
		{ AKV_PRINCIPAL_CERTIFICATE, login->certificate },
		{ AKV_PRINCIPAL_FEDERATED_TOKEN_FILE,
		  login->federated_token_file },
		{ AKV_PRINCIPAL_FEDERATED_TOKEN_SOURCE, NULL },
		{ AKV_PRINCIPAL_SERVICE_CONNECTION_ID, NULL },
		{ AKV_PRINCIPAL_MANAGED_IDENTITY, login->managed_identity },
		{ AKV_PRINCIPAL_CERTIFICATE_PASSWORD_FILE,
		  login->certificate_password_file },
	};
	enum akv_code code = AKV_OK;

	for (size_t i = 0;
	     i < sizeof(values) / sizeof(values[0]) && code == AKV_OK; i++)
		code = put(edit, values[i].key, values[i].value, err);
	if (code == AKV_OK && login->certificate == NULL)
		code = forget_certificate(edit, err);
	return code;
}

enum akv_code akv_login_preview(const struct akv_login *login,
				const struct akv_config_file *file,
				struct akv_config **out, struct akv_error *err)
{
	AKV_AUTO(config) *config = NULL;
	enum akv_code code = akv_config_file_preview(file, &config, err);

	if (code != AKV_OK)
		return code;
	if (login->client_id == NULL && config->principal.client_id != NULL) {
		akv_fail(err, AKV_ERR_USAGE, "ClientIdElsewhere",
			 "another configuration file than %s has a client-id",
			 akv_config_file_path(file));
		akv_error_hint(err, "name the one to use with --username, or "
				    "take it out there");
		return AKV_ERR_USAGE;
	}
	config->principal.new_client_secret = login->client_secret;
	*out = config;
	config = NULL; /* the caller's now */
	return AKV_OK;
}

bool akv_login_is_about(const struct akv_login *login,
			const struct akv_principal_config *config)
{
	return login->client_secret != NULL && config->tenant != NULL &&
	       config->client_id != NULL &&
	       strcmp(login->tenant, config->tenant) == 0 &&
	       strcmp(login->client_id, config->client_id) == 0;
}

/* The failure that matters is the one before; this cannot mend it. */
static void put_back(const struct akv_client_secret_owner *owner,
		     const struct akv_secret *before)
{
	if (before != NULL)
		(void)!akv_client_secret_store_keep(owner, before, NULL);
	else
		(void)!akv_client_secret_store_forget(owner, NULL);
}

enum akv_code akv_login_save(const struct akv_login *login,
			     const struct akv_principal *principal,
			     struct akv_config_file *file,
			     struct akv_error *err)
{
	const struct akv_client_secret_owner owner = {
		.authority_host = principal->authority_host,
		.tenant = principal->tenant,
		.client_id = principal->client_id,
	};
	AKV_AUTO(secret) *before = NULL;
	enum akv_code code;

	if (login->client_secret == NULL)
		return akv_config_file_save(file, err);
	(void)!akv_client_secret_store_load(&owner, &before, NULL);
	code = akv_client_secret_store_keep(&owner, login->client_secret, err);
	if (code != AKV_OK)
		return code;
	code = akv_config_file_save(file, err);
	if (code != AKV_OK)
		put_back(&owner, before);
	return code;
}
