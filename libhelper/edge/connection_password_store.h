/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CONNECTION_PASSWORD_STORE_H
#define AKV_EDGE_CONNECTION_PASSWORD_STORE_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * The password of a connection that uses no vault (default authentication), in
 * the Secret Service (libsecret) and nowhere else, by the connection's name.
 * Each function fails with AKV_ERR_STORE: NoSecretService (no session bus),
 * SecretServiceRefused (nobody on it, locked, no default collection, no
 * libsecret), SecretServiceSilent (for five seconds).  None opens a dialogue.
 */

enum { AKV_CONNECTION_PASSWORD_MAX = 4096 }; /* bytes */

/*
 * akv_connection_password_store_load(connection, out, err): it, in ${out}, the
 * caller's.  AKV_ERR_STORE (NoStoredPassword) also when there is none.
 */
enum akv_code akv_connection_password_store_load(const char *connection,
						 struct akv_secret **out,
						 struct akv_error *err)
	AKV_CHECKED;

/* akv_connection_password_store_keep(connection, password, err): in the place
 * of the one that is there. */
enum akv_code
akv_connection_password_store_keep(const char *connection,
				   const struct akv_secret *password,
				   struct akv_error *err) AKV_CHECKED;

/* akv_connection_password_store_forget(connection, err): AKV_OK when there is
 * none. */
enum akv_code akv_connection_password_store_forget(const char *connection,
						   struct akv_error *err)
	AKV_CHECKED;

#endif
