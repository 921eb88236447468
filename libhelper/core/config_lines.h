/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_LINES_H
#define AKV_CORE_CONFIG_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/secret.h"

/*
 * Private to config_edit.c: where things stand in the text of a configuration
 * file.  That a line is a group or a key, and which, the parser has said.
 */

/* Bytes of a text, from ${start} up to ${end}. */
struct akv_config_range {
	size_t start;
	size_t end;
};

/*
 * akv_config_lines_at(text, number): the line ${number}, counted from 1, with
 * its end; where the text has no such line: nothing, behind its last byte.
 */
struct akv_config_range akv_config_lines_at(const struct akv_secret *text,
					    int number);

/* akv_config_lines_is_blank(text, line): white space and its end alone? */
bool akv_config_lines_is_blank(const struct akv_secret *text,
			       struct akv_config_range line);

/*
 * akv_config_lines_value(text, line): the value in ${line}, which is a key's:
 * without the white space around it and the comment behind it.  Where it is
 * empty: nothing, right behind the =.
 */
struct akv_config_range akv_config_lines_value(const struct akv_secret *text,
					       struct akv_config_range line);

/* akv_config_lines_equals(text, line): right behind the = of a key's line. */
size_t akv_config_lines_equals(const struct akv_secret *text,
			       struct akv_config_range line);

/* akv_config_lines_newline(text): how lines end here: as the first does. */
const char *akv_config_lines_newline(const struct akv_secret *text);

#endif
