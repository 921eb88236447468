/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_GIT_URL_H
#define AKV_PROTOCOL_GIT_URL_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/* Bytes inside somebody else's buffer; NULL where the part is missing. */
struct akv_git_url_part {
	const char *bytes;
	size_t len;
};

/* The parts of a url= attribute, still percent-encoded. */
struct akv_git_url {
	struct akv_git_url_part protocol;
	struct akv_git_url_part username;
	struct akv_git_url_part host; /* with :port; may have no byte */
	struct akv_git_url_part path; /* without slashes at either end */
};

/*
 * akv_git_url_split(bytes, len, out, err): take a URL apart as git does
 * (git-credential(1), url): the query and the fragment belong to the path.
 * A password is left out: no part covers it.  AKV_ERR_USAGE when there is no
 * scheme, or when nobody can tell where a password ends: more than one @
 * before the path, or a port that is no number.  ${out} borrows from ${bytes},
 * which hold no NUL.
 */
enum akv_code akv_git_url_split(const char *bytes, size_t len,
				struct akv_git_url *out, struct akv_error *err)
	AKV_CHECKED;

#endif
