/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_PROTOCOL_REQUEST_H
#define AKV_TESTS_PROTOCOL_REQUEST_H

#include "protocol/git_credential.h"

/* What a request must hold, in constants. */
struct expected {
	const char *connection;
	const char *secret;
	const char *vault;
	const char *version;
	const char *protocol;
	const char *host;
	const char *path;
	const char *username;
	enum akv_credential_encoding encoding;
	unsigned int capabilities;
};

/* request_of(text): the one request in ${text}, the caller's to clear. */
struct akv_credential_request request_of(const char *text);

/* expect_value(value, expected): the same text, or both NULL. */
void expect_value(const char *value, const char *expected);

/* expect_request(text, expected): ${text} means this and nothing else. */
void expect_request(const char *text, struct expected expected);

#define EXPECT_REQUEST(text, ...) \
	expect_request(text, (struct expected){ __VA_ARGS__ })

/* expect_failure(reader, reason, text): the next request is refused so. */
void expect_failure(struct akv_line_reader *reader, const char *reason,
		    const char *text);

/* expect_refusal(request, reason, text): the same of a whole input. */
void expect_refusal(const char *request, const char *reason, const char *text);

#endif
