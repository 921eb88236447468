/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONNECTION_SETUP_H
#define AKV_CORE_CONNECTION_SETUP_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/config.h"
#include "libhelper/core/config_edit.h"
#include "libhelper/core/config_file.h"

/*
 * Making, changing and deleting a connection.  In this order, each step only
 * when the one before it has worked: akv_connection_setup_check_new() or
 * ..._check_change(), ..._configure(), akv_config_file_preview(), reading the
 * secret once, ..._save().
 *
 * A connection whose secret is in a vault takes no password, and never goes
 * back to one.
 */

/* What it is to be; borrowed.  NULL: as it is.  "": none of that any more, but
 * a user name may be empty. */
struct akv_connection_setup {
	const char *name;
	const char *type;
	const char *url;
	const char *username;
	const char *vault;
	const char *secret;
	const char *version;
	const char *more_secrets; /* a list, as in the configuration */
	/* to be kept in the Secret Service, in the place of a secret */
	const struct akv_secret *password;
	/* it had a password of its own, which is to be forgotten */
	bool leaves_password;
};

/*
 * akv_connection_setup_check_new(config, setup, err): may this connection be
 * made?  AKV_ERR_USAGE: ConnectionExists, or InvalidName.
 */
enum akv_code
akv_connection_setup_check_new(const struct akv_config *config,
			       const struct akv_connection_setup *setup,
			       struct akv_error *err) AKV_CHECKED;

/*
 * akv_connection_setup_check_change(connection, setup, takes_password, err):
 * may ${connection} become that, and be given a password, when
 * ${takes_password}?  AKV_ERR_USAGE (UsesVault) for a way back from the vault,
 * AKV_ERR_USAGE (NotInVault) for what only a vault's secret has, AKV_ERR_STORE
 * (NoStoredPassword) where a new password would replace none: then the
 * connection was led back by hand.
 */
enum akv_code akv_connection_setup_check_change(
	const struct akv_connection_config *connection,
	const struct akv_connection_setup *setup, bool takes_password,
	struct akv_error *err) AKV_CHECKED;

/*
 * akv_connection_setup_check_place(file, name, err): is the connection in the
 * file that is changed?  AKV_ERR_USAGE (ConnectionElsewhere) otherwise.
 */
enum akv_code akv_connection_setup_check_place(struct akv_config_file *file,
					       const char *name,
					       struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_connection_setup_configure(setup, edit, err): let the group say that.  A
 * version that was pinned goes with the secret that it was for.
 * AKV_ERR_USAGE, with the key, for a value that cannot be one.
 */
enum akv_code
akv_connection_setup_configure(const struct akv_connection_setup *setup,
			       struct akv_config_edit *edit,
			       struct akv_error *err) AKV_CHECKED;

/*
 * akv_connection_setup_save(setup, file, err): keep or forget the password,
 * and write ${file}.  Both or none.  As akv_connection_password_store_keep()
 * and akv_config_file_save().
 */
enum akv_code
akv_connection_setup_save(const struct akv_connection_setup *setup,
			  struct akv_config_file *file, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_connection_setup_delete(connection, file, err): take it out of ${file},
 * forget its password, where it has one, and write.  Both or none.
 * AKV_ERR_USAGE (ConnectionElsewhere) when another file has it.
 */
enum akv_code
akv_connection_setup_delete(const struct akv_connection_config *connection,
			    struct akv_config_file *file, struct akv_error *err)
	AKV_CHECKED;

#endif
