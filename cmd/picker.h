/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_PICKER_H
#define AKV_CMD_PICKER_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

enum { AKV_PICKER_SHOWN_MAX = 20 }; /* items at a time */

/* Things to choose from, at the terminal.  Borrowed. */
struct akv_picker {
	const char *question;	  /* "Which vault?" */
	const char *const *items; /* as peers named them: they are escaped */
	size_t count;
};

/*
 * akv_picker_choose(picker, out, err): let a person choose; the item's index
 * in ${out}.  The items are numbered; a number chooses, or the whole of an
 * item; other words leave those that have them in, whatever the case, and an
 * empty line shows all again.  AKV_ERR_USAGE (NothingToChoose) when there is
 * nothing, and as akv_terminal_ask_aloud().
 */
enum akv_code akv_picker_choose(const struct akv_picker *picker, size_t *out,
				struct akv_error *err) AKV_CHECKED;

#endif
