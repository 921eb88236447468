/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CERTIFICATE_EXPORT_H
#define AKV_EDGE_CERTIFICATE_EXPORT_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/* What is wanted of a certificate with its key. */
enum akv_certificate_part {
	AKV_CERTIFICATE_KEY,   /* the private key */
	AKV_CERTIFICATE_CHAIN, /* the certificate and those above it */
	AKV_CERTIFICATE_BOTH,  /* in this order */
};

/*
 * akv_certificate_export(bytes, part, out, err): ${part} of what ${bytes}, PEM
 * or PKCS#12 without a passphrase, hold, as PEM (RFC 7468: PKCS#8, then the
 * certificate of that key, then each one's issuer as far as they are there)
 * in ${out}, the caller's.  Any kind of key, in force or not; without a key
 * AKV_CERTIFICATE_CHAIN has the certificates in their order.  AKV_ERR_UNUSABLE
 * by the reasons of akv_certificate_new() otherwise.
 */
enum akv_code akv_certificate_export(const struct akv_secret *bytes,
				     enum akv_certificate_part part,
				     struct akv_secret **out,
				     struct akv_error *err) AKV_CHECKED;

#endif
