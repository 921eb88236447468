/* SPDX-License-Identifier: MIT */
#include "libhelper/core/client_secret.h"
#include "libhelper/edge/client_secret_store.h"

#include "libhelper/core/stored_client_secret.h"

static enum akv_code find(const struct akv_principal_config *config,
			  const struct akv_principal *principal,
			  struct akv_secret **out, struct akv_error *err)
{
	const struct akv_secret *secret = config->new_client_secret;

	if (secret != NULL)
		return akv_secret_new_from(akv_secret_text(secret),
					   akv_secret_len(secret), out, err);
	return akv_client_secret_store_load(
		&(struct akv_client_secret_owner){
			.authority_host = principal->authority_host,
			.tenant = principal->tenant,
			.client_id = principal->client_id,
		},
		out, err);
}

enum akv_code
akv_stored_client_secret_load(const struct akv_credential *credential,
			      const struct akv_principal_config *config,
			      struct akv_principal *principal,
			      struct akv_error *err)
{
	AKV_AUTO(secret) *secret = NULL;
	enum akv_code code = find(config, principal, &secret, err);

	if (code == AKV_OK)
		code = akv_client_secret_check(secret, credential->name, err);
	if (code == AKV_OK)
		code = akv_client_secret_use(&secret, principal, err);
	return code;
}
