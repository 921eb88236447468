/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_UNIX_PEER_H
#define AKV_BASE_UNIX_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/* Who is at the other end of a connected AF_UNIX socket. */
struct akv_unix_peer {
	uid_t uid;	 /* by the kernel's word: it cannot be made up */
	char name[108];	 /* the address that it chose for itself, any bytes */
	size_t name_len; /* 0: it has none */
};

/* akv_unix_peer_get(fd, out, err): AKV_ERR_USAGE (NotASocket) when ${fd} is no
 * connected stream socket of that family. */
enum akv_code akv_unix_peer_get(int fd, struct akv_unix_peer *out,
				struct akv_error *err) AKV_CHECKED;

/* akv_unix_peer_ignore(fd): what the peer writes is thrown away. */
void akv_unix_peer_ignore(int fd);

/*
 * akv_unix_peer_has_left(fd, timeout_ms): wait until the peer has closed its
 * end, but no longer than ${timeout_ms}; whether it has.  After
 * akv_unix_peer_ignore().
 */
bool akv_unix_peer_has_left(int fd, int64_t timeout_ms);

#endif
