/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_CONNECTION_OUTPUT_H
#define AKV_CMD_CONNECTION_OUTPUT_H

#include "libhelper/core/config.h"
#include "libhelper/edge/json.h"

/*
 * akv_connection_output(connection): ${connection} as it is printed: names and
 * places, never a value.  The caller's to akv_json_free().
 */
struct akv_json *
akv_connection_output(const struct akv_connection_config *connection);

#endif
