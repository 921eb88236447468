/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_OUTPUT_LIST_H
#define AKV_CMD_OUTPUT_LIST_H

#include <stdbool.h>

#include "cmd/options.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/json.h"

/*
 * A list of the Azure CLI's that is printed while it comes, so that memory does
 * not grow with it: what akv_output_print_sorted() prints for all of it.  The
 * first 200 KB wait for the end of the list, so that a short one is printed
 * whole or not at all.  A query and a table have to see all of a list; it is
 * kept for them.
 */
struct akv_output_list;

/* akv_output_list_new(format, out, err): empty; the caller's to free. */
enum akv_code akv_output_list_new(enum akv_output_format format,
				  struct akv_output_list **out,
				  struct akv_error *err) AKV_CHECKED;

/* akv_output_list_free(list): NULL does nothing. */
void akv_output_list_free(struct akv_output_list *list);
AKV_DEFINE_FREEP(output_list)

/* akv_output_list_add(list, element): ${element} is now ${list}'s.  False: it
 * cannot be printed, nor can what comes behind it. */
bool akv_output_list_add(struct akv_output_list *list,
			 struct akv_json *element);

/* akv_output_list_kept(list): what is kept for a table or a query, borrowed;
 * NULL where elements are printed as they come. */
const struct akv_json *akv_output_list_kept(const struct akv_output_list *list);

/*
 * akv_output_list_finish(list, err): print the rest.  Fails as
 * akv_output_print_sorted() does, also for what could not be printed before.
 */
enum akv_code akv_output_list_finish(struct akv_output_list *list,
				     struct akv_error *err) AKV_CHECKED;

#endif
