/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_SYSTEMD_PEER_H
#define AKV_PROTOCOL_SYSTEMD_PEER_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * How systemd says what it wants of a socket that LoadCredential= names
 * (systemd.exec(5)): by the address that it binds its own end to, a NUL, a
 * random number in hexadecimal, "/unit/", the unit, a slash, the credential.
 */

/* What systemd takes for a credential is no larger; more of it is a failure,
 * with which the unit does not start (tried with systemd 252). */
enum { AKV_SYSTEMD_CREDENTIAL_MAX = 1024 * 1024 };

struct akv_systemd_peer {
	char unit[108];
	char id[108];
};

/*
 * akv_systemd_peer_parse(name, len, out, err): take the peer's address apart.
 * AKV_ERR_PEER (NotSystemd) when it is no such.  It is only a claim: anybody
 * may call himself so.
 */
enum akv_code akv_systemd_peer_parse(const char *name, size_t len,
				     struct akv_systemd_peer *out,
				     struct akv_error *err) AKV_CHECKED;

#endif
