/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_GIT_CREDENTIAL_ANSWER_H
#define AKV_PROTOCOL_GIT_CREDENTIAL_ANSWER_H

#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "protocol/git_credential.h"

/* Answers of the line protocol; PROTOCOL.md specifies it. */

/* What goes out; every pointer is borrowed. */
struct akv_credential_answer {
	const struct akv_secret *password; /* never NULL */
	const char *username;		   /* NULL: none; may be "" */
	int64_t expires_at;		   /* Unix seconds; 0: never */
	/* NULL where the request named neither a connection nor a secret */
	const char *vault;
	const char *secret;
	const char *version;
	const char *content_type; /* left out if empty, or with controls */
	enum akv_credential_encoding encoding; /* the request's */
};

/*
 * akv_git_credential_answer_format(answer, out, err): the lines of ${answer},
 * all or none, in ${out}, the caller's.  AKV_ERR_UNUSABLE when the password or
 * another value cannot travel in a line: it holds LF, CR or NUL, or makes the
 * line longer than AKV_SECRET_LINE_MAX.  The message tells how many lines the
 * password has, and no byte of it.
 */
enum akv_code
akv_git_credential_answer_format(const struct akv_credential_answer *answer,
				 struct akv_secret **out, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_git_credential_answer_quit(out, err): the answer to a request that
 * matched a connection and failed: git asks neither another helper nor the
 * user.
 */
enum akv_code akv_git_credential_answer_quit(struct akv_secret **out,
					     struct akv_error *err) AKV_CHECKED;

/*
 * akv_git_credential_answer_capability(out, err): the answer to the operation
 * "capability".
 */
enum akv_code akv_git_credential_answer_capability(struct akv_secret **out,
						   struct akv_error *err)
	AKV_CHECKED;

#endif
