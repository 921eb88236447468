/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_CONNECTION_CHOICE_H
#define AKV_CMD_CONNECTION_CHOICE_H

#include "cmd/options.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/connection_setup.h"

/* What a person at the terminal chose.  Owned. */
struct akv_connection_choice {
	char *secret; /* NULL: a password of the connection's own */
};

/*
 * akv_connection_choice_make(options, config, setup, choice, err): ask where
 * the password of the new connection ${setup} is to be, unless what is said of
 * it says so: in a vault, then which secret, from the vault's list; or with us
 * (default authentication).  The names are in ${setup} then, borrowed from
 * ${config} and ${choice}.  Where we may not list the vault's secrets, the
 * name is asked for.
 */
enum akv_code akv_connection_choice_make(const struct akv_options *options,
					 const struct akv_config *config,
					 struct akv_connection_setup *setup,
					 struct akv_connection_choice *choice,
					 struct akv_error *err) AKV_CHECKED;

/* akv_connection_choice_clear(choice): release; an all-zero one is fine. */
void akv_connection_choice_clear(struct akv_connection_choice *choice);

#endif
