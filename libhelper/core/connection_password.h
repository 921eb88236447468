/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONNECTION_PASSWORD_H
#define AKV_CORE_CONNECTION_PASSWORD_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/reply/secret_reply.h"

/*
 * Default authentication: the password of a connection that uses no vault.  It
 * was typed once, and is in the Secret Service.
 */

/*
 * akv_connection_password_get(connection, out, err): the password of
 * ${connection}, which has a password_store, as the value of a bundle that has
 * nothing else: no name, no version, no dates.  Asks nobody on the network.
 * As akv_connection_password_store_load(); ${out} is the caller's to clear.
 */
enum akv_code
akv_connection_password_get(const struct akv_connection_config *connection,
			    struct akv_secret_bundle *out,
			    struct akv_error *err) AKV_CHECKED;

/*
 * akv_connection_password_check(password, from, err): cut the line break off
 * what came from ${from} ("stdin", a path), and see that the rest can be kept:
 * one line, not empty.  AKV_ERR_USAGE (InvalidPassword) otherwise.
 */
enum akv_code akv_connection_password_check(struct akv_secret *password,
					    const char *from,
					    struct akv_error *err) AKV_CHECKED;

#endif
