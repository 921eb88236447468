/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONNECTION_URL_BUILD_H
#define AKV_CORE_CONNECTION_URL_BUILD_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/connection_type.h"

/* A url in parts, as people know them; NULL where there is none. */
struct akv_connection_url_parts {
	const struct akv_connection_type *type; /* not NULL */
	const char *host;			/* not NULL */
	const char *port;
	const char *path;
};

/*
 * akv_connection_url_build(parts, out, err): the url that akv_connection_url
 * parses; the port is left out where it is the scheme's own, and what means
 * something else in a path is percent-encoded.  AKV_ERR_USAGE for a type that
 * has no scheme, a host that is neither a name nor an address, and a port
 * that is none.  The caller's to free().
 */
enum akv_code
akv_connection_url_build(const struct akv_connection_url_parts *parts,
			 char **out, struct akv_error *err) AKV_CHECKED;

#endif
