/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_CONFIRM_H
#define AKV_CMD_CONFIRM_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * akv_confirm(err, fmt, ...): ask the formatted question at the terminal; only
 * the word yes, typed there, is one.  AKV_ERR_USAGE (NotConfirmed) for any
 * other answer, the end of the input too, and as akv_terminal_ask_aloud().
 */
enum akv_code akv_confirm(struct akv_error *err, const char *fmt, ...)
	AKV_PRINTF(2, 3);

#endif
