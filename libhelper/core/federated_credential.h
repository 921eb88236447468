/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_FEDERATED_CREDENTIAL_H
#define AKV_CORE_FEDERATED_CREDENTIAL_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/credential.h"
#include "libhelper/core/principal.h"

/*
 * akv_federated_credential_load_file(credential, config, principal, err): the
 * token file that ${credential} names, in ${principal}.
 * akv_federated_credential_load_source(): the build service that it names, for
 * the principal's cloud, with service-connection-id of ${config}.  Both fail
 * as akv_federated_token_new() does.  The fingerprint is that of where the
 * tokens come from: they are others at each sign-in.  For
 * akv_credential_load().
 */
enum akv_code
akv_federated_credential_load_file(const struct akv_credential *credential,
				   const struct akv_principal_config *config,
				   struct akv_principal *principal,
				   struct akv_error *err) AKV_CHECKED;
enum akv_code
akv_federated_credential_load_source(const struct akv_credential *credential,
				     const struct akv_principal_config *config,
				     struct akv_principal *principal,
				     struct akv_error *err) AKV_CHECKED;

#endif
