/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_SSH_KEY_LINES_H
#define AKV_PROTOCOL_SSH_KEY_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "protocol/ssh_key.h"

/* The line breaks of a key, before anybody looks at what the lines say. */

/*
 * akv_ssh_key_lines_end(value, out, repairs, err): ${value} with LF for CR LF
 * and for a written-out \n (or \r\n), which is noted in ${repairs}; ${out} is
 * the caller's.  AKV_ERR_UNUSABLE (NotAnSshKey) for a lone CR, and for what is
 * not printable ASCII.
 */
enum akv_code akv_ssh_key_lines_end(const struct akv_secret *value,
				    struct akv_secret **out,
				    struct akv_ssh_key_repairs *repairs,
				    struct akv_error *err) AKV_CHECKED;

/* A look along the lines; borrows. */
struct akv_ssh_key_lines {
	const char *at;
	const char *end;
	bool spaces; /* lines are ended by spaces, and by LF */
};

/* One line, without what ends it. */
struct akv_ssh_key_line {
	const char *bytes;
	size_t len;
	bool ended; /* something ended it */
};

/*
 * akv_ssh_key_lines_next(lines, line): take the next line; false when there is
 * none.  With spaces, a line that looks like "Name: value" is one.
 */
bool akv_ssh_key_lines_next(struct akv_ssh_key_lines *lines,
			    struct akv_ssh_key_line *line);

#endif
