/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_PRINCIPAL_AUTHORITY_H
#define AKV_CORE_PRINCIPAL_AUTHORITY_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"

/*
 * akv_principal_authority(config, out, err): the host to sign in at: what
 * AZURE_AUTHORITY_HOST says, else [principal], else the cloud's own.
 * AKV_ERR_USAGE when the variable's is no such host, or another cloud's.
 * ${out} is the caller's to free(3).
 */
enum akv_code akv_principal_authority(const struct akv_config *config,
				      char **out, struct akv_error *err)
	AKV_CHECKED;

#endif
