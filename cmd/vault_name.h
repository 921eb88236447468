/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_VAULT_NAME_H
#define AKV_CMD_VAULT_NAME_H

#include "cmd/options.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * akv_vault_name_of(options, out, err): which vault a command is about:
 * --name, --vault-name or the one operand; NULL for none of them.
 * AKV_ERR_USAGE for more than one.
 */
enum akv_code akv_vault_name_of(const struct akv_options *options,
				const char **out, struct akv_error *err)
	AKV_CHECKED;

#endif
