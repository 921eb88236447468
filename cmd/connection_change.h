/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_CONNECTION_CHANGE_H
#define AKV_CMD_CONNECTION_CHANGE_H

#include "cmd/connection_request.h"
#include "cmd/options.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config_file.h"

/*
 * akv_connection_change_make(request, file, options, err): what akv connection
 * create and update end with: let ${file} say it, read each secret of the
 * connection once where ${request} verifies, save, and print the connection.
 * Nothing is saved unless all of the steps before it have worked.
 */
enum akv_code
akv_connection_change_make(const struct akv_connection_request *request,
			   struct akv_config_file *file,
			   const struct akv_options *options,
			   struct akv_error *err) AKV_CHECKED;

#endif
