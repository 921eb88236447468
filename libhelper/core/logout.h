/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_LOGOUT_H
#define AKV_CORE_LOGOUT_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/config_file.h"

/*
 * akv_logout_forget_secret(config, err): remove the client secret that
 * [principal] of ${config} says is in the Secret Service, if it says so.  As
 * akv_client_secret_store_forget().
 */
enum akv_code akv_logout_forget_secret(const struct akv_config *config,
				       struct akv_error *err) AKV_CHECKED;

/*
 * akv_logout_configure(edit, err): take everything about the principal out of
 * [principal], and the group with it where nothing else is in it (the
 * authority's host may be: it is about the cloud).  AKV_ERR_OTHER
 * (NotLoggedIn) when there was nothing.
 */
enum akv_code akv_logout_configure(struct akv_config_edit *edit,
				   struct akv_error *err) AKV_CHECKED;

#endif
