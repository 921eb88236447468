/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_DIGEST_H
#define AKV_EDGE_DIGEST_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

enum { AKV_DIGEST_HEX_SIZE = 65 };

/*
 * akv_digest_sha256_hex(bytes, len, hex, err): SHA-256 (FIPS 180-4) of
 * ${bytes} as 64 small hexadecimal digits in ${hex}, which has
 * AKV_DIGEST_HEX_SIZE bytes.  By OpenSSL.  AKV_ERR_OTHER when it refuses.
 */
enum akv_code akv_digest_sha256_hex(const void *bytes, size_t len, char *hex,
				    struct akv_error *err) AKV_CHECKED;

#endif
