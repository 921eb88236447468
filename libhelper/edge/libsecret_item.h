/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_LIBSECRET_ITEM_H
#define AKV_EDGE_LIBSECRET_ITEM_H

#include <libsecret/secret.h>

#include "libhelper/edge/client_secret_store.h"
#include "libhelper/edge/token_backend.h"

/*
 * Private to the files that use libsecret: what we keep in a Secret Service, in
 * libsecret's words.  Attributes are not confidential: nothing secret is
 * in them.
 */

enum {
	AKV_LIBSECRET_ITEM_VALUES = 6,
	AKV_LIBSECRET_ITEM_LABEL_SIZE = 320,
};

struct akv_libsecret_item {
	const SecretSchema *schema; /* static */
	/* where it is kept: in the first that takes it; NULL behind the last;
	 * static */
	const char *const *collections;
	/* in the schema's order, borrowed; all NULL: every item of it */
	const char *values[AKV_LIBSECRET_ITEM_VALUES];
	/* for people who look into the service */
	char label[AKV_LIBSECRET_ITEM_LABEL_SIZE];
};

/* akv_libsecret_item_access_token(token, out): a token; NULL: all tokens. */
void akv_libsecret_item_access_token(const struct akv_token_item *token,
				     struct akv_libsecret_item *out);

/* akv_libsecret_item_client_secret(owner, out): the client secret of an
 * application. */
void akv_libsecret_item_client_secret(
	const struct akv_client_secret_owner *owner,
	struct akv_libsecret_item *out);

/* akv_libsecret_item_password(connection, out): the password of a connection
 * that uses no vault. */
void akv_libsecret_item_password(const char *connection,
				 struct akv_libsecret_item *out);

#endif
