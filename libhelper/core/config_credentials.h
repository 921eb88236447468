/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_CREDENTIALS_H
#define AKV_CORE_CONFIG_CREDENTIALS_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/config_draft.h"

/*
 * akv_config_credentials_build(draft, config, err): fill in the credentials of
 * ${config}, whose connections are there.  AKV_ERR_USAGE, with the place, for
 * one without a connection, of one that does not exist (ConnectionNotFound),
 * or with a secret that its connection does not name (SecretNotInConnection).
 */
enum akv_code akv_config_credentials_build(struct akv_config_draft *draft,
					   struct akv_config *config,
					   struct akv_error *err) AKV_CHECKED;

#endif
