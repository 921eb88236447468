/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_NETRC_H
#define AKV_PROTOCOL_NETRC_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "protocol/entry.h"

/*
 * akv_netrc_format(entry, out, err): "machine HOST login USER password
 * PASSWORD", a line of a .netrc file, in ${out}, the caller's.  What has
 * blanks, quotes or backslashes, or begins with #, is quoted, which curl (from
 * 7.84 on) and Python (from 3.11 on) read in the same way.  AKV_ERR_UNUSABLE
 * (DoesNotFit) for what not both of them read back: control characters, an
 * empty password, a line longer than curl's buffer.  AKV_ERR_USAGE (NoHost,
 * NoUsername).  The port is left out: the format has no place for it.
 */
enum akv_code akv_netrc_format(const struct akv_entry *entry,
			       struct akv_secret **out, struct akv_error *err)
	AKV_CHECKED;

#endif
