/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CLIENT_SECRET_H
#define AKV_CORE_CLIENT_SECRET_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/credential.h"
#include "libhelper/core/principal.h"

/*
 * akv_client_secret_load(credential, config, principal, err): the client
 * secret (RFC 6749, 2.3.1) that ${credential} leads to, in ${principal}.  It
 * is the line that akv_credential_line_read() reads, and fails as that does.
 * For akv_credential_load().
 */
enum akv_code akv_client_secret_load(const struct akv_credential *credential,
				     const struct akv_principal_config *config,
				     struct akv_principal *principal,
				     struct akv_error *err) AKV_CHECKED;

/*
 * akv_client_secret_check(secret, name, err): can ${secret}, which came from
 * ${name}, be one?  Cuts its line break off; fails as
 * akv_credential_line_check() does.
 */
enum akv_code akv_client_secret_check(struct akv_secret *secret,
				      const char *name, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_client_secret_use(secret, principal, err): let ${principal} sign in with
 * ${*secret}, which is its own then; AKV_ERR_OTHER when it cannot be digested.
 */
enum akv_code akv_client_secret_use(struct akv_secret **secret,
				    struct akv_principal *principal,
				    struct akv_error *err) AKV_CHECKED;

#endif
