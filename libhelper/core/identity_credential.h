/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_IDENTITY_CREDENTIAL_H
#define AKV_CORE_IDENTITY_CREDENTIAL_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/credential.h"
#include "libhelper/core/principal.h"

/*
 * akv_identity_credential_load(credential, config, principal, err): the
 * managed identity of the source that ${credential} names, in ${principal}:
 * the one of its client id, or the system-assigned one where that is "".
 * Fails as akv_managed_identity_new() does.  For akv_credential_load().
 */
enum akv_code
akv_identity_credential_load(const struct akv_credential *credential,
			     const struct akv_principal_config *config,
			     struct akv_principal *principal,
			     struct akv_error *err) AKV_CHECKED;

#endif
