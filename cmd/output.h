/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_OUTPUT_H
#define AKV_CMD_OUTPUT_H

#include <stdbool.h>

#include "cmd/options.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/json.h"

/*
 * What commands print on stdout, as the Azure CLI would: indented JSON, with
 * colours (jsonc) on a terminal; YAML; values between tabs, for scripts; a
 * table of what is no list and no object, for people; nothing.  It is put
 * together in memory that is wiped and written by write(2), never by stdio.
 */

/*
 * akv_output_set_query(text, err): what is printed from now on is what this
 * query (--query) finds.  Fails as akv_query_parse() does; before anything is
 * asked of anybody, therefore.
 */
enum akv_code akv_output_set_query(const char *text, struct akv_error *err)
	AKV_CHECKED;

/* akv_output_has_query(): was there one? */
bool akv_output_has_query(void);

/*
 * akv_output_print(document, format, err): print ${document}, an object or an
 * array, with its members in their order.  Fails as akv_query_run() does;
 * AKV_ERR_OTHER when stdout does not take it.
 */
enum akv_code akv_output_print(const struct akv_json *document,
			       enum akv_output_format format,
			       struct akv_error *err) AKV_CHECKED;

/*
 * akv_output_print_sorted(document, format, err): the same for a document of
 * the Azure CLI's, whose members it prints in the order of their names, and
 * whose id and type it leaves out of tables.
 */
enum akv_code akv_output_print_sorted(const struct akv_json *document,
				      enum akv_output_format format,
				      struct akv_error *err) AKV_CHECKED;

/*
 * akv_output_print_rows(rows, err): a table of the Azure CLI's with these
 * columns, whatever --query says.
 */
enum akv_code akv_output_print_rows(const struct akv_json *rows,
				    struct akv_error *err) AKV_CHECKED;

#endif
