/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_UNIX_PEER_H
#define AKV_BASE_UNIX_PEER_H

#include <signal.h>
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

/* What a wait may end by. */
enum akv_unix_peer_event {
	AKV_UNIX_PEER_QUIET,	   /* the time is over */
	AKV_UNIX_PEER_LEFT,	   /* the peer has closed its end */
	AKV_UNIX_PEER_INTERRUPTED, /* a signal was handled */
};

/*
 * akv_unix_peer_wait(fd, timeout_ms, mask): until something happens, with only
 * the signals of ${mask} blocked meanwhile.  After akv_unix_peer_ignore().
 */
enum akv_unix_peer_event akv_unix_peer_wait(int fd, int64_t timeout_ms,
					    const sigset_t *mask);

/*
 * akv_unix_peer_flood(fd, len): send ${len} zero bytes, as far as the peer
 * takes them within some seconds.
 */
void akv_unix_peer_flood(int fd, size_t len);

#endif
