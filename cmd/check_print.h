/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_CHECK_PRINT_H
#define AKV_CMD_CHECK_PRINT_H

#include "cmd/check_rows.h"
#include "cmd/options.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * akv_check_print(rows, format, err): what was found, on stdout; a table has
 * what people look for, and JSON and TSV have all of it.  Fails as
 * akv_output_print() does.
 */
enum akv_code akv_check_print(const struct akv_check_rows *rows,
			      enum akv_output_format format,
			      struct akv_error *err) AKV_CHECKED;

/* akv_check_print_worst(rows, err): what the whole check comes to: the worst
 * row's code, with a sentence that says how many are well. */
enum akv_code akv_check_print_worst(const struct akv_check_rows *rows,
				    struct akv_error *err) AKV_CHECKED;

#endif
