/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_CONFIRM_H
#define AKV_CMD_CONFIRM_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * akv_confirm(question, name, err): ask at the terminal whether to do what
 * ${question}, words of ours, says of ${name}, anybody's, which is escaped.
 * Only the word yes, typed there, is one.  AKV_ERR_USAGE (NotConfirmed) for
 * any other answer, and as akv_terminal_ask_aloud().
 */
enum akv_code akv_confirm(const char *question, const char *name,
			  struct akv_error *err) AKV_CHECKED;

#endif
