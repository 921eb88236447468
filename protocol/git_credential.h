/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_GIT_CREDENTIAL_H
#define AKV_PROTOCOL_GIT_CREDENTIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "protocol/line_reader.h"

/*
 * Requests of the line protocol: git's credential helper protocol with a few
 * attributes of our own.  PROTOCOL.md specifies it.  What a request means is
 * decided elsewhere.
 */

/* How the password travels. */
enum akv_credential_encoding {
	AKV_CREDENTIAL_PLAIN,  /* byte for byte */
	AKV_CREDENTIAL_BASE64, /* encoding=base64 */
};

/* Values of capability[], as bits: what the caller says it understands. */
enum akv_credential_capability {
	AKV_CREDENTIAL_AUTHTYPE = 1,
	AKV_CREDENTIAL_STATE = 2,
};

/* What came in.  No password: nothing that we answer depends on one. */
struct akv_credential_request {
	/* owned; NULL when absent; without control characters */
	char *connection;
	char *secret;
	char *vault;
	char *version;
	char *protocol;
	char *host; /* with :port; may be "" */
	char *path;
	char *username; /* may be "" */
	enum akv_credential_encoding encoding;
	unsigned int capabilities; /* of enum akv_credential_capability */
	size_t line_count;	   /* 0: an empty request */
	bool at_end;		   /* ended by the end of the input */
};

/*
 * akv_git_credential_read(reader, out, err): the next request, up to its blank
 * line or the end of the input.  AKV_ERR_USAGE when it breaks a rule of
 * PROTOCOL.md, else as akv_line_reader_next().  Messages tell line numbers,
 * lengths and names of attributes, never values.  ${out} is the caller's to
 * clear.
 */
enum akv_code akv_git_credential_read(struct akv_line_reader *reader,
				      struct akv_credential_request *out,
				      struct akv_error *err) AKV_CHECKED;

/*
 * akv_git_credential_skip(reader): read a request that we do not answer
 * (store, erase, unknown operations), so that its writer can finish.
 */
void akv_git_credential_skip(struct akv_line_reader *reader);

/* akv_credential_request_clear(request): release; an all-zero one is fine. */
void akv_credential_request_clear(struct akv_credential_request *request);

#endif
