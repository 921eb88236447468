/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_SECRET_INPUT_H
#define AKV_CMD_SECRET_INPUT_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/* Secrets that a person gives us: never from the command line. */

/*
 * akv_secret_input_ask(what, whose, out, err): ask for it at the terminal,
 * without showing it: "Client secret of ${whose}: ".  As akv_terminal_ask().
 */
enum akv_code akv_secret_input_ask(const char *what, const char *whose,
				   struct akv_secret **out,
				   struct akv_error *err) AKV_CHECKED;

/*
 * akv_secret_input_read(out, err): all that stdin has, up to the length of a
 * credential's line, in ${out}, the caller's.  AKV_ERR_USAGE when it is more.
 */
enum akv_code akv_secret_input_read(struct akv_secret **out,
				    struct akv_error *err) AKV_CHECKED;

#endif
