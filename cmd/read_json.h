/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_READ_JSON_H
#define AKV_CMD_READ_JSON_H

#include "cmd/read_format.h"

/*
 * akv_read_json_format(result, out, err): an object with connection, url,
 * username, password, vault, secret, version, id, contentType, expires and
 * notBefore, each a string or null, as indented text in ${out}, the caller's.
 */
enum akv_code akv_read_json_format(const struct akv_read_result *result,
				   struct akv_secret **out,
				   struct akv_error *err) AKV_CHECKED;

#endif
