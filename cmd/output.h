/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_OUTPUT_H
#define AKV_CMD_OUTPUT_H

#include "cmd/options.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/json.h"

/*
 * akv_output_print(document, format, err): print ${document}, an object or an
 * array of objects, on stdout as the Azure CLI would: indented JSON; a table
 * of the members that are no arrays or objects, with their names as headings;
 * or their values between tabs.  AKV_ERR_OTHER when stdout does not take it.
 */
enum akv_code akv_output_print(const struct akv_json *document,
			       enum akv_output_format format,
			       struct akv_error *err) AKV_CHECKED;

#endif
