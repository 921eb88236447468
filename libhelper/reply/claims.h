/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_CLAIMS_H
#define AKV_REPLY_CLAIMS_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * akv_claims_read(encoded, out, err): the claims (OpenID Connect Core, 5.5)
 * that a service demands of a token by claims= of its challenge
 * (azure/challenge.h): ${encoded} is base 64 of a JSON object, in either
 * alphabet, with or without padding.  The JSON in ${out}, as it was sent, is
 * the caller's.  AKV_ERR_PEER (InvalidClaims) when it is none, or longer than
 * a challenge may be.
 */
enum akv_code akv_claims_read(const char *encoded, struct akv_secret **out,
			      struct akv_error *err) AKV_CHECKED;

#endif
