/* SPDX-License-Identifier: MIT */
#include "libhelper/edge/libsecret_lasting.h"

#include "libhelper/edge/connection_password_store.h"

static struct akv_libsecret_lasting lasting_of(const char *connection)
{
	struct akv_libsecret_lasting lasting = {
		.max = AKV_CONNECTION_PASSWORD_MAX,
		.what = "the password of a connection that uses no vault",
		.missing = "NoStoredPassword",
		.nothing = "no password of this connection",
		.remedy = "a connection that used a vault cannot go back; "
			  "otherwise delete it and create it anew",
		.instead = { "or put the password into the vault, and use "
			     "--secret-name NAME",
			     NULL },
	};

	akv_libsecret_item_password(connection, &lasting.item);
	return lasting;
}

enum akv_code akv_connection_password_store_load(const char *connection,
						 struct akv_secret **out,
						 struct akv_error *err)
{
	const struct akv_libsecret_lasting lasting = lasting_of(connection);

	return akv_libsecret_lasting_load(&lasting, out, err);
}

enum akv_code
akv_connection_password_store_keep(const char *connection,
				   const struct akv_secret *password,
				   struct akv_error *err)
{
	const struct akv_libsecret_lasting lasting = lasting_of(connection);

	return akv_libsecret_lasting_keep(&lasting, password, err);
}

enum akv_code akv_connection_password_store_forget(const char *connection,
						   struct akv_error *err)
{
	const struct akv_libsecret_lasting lasting = lasting_of(connection);

	return akv_libsecret_lasting_forget(&lasting, err);
}
