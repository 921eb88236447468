/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "libhelper/edge/client_secret_store.h"

#include "tests/fakes/fake_client_secret_store.h"

struct fake_client_secret_store fake_client_secret_store;

static enum akv_code begin(const struct akv_client_secret_owner *owner,
			   struct akv_error *err)
{
	(void)snprintf(fake_client_secret_store.owner,
		       sizeof(fake_client_secret_store.owner), "%s %s %s",
		       owner->authority_host, owner->tenant, owner->client_id);
	if (fake_client_secret_store.refuses)
		return akv_fail(err, AKV_ERR_STORE, "SecretServiceRefused",
				"refused");
	return AKV_OK;
}

enum akv_code
akv_client_secret_store_load(const struct akv_client_secret_owner *owner,
			     struct akv_secret **out, struct akv_error *err)
{
	const char *value = fake_client_secret_store.value;
	enum akv_code code = begin(owner, err);

	if (code != AKV_OK)
		return code;
	if (value[0] == '\0')
		return akv_fail(err, AKV_ERR_STORE, "NoStoredSecret", "none");
	return akv_secret_new_from(value, strlen(value), out, err);
}

enum akv_code
akv_client_secret_store_keep(const struct akv_client_secret_owner *owner,
			     const struct akv_secret *secret,
			     struct akv_error *err)
{
	enum akv_code code = begin(owner, err);

	if (code == AKV_OK)
		(void)snprintf(fake_client_secret_store.value,
			       sizeof(fake_client_secret_store.value), "%s",
			       akv_secret_text(secret));
	return code;
}

enum akv_code
akv_client_secret_store_forget(const struct akv_client_secret_owner *owner,
			       struct akv_error *err)
{
	enum akv_code code = begin(owner, err);

	if (code == AKV_OK)
		fake_client_secret_store.value[0] = '\0';
	return code;
}
