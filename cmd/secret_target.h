/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_SECRET_TARGET_H
#define AKV_CMD_SECRET_TARGET_H

#include "cmd/options.h"
#include "libhelper/azure/secret_uri.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/vault.h"

/*
 * Which secret, or which vault, akv secret means.  Unlike the line protocol,
 * where some program asks, these commands take any vault of the configured
 * cloud: whoever runs them types its name.  A linked vault's name comes first.
 */
struct akv_secret_target {
	struct akv_secret_id id; /* borrows from the rest and from options */
	struct akv_vault_config vault;
	char vault_name[AKV_URL_HOST_SIZE];
	struct akv_secret_uri uri;
};

/*
 * akv_secret_target_vault(config, options, out, err): by --vault-name, by --id
 * (the vault's uri), or the default vault; without a secret's name.
 * AKV_ERR_USAGE for both at once, and for what is no name or no uri of a vault
 * of the configured cloud.
 */
enum akv_code akv_secret_target_vault(const struct akv_config *config,
				      const struct akv_options *options,
				      struct akv_secret_target *out,
				      struct akv_error *err) AKV_CHECKED;

/*
 * akv_secret_target(config, options, out, err): by --vault-name, --name and
 * --version, or by --id, a secret's.  AKV_ERR_USAGE also for a missing name,
 * and where --id says otherwise than --name or --version.
 */
enum akv_code akv_secret_target(const struct akv_config *config,
				const struct akv_options *options,
				struct akv_secret_target *out,
				struct akv_error *err) AKV_CHECKED;

#endif
