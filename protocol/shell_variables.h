/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_SHELL_VARIABLES_H
#define AKV_PROTOCOL_SHELL_VARIABLES_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "protocol/entry.h"

/*
 * Assignments for a POSIX shell to evaluate.  Quoted so that systemd's
 * EnvironmentFile= reads the same: in single quotes, and a single quote in
 * double ones.
 */

/*
 * akv_shell_variables_format(entry, name, out, err): the line NAME='PASSWORD'
 * in ${out}, the caller's; for a NULL ${name} AKV_PASSWORD, and AKV_USERNAME in
 * front of it where the user name is known.  AKV_ERR_UNUSABLE (DoesNotFit) for
 * a NUL.
 */
enum akv_code akv_shell_variables_format(const struct akv_entry *entry,
					 const char *name,
					 struct akv_secret **out,
					 struct akv_error *err) AKV_CHECKED;

/* akv_shell_variables_is_name(name): may a variable be called so? */
bool akv_shell_variables_is_name(const char *name);

#endif
