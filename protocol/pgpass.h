/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_PGPASS_H
#define AKV_PROTOCOL_PGPASS_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "protocol/entry.h"

/*
 * akv_pgpass_format(entry, out, err): "host:port:database:user:password", a
 * line of libpq's password file, in ${out}, the caller's.  The port is 5432
 * where none is known, the database is the path, or any (*).  AKV_ERR_UNUSABLE
 * (DoesNotFit) for line breaks, NULs and an empty password.  AKV_ERR_USAGE
 * (NoHost, NoUsername): a wildcard in their place would give the password to
 * other servers and users.
 */
enum akv_code akv_pgpass_format(const struct akv_entry *entry,
				struct akv_secret **out, struct akv_error *err)
	AKV_CHECKED;

#endif
