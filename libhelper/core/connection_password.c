/* SPDX-License-Identifier: MIT */
#include "libhelper/core/credential_line.h"
#include "libhelper/edge/connection_password_store.h"

#include "libhelper/core/connection_password.h"

enum akv_code
akv_connection_password_get(const struct akv_connection_config *connection,
			    struct akv_secret_bundle *out,
			    struct akv_error *err)
{
	struct akv_secret_bundle bundle = { 0 };
	enum akv_code code = akv_connection_password_store_load(
		connection->name, &bundle.value, err);

	if (code == AKV_OK)
		*out = bundle;
	else
		akv_error_prefix(err, "connection %s", connection->name);
	return code;
}

enum akv_code akv_connection_password_check(struct akv_secret *password,
					    const char *from,
					    struct akv_error *err)
{
	const struct akv_credential_line line = {
		.place = AKV_CREDENTIAL_IN_FILE,
		.name = from,
		.what = "password",
		.reason = "InvalidPassword",
		.hint = "it is one line, and not empty",
	};

	return akv_credential_line_check(&line, password, err);
}
