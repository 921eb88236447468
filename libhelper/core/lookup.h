/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_LOOKUP_H
#define AKV_CORE_LOOKUP_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/vault.h"

/*
 * The one story: what somebody asks for -> which secret of which vault.
 * Every front end (line protocol, askpass, docker, ...) comes through here.
 */

/* What was asked; every field is borrowed and NULL when it was not given. */
struct akv_request {
	const char *connection;
	const char *secret;
	const char *vault;
	const char *version;
	const char *protocol;
	const char *host; /* with :port; may be "" */
	const char *path;
	const char *username;
};

/* What it resolves to; borrowed from the configuration and the request. */
struct akv_target {
	/* NULL for a secret that was asked for without a connection */
	const struct akv_connection_config *connection;
	/* vault and name are NULL where akv_lookup_is_local() */
	struct akv_secret_id id;
	/* the user name that is known before the vault is asked: request's,
	 * else connection's, else url's; NULL: the secret's tag decides */
	const char *username;
};

/*
 * akv_lookup_resolve(config, request, out, err): by connection (with
 * secret=, only one that the connection names), by secret, or by url as
 * akv_connection_match() finds it.  AKV_OK, with an ${out} that is not
 * akv_lookup_is_ours(), when nothing matches.  The version is the request's,
 * else the connection's where its main secret is asked for.  AKV_ERR_NOT_FOUND
 * (ConnectionNotFound, VaultNotLinked), AKV_ERR_USAGE for a secret, a vault or
 * a version that the connection does not have (SecretNotInConnection,
 * VaultNotInConnection, VersionNotInConnection) and for a name outside the
 * rules.
 */
enum akv_code akv_lookup_resolve(const struct akv_config *config,
				 const struct akv_request *request,
				 struct akv_target *out, struct akv_error *err)
	AKV_CHECKED;

/* akv_lookup_is_ours(target): did anything match? */
bool akv_lookup_is_ours(const struct akv_target *target);

/*
 * akv_lookup_is_local(target): is it the password of a connection that uses no
 * vault (default authentication)?  It has neither secret nor version.
 */
bool akv_lookup_is_local(const struct akv_target *target);

#endif
