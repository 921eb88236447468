/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CONNECTION_TYPE_H
#define AKV_CORE_CONNECTION_TYPE_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * The kinds of connections that we know how to set up.  A configuration may
 * have others: the word is for people, and what another akv wrote is to be
 * read.
 */
struct akv_connection_type {
	const char *name;
	const char *scheme; /* of its url; NULL: a host alone says nothing */
	int port;	    /* where it usually listens; 0: nowhere */
	const char *secret; /* what the secret usually is, for people */
};

/* akv_connection_type_all(count): all of them; borrowed. */
const struct akv_connection_type *akv_connection_type_all(size_t *count);

/*
 * akv_connection_type_find(name, out, err): the one of this name.
 * AKV_ERR_USAGE (UnknownType), with the nearest or all of them as hint,
 * otherwise.
 */
enum akv_code akv_connection_type_find(const char *name,
				       const struct akv_connection_type **out,
				       struct akv_error *err) AKV_CHECKED;

/* akv_connection_type_of_scheme(scheme): the first whose url has this scheme;
 * NULL for none. */
const struct akv_connection_type *
akv_connection_type_of_scheme(const char *scheme);

#endif
