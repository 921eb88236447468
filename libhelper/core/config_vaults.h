/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_VAULTS_H
#define AKV_CORE_CONFIG_VAULTS_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/config_draft.h"

/*
 * akv_config_vaults_build(draft, config, err): the linked vaults of ${draft},
 * in ${config}, whose cloud is known already.  AKV_ERR_USAGE, with the place,
 * for a vault of another cloud, or two defaults in one file.
 */
enum akv_code akv_config_vaults_build(struct akv_config_draft *draft,
				      struct akv_config *config,
				      struct akv_error *err) AKV_CHECKED;

#endif
