/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_LOGIN_H
#define AKV_CORE_LOGIN_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/config.h"
#include "libhelper/core/config_edit.h"
#include "libhelper/core/config_file.h"
#include "libhelper/core/principal.h"

/*
 * Becoming somebody, for good: akv login writes into [principal] what it has
 * signed in with.  In this order, each step only when the one before it has
 * worked: akv_login_configure(), akv_login_preview(), signing in,
 * akv_login_save().
 */

/* Who, and how; borrowed, NULL where it was not said.  One of the five ways. */
struct akv_login {
	const char *tenant;
	const char *client_id;
	const struct akv_secret *client_secret; /* for the Secret Service */
	const char *client_secret_file;		/* paths are absolute */
	const char *certificate;
	const char *federated_token_file;
	const char *managed_identity;
	const char *certificate_password_file; /* with a certificate */
};

/*
 * akv_login_configure(login, edit, err): let [principal] say that, and no
 * longer what it said of another credential.  AKV_ERR_USAGE, with the key, for
 * a value that cannot be one.
 */
enum akv_code akv_login_configure(const struct akv_login *login,
				  struct akv_config_edit *edit,
				  struct akv_error *err) AKV_CHECKED;

/*
 * akv_login_preview(login, file, out, err): the configuration with ${file} as
 * it was edited, and with the client secret that is not kept yet; it borrows
 * that from ${login}.  AKV_ERR_USAGE also when another file has a client id
 * where ${login} has none.  ${out} is the caller's to akv_config_free().
 */
enum akv_code akv_login_preview(const struct akv_login *login,
				const struct akv_config_file *file,
				struct akv_config **out, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_login_is_about(login, config): whether the client secret that ${config}
 * says is kept lies in the place of the one of ${login}.
 */
bool akv_login_is_about(const struct akv_login *login,
			const struct akv_principal_config *config);

/*
 * akv_login_save(login, principal, file, err): keep the client secret, if there
 * is one, for ${principal}, and write ${file}.  Both or none: where the file
 * cannot be written, the Secret Service has what it had before.  As
 * akv_client_secret_store_keep() and akv_config_file_save().
 */
enum akv_code akv_login_save(const struct akv_login *login,
			     const struct akv_principal *principal,
			     struct akv_config_file *file,
			     struct akv_error *err) AKV_CHECKED;

#endif
