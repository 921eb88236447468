/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_ACCESS_TOKEN_H
#define AKV_REPLY_ACCESS_TOKEN_H

#include <stdbool.h>

#include "libhelper/base/secret.h"

/*
 * What an access token of Entra's says about whose it is.  By contract it is
 * opaque to clients and its form may change any day.  So this is for people to
 * look at: nothing verifies it, and nothing may depend on it.
 */

enum { AKV_ACCESS_TOKEN_ID_SIZE = 37 }; /* a GUID */

/* Each is "" where it is not known. */
struct akv_access_token {
	char object_id[AKV_ACCESS_TOKEN_ID_SIZE]; /* oid: of the service
						   * principal; role assignments
						   * and policies name it */
	char tenant[AKV_ACCESS_TOKEN_ID_SIZE];	  /* tid */
	char client_id[AKV_ACCESS_TOKEN_ID_SIZE]; /* appid (v1), azp (v2) */
};

/*
 * akv_access_token_read(token, out): the claims of ${token}, a JSON Web
 * Signature in compact form (RFC 7515, 7.1), that are GUIDs.  False, with
 * nothing known, when it is none that can be read.
 */
bool akv_access_token_read(const struct akv_secret *token,
			   struct akv_access_token *out);

#endif
