/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_VAULT_OUTPUT_H
#define AKV_CMD_VAULT_OUTPUT_H

#include "libhelper/core/config.h"
#include "libhelper/edge/json.h"

/*
 * akv_vault_output(config, vault): the tile: where the linked ${vault} is, how
 * rights are given there, and what the last check found.  The caller's to
 * akv_json_free().
 */
struct akv_json *akv_vault_output(const struct akv_config *config,
				  const struct akv_vault_config *vault);

#endif
