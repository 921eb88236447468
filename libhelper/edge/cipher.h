/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CIPHER_H
#define AKV_EDGE_CIPHER_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

enum {
	AKV_CIPHER_KEY_LEN = 32,
	AKV_CIPHER_BLOCK_LEN = 16,
};

/*
 * akv_cipher_aes_256_ctr(key, counter, bytes, out, err): append to ${out} what
 * AES (FIPS 197) in counter mode (NIST SP 800-38A, 6.5) makes of ${bytes} with
 * the key of AKV_CIPHER_KEY_LEN bytes and the first counter block of
 * AKV_CIPHER_BLOCK_LEN.  By OpenSSL.  AKV_ERR_OTHER when it refuses,
 * AKV_ERR_PEER when ${out} has no room.
 */
enum akv_code akv_cipher_aes_256_ctr(const unsigned char *key,
				     const unsigned char *counter,
				     const struct akv_secret *bytes,
				     struct akv_secret *out,
				     struct akv_error *err) AKV_CHECKED;

#endif
