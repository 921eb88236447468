/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONFIG_PIECE_H
#define AKV_CORE_CONFIG_PIECE_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/config_schema.h"

/*
 * Private to config_edit.c: new pieces of a configuration file's text, written
 * so that the parser reads back what was meant.  Each is appended to ${piece};
 * AKV_ERR_PEER when it does not fit.
 */

/* akv_config_piece_needs_equals(value): must it stand right behind the =?
 * With white space in front of it, it would not be there, or be a comment. */
bool akv_config_piece_needs_equals(const char *value);

/*
 * akv_config_piece_value(piece, value, err): ${value} with GKeyFile's escapes
 * where the plain character would be lost: \\ for a backslash, \s for a space
 * at either end or before a ; or #.
 */
enum akv_code akv_config_piece_value(struct akv_secret *piece,
				     const char *value, struct akv_error *err)
	AKV_CHECKED;

/* akv_config_piece_setting(piece, key, value, newline, err): a whole line. */
enum akv_code akv_config_piece_setting(struct akv_secret *piece,
				       const char *key, const char *value,
				       const char *newline,
				       struct akv_error *err) AKV_CHECKED;

/*
 * akv_config_piece_group(piece, before, title, newline, err): the line of a
 * group that stands behind the text ${before}, with a blank line between.
 */
enum akv_code akv_config_piece_group(struct akv_secret *piece,
				     const struct akv_secret *before,
				     const char *title, const char *newline,
				     struct akv_error *err) AKV_CHECKED;

#endif
