/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONNECTION_MATCH_H
#define AKV_CORE_CONNECTION_MATCH_H

#include "libhelper/core/config.h"
#include "libhelper/core/lookup.h"

/*
 * akv_connection_match(config, request): the connection whose url ${request}
 * is about, or NULL; borrowed from ${config}.
 *
 * Protocol and host have to be the same (in any case; a protocol's own port
 * is the same as none): an absent or empty one is no wildcard, as it was in
 * CVE-2020-11008.  A connection with a path is for that path and what is
 * under it, by whole components; a request without a path is for connections
 * without one.  A user name in the request is a filter: a connection for
 * another user does not match.  A vault in it is one, too.  Of several, the
 * longest path wins, then the one that names the request's user, then the one
 * that is configured first.
 */
const struct akv_connection_config *
akv_connection_match(const struct akv_config *config,
		     const struct akv_request *request);

#endif
