/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_CONNECTIONS_H
#define AKV_CORE_CONFIG_CONNECTIONS_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/config_draft.h"

/*
 * akv_config_connections_build(draft, config, err): the connections of
 * ${draft}, in ${config}, which has its vaults already.  AKV_ERR_USAGE, with
 * the place, for one without a secret, of a vault that is not linked, without
 * a vault where none is the default, or with another's url and user name.
 */
enum akv_code akv_config_connections_build(struct akv_config_draft *draft,
					   struct akv_config *config,
					   struct akv_error *err) AKV_CHECKED;

#endif
