/* SPDX-License-Identifier: MIT */
#include "libhelper/edge/libsecret_lasting.h"

#include "libhelper/edge/client_secret_store.h"

enum { CLIENT_SECRET_MAX = 4096 }; /* Entra's are 40 characters long */

static struct akv_libsecret_lasting
lasting_of(const struct akv_client_secret_owner *owner)
{
	struct akv_libsecret_lasting lasting = {
		.max = CLIENT_SECRET_MAX,
		.what = "the client secret",
		.missing = "NoStoredSecret",
		.nothing = "no client secret of this principal",
		.remedy = "akv login keeps one there",
		.instead = { "or use client-secret-file in [principal], a "
			     "file of mode 0600,",
			     "or the systemd credential akv.client-secret "
			     "(LoadCredentialEncrypted=)" },
	};

	akv_libsecret_item_client_secret(owner, &lasting.item);
	return lasting;
}

enum akv_code
akv_client_secret_store_load(const struct akv_client_secret_owner *owner,
			     struct akv_secret **out, struct akv_error *err)
{
	const struct akv_libsecret_lasting lasting = lasting_of(owner);

	return akv_libsecret_lasting_load(&lasting, out, err);
}

enum akv_code
akv_client_secret_store_keep(const struct akv_client_secret_owner *owner,
			     const struct akv_secret *secret,
			     struct akv_error *err)
{
	const struct akv_libsecret_lasting lasting = lasting_of(owner);

	return akv_libsecret_lasting_keep(&lasting, secret, err);
}

enum akv_code
akv_client_secret_store_forget(const struct akv_client_secret_owner *owner,
			       struct akv_error *err)
{
	const struct akv_libsecret_lasting lasting = lasting_of(owner);

	return akv_libsecret_lasting_forget(&lasting, err);
}
