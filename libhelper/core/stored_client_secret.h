/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_STORED_CLIENT_SECRET_H
#define AKV_CORE_STORED_CLIENT_SECRET_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/credential.h"
#include "libhelper/core/principal.h"

/*
 * akv_stored_client_secret_load(credential, config, principal, err): the client
 * secret that is kept for ${principal}, whose ids are there, in the Secret
 * Service, in ${principal}; the one that is not kept yet, where ${config} has
 * one.  Fails as akv_client_secret_store_load() and akv_client_secret_check()
 * do.  For akv_credential_load().
 */
enum akv_code
akv_stored_client_secret_load(const struct akv_credential *credential,
			      const struct akv_principal_config *config,
			      struct akv_principal *principal,
			      struct akv_error *err) AKV_CHECKED;

#endif
