/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_BASE64_H
#define AKV_BASE_BASE64_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * Base 64 (RFC 4648) from secret to secret.  Ours, because the libraries'
 * encoders leave what they encoded in memory that nobody wipes.
 */

enum akv_base64 {
	AKV_BASE64_STANDARD, /* section 4: + and /, padded */
	AKV_BASE64_URL,	     /* section 5: - and _, without padding */
};

/*
 * akv_base64_encode(alphabet, bytes, text, err): append the encoding of
 * ${bytes} to ${text}.  AKV_ERR_PEER when it does not fit.
 */
enum akv_code akv_base64_encode(enum akv_base64 alphabet,
				const struct akv_secret *bytes,
				struct akv_secret *text, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_base64_decode(text, len, bytes, err): append to ${bytes} what ${len}
 * characters of ${text} stand for; either alphabet, with or without padding.
 * AKV_ERR_PEER for any other character, a cut group, or too little room.
 */
enum akv_code akv_base64_decode(const char *text, size_t len,
				struct akv_secret *bytes, struct akv_error *err)
	AKV_CHECKED;

#endif
