/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "libhelper/edge/connection_password_store.h"

#include "tests/fakes/fake_connection_password_store.h"

#define own fake_connection_password_store

struct fake_connection_password_store fake_connection_password_store;

static enum akv_code begin(const char *connection, struct akv_error *err)
{
	own.calls++;
	(void)snprintf(own.connection, sizeof(own.connection), "%s",
		       connection);
	if (own.refuses)
		return akv_fail(err, AKV_ERR_STORE, "SecretServiceRefused",
				"refused");
	return AKV_OK;
}

enum akv_code akv_connection_password_store_load(const char *connection,
						 struct akv_secret **out,
						 struct akv_error *err)
{
	enum akv_code code = begin(connection, err);

	if (code != AKV_OK)
		return code;
	if (own.value[0] == '\0')
		return akv_fail(err, AKV_ERR_STORE, "NoStoredPassword", "none");
	return akv_secret_new_from(own.value, strlen(own.value), out, err);
}

enum akv_code
akv_connection_password_store_keep(const char *connection,
				   const struct akv_secret *password,
				   struct akv_error *err)
{
	enum akv_code code = begin(connection, err);

	if (code == AKV_OK)
		(void)snprintf(own.value, sizeof(own.value), "%s",
			       akv_secret_text(password));
	return code;
}

enum akv_code akv_connection_password_store_forget(const char *connection,
						   struct akv_error *err)
{
	enum akv_code code = begin(connection, err);

	if (code == AKV_OK)
		own.value[0] = '\0';
	return code;
}
