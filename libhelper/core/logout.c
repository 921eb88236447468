/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include "libhelper/core/config_edit.h"
#include "libhelper/core/principal_authority.h"
#include "libhelper/edge/client_secret_store.h"

#include "libhelper/core/logout.h"

enum akv_code akv_logout_forget_secret(const struct akv_config *config,
				       struct akv_error *err)
{
	const struct akv_principal_config *principal = &config->principal;
	char *host = NULL;
	enum akv_code code;

	if (principal->client_secret_store == NULL ||
	    principal->tenant == NULL || principal->client_id == NULL)
		return AKV_OK;
	code = akv_principal_authority(config, &host, err);
	if (code != AKV_OK)
		return code;
	code = akv_client_secret_store_forget(
		&(struct akv_client_secret_owner){
			.authority_host = host,
			.tenant = principal->tenant,
			.client_id = principal->client_id,
		},
		err);
	free(host);
	return code;
}

static struct akv_config_edit_place place_of(size_t key)
{
	return (struct akv_config_edit_place){
		.kind = AKV_CONFIG_PRINCIPAL,
		.name = "",
		.key = key,
	};
}

static enum akv_code remove_keys(struct akv_config_edit *edit, size_t *count,
				 struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	*count = 0;
	for (size_t key = 0; key < AKV_CONFIG_KEYS_MAX && code == AKV_OK;
	     key++) {
		const struct akv_config_edit_place place = place_of(key);

		if (key == AKV_PRINCIPAL_AUTHORITY_HOST ||
		    !akv_config_edit_has(edit, &place))
			continue;
		++*count;
		code = akv_config_edit_remove(edit, &place, err);
	}
	return code;
}

enum akv_code akv_logout_configure(struct akv_config_edit *edit,
				   struct akv_error *err)
{
	const struct akv_config_edit_place authority =
		place_of(AKV_PRINCIPAL_AUTHORITY_HOST);
	size_t count;
	enum akv_code code = remove_keys(edit, &count, err);

	if (code != AKV_OK)
		return code;
	if (count == 0) {
		akv_fail(err, AKV_ERR_OTHER, "NotLoggedIn",
			 "there is no principal in the configuration to "
			 "forget");
		akv_error_hint(err, "akv account show says where one comes "
				    "from");
		return AKV_ERR_OTHER;
	}
	if (akv_config_edit_has(edit, &authority))
		return AKV_OK;
	return akv_config_edit_remove_group(edit, &authority, err);
}
