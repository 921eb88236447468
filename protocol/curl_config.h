/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_CURL_CONFIG_H
#define AKV_PROTOCOL_CURL_CONFIG_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "protocol/entry.h"

/*
 * akv_curl_config_format(entry, out, err): user = "USER:PASSWORD", a line of a
 * configuration of curl (curl --config -), in ${out}, the caller's.
 * AKV_ERR_UNUSABLE (DoesNotFit) for NULs, and for a colon in the user name,
 * where curl would begin the password.  AKV_ERR_USAGE (NoUsername).
 */
enum akv_code akv_curl_config_format(const struct akv_entry *entry,
				     struct akv_secret **out,
				     struct akv_error *err) AKV_CHECKED;

#endif
