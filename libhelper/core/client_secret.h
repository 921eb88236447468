/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CLIENT_SECRET_H
#define AKV_CORE_CLIENT_SECRET_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/credential.h"
#include "libhelper/core/principal.h"

/*
 * akv_client_secret_load(credential, principal, err): the client secret
 * (RFC 6749, 2.3.1) that ${credential} leads to, in ${principal}, without the
 * one line break that editors and echo(1) put behind it.  A variable that held
 * it is removed from the environment.  AKV_ERR_USAGE when it is not there, is
 * open to others, is empty, is longer than 4096 bytes, or has another control
 * character: then it is not what the portal shows.  For akv_credential_load().
 */
enum akv_code akv_client_secret_load(const struct akv_credential *credential,
				     struct akv_principal *principal,
				     struct akv_error *err) AKV_CHECKED;

#endif
