/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CREDENTIAL_LINE_H
#define AKV_CORE_CREDENTIAL_LINE_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/credential.h"

enum { AKV_CREDENTIAL_LINE_MAX = 4096 }; /* bytes, without a line break */

/* A secret that is one line of text, and how to speak of it. */
struct akv_credential_line {
	enum akv_credential_place place;
	const char *name;   /* the variable's, or the path of the file */
	const char *what;   /* "client secret", "passphrase" */
	const char *reason; /* of an error: "InvalidClientSecret" */
	const char *hint;   /* what it should be */
};

/*
 * akv_credential_line_read(line, out, err): its text in ${out}, the caller's,
 * without the one line break that editors and echo(1) put behind it.  A
 * variable that held it is removed from the environment.  AKV_ERR_USAGE when
 * it is not there, is open to others, is empty, is longer than
 * AKV_CREDENTIAL_LINE_MAX, or has another control character.
 */
enum akv_code akv_credential_line_read(const struct akv_credential_line *line,
				       struct akv_secret **out,
				       struct akv_error *err) AKV_CHECKED;

/*
 * akv_credential_line_check(line, secret, err): the same for a text that came
 * from elsewhere: cut the line break off ${secret}, and see that the rest can
 * be one.  ${line->name} says where it came from.
 */
enum akv_code akv_credential_line_check(const struct akv_credential_line *line,
					struct akv_secret *secret,
					struct akv_error *err) AKV_CHECKED;

#endif
