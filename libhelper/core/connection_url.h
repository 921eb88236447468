/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONNECTION_URL_H
#define AKV_CORE_CONNECTION_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * Where a connection goes: scheme://[user@]host[:port][/path] (RFC 3986), of
 * any scheme.  Only ever compared with what a caller asks for, never opened.
 */
struct akv_connection_url {
	/* Owned; percent-decoded; without control characters. */
	char *protocol; /* in small letters */
	char *host;	/* in small letters, with :port unless it is the
			 * protocol's own; IPv6 in brackets; "" only for
			 * cert:///path */
	char *path;	/* without the slashes at both ends; NULL: none */
	char *username; /* NULL: none */
};

/*
 * akv_connection_url_parse(text, out, err): take ${text} apart.  AKV_ERR_USAGE
 * (InvalidUrl) when it is no such URL, or one with a password, a query or a
 * fragment, a control character, or a path with . or .. in it; what is in it
 * is not repeated, as it may be a password.  ${out} is the caller's to clear.
 */
enum akv_code akv_connection_url_parse(const char *text,
				       struct akv_connection_url *out,
				       struct akv_error *err) AKV_CHECKED;

/* akv_connection_url_clear(url): release; then it has no parts. */
void akv_connection_url_clear(struct akv_connection_url *url);

/*
 * akv_connection_url_port(protocol): the port that ${protocol}, whatever its
 * case, has where none is written; 0 when we do not know.
 */
int akv_connection_url_port(const char *protocol);

/*
 * akv_connection_url_has_dots(path): is a component of ${path} . or .. ?  What
 * such a path means is for the server to say, so nothing can be under it.
 */
bool akv_connection_url_has_dots(const char *path);

#endif
