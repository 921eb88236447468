/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_KEY_FILE_H
#define AKV_EDGE_KEY_FILE_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * A configuration file in GLib's key file format (groups in brackets,
 * key = value, # comments), with what people expect besides: a line that
 * begins with ; is a comment too, and so is " ;" or " #" (white space first)
 * and what follows behind a value or a group.
 *
 * Messages name the place and never quote a value: a configuration holds no
 * secrets, but people err.
 */

/* A group or a setting of it; all borrowed for the time of the call. */
struct akv_setting {
	const char *path;
	const char *group; /* "connection nightly-export" */
	const char *key;   /* NULL: the group begins here */
	const char *value; /* trimmed, escapes resolved, comment cut off */
	int line;	   /* counted from 1 */
};

/*
 * akv_key_file_read(text, path, visit, context, err): call ${visit} for every
 * group in ${text}, with ${key} and ${value} NULL, and then for each of its
 * settings, in the file's order, until it fails; that failure is ours.
 * ${path} is for messages.  AKV_ERR_USAGE (InvalidSyntax, DuplicateGroup,
 * DuplicateKey), with path, line, group and key as far as they are known,
 * when it is not a key file, not UTF-8, or when a group or a key of one group
 * stands there twice; then nothing was visited, but for a bad escape, which
 * is found in its turn.
 */
enum akv_code
akv_key_file_read(const struct akv_secret *text, const char *path,
		  enum akv_code (*visit)(const struct akv_setting *setting,
					 void *context, struct akv_error *err),
		  void *context, struct akv_error *err) AKV_CHECKED;

#endif
