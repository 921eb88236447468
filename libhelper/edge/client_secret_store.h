/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CLIENT_SECRET_STORE_H
#define AKV_EDGE_CLIENT_SECRET_STORE_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * The client secret of an application in the Secret Service (libsecret), in the
 * default collection, which lasts.  Without it there is no signing in, so
 * each function says why it failed, with AKV_ERR_STORE: NoSecretService (no
 * session bus), SecretServiceRefused (nobody on it, locked, no default
 * collection, no libsecret), SecretServiceSilent.
 *
 * None opens a dialogue, and none waits longer than five seconds: longer than
 * for a token, which can be had elsewhere.
 */

/* Whose it is.  All of it is public, borrowed, and not NULL. */
struct akv_client_secret_owner {
	const char *authority_host;
	const char *tenant;
	const char *client_id;
};

/*
 * akv_client_secret_store_load(owner, out, err): it, in ${out}, the caller's.
 * AKV_ERR_STORE (NoStoredSecret) also when there is none.
 */
enum akv_code
akv_client_secret_store_load(const struct akv_client_secret_owner *owner,
			     struct akv_secret **out, struct akv_error *err)
	AKV_CHECKED;

/* akv_client_secret_store_keep(owner, secret, err): in the place of the one
 * that is there. */
enum akv_code
akv_client_secret_store_keep(const struct akv_client_secret_owner *owner,
			     const struct akv_secret *secret,
			     struct akv_error *err) AKV_CHECKED;

/* akv_client_secret_store_forget(owner, err): AKV_OK when there is none. */
enum akv_code
akv_client_secret_store_forget(const struct akv_client_secret_owner *owner,
			       struct akv_error *err) AKV_CHECKED;

#endif
