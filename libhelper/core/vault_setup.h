/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_VAULT_SETUP_H
#define AKV_CORE_VAULT_SETUP_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/config_file.h"

/* Linking a vault and unlinking it, in the text of a configuration file. */

/* What is known of it; borrowed, NULL where it is not known. */
struct akv_vault_setup {
	const char *name; /* not NULL */
	const char *subscription;
	const char *resource_group;
	const char *location;
	const char *uri; /* where name and cloud do not give it */
	const char *permission_model;
	bool is_default; /* also where another one is */
};

/* akv_vault_setup_check_new(config, setup, err): AKV_ERR_USAGE
 * (VaultLinked) when a vault of this name is linked already. */
enum akv_code akv_vault_setup_check_new(const struct akv_config *config,
					const struct akv_vault_setup *setup,
					struct akv_error *err) AKV_CHECKED;

/*
 * akv_vault_setup_link(setup, before, edit, err): add it.  It is the default
 * where ${setup} says so or ${before}, the configuration so far, has no
 * vault; else the default stays what it was, also when that was only because
 * it was alone.
 */
enum akv_code akv_vault_setup_link(const struct akv_vault_setup *setup,
				   const struct akv_config *before,
				   struct akv_config_edit *edit,
				   struct akv_error *err) AKV_CHECKED;

/*
 * akv_vault_setup_unlink(vault, before, file, err): take ${vault} out, and the
 * connections of ${before} that use it.  AKV_ERR_USAGE (VaultElsewhere,
 * ConnectionElsewhere) when one of them is in another file.
 */
enum akv_code akv_vault_setup_unlink(const struct akv_vault_config *vault,
				     const struct akv_config *before,
				     struct akv_config_file *file,
				     struct akv_error *err) AKV_CHECKED;

#endif
