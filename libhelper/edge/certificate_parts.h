/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CERTIFICATE_PARTS_H
#define AKV_EDGE_CERTIFICATE_PARTS_H

#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/edge/certificate.h"

/*
 * What the files of the certificate edge share.  OpenSSL's types by their
 * tags, since its headers are for .c files.
 */
struct evp_pkey_st;
struct stack_st_X509;
struct x509_st;

struct akv_certificate {
	struct evp_pkey_st *key;
	struct stack_st_X509 *chain; /* leaf first */
	int64_t not_before;
	int64_t not_after;
	struct akv_certificate_thumbprint sha1;
	struct akv_certificate_thumbprint sha256;
	char subject[256];
};

/* What a file held, before anybody looked at what belongs together. */
struct akv_certificate_parts {
	struct evp_pkey_st *key; /* the first one */
	size_t key_count;
	struct stack_st_X509 *certificates; /* in the file's order */
};

/* akv_certificate_parts_init(parts, err): nothing yet. */
enum akv_code akv_certificate_parts_init(struct akv_certificate_parts *parts,
					 struct akv_error *err) AKV_CHECKED;

/* akv_certificate_parts_clear(parts): release what was not taken out. */
void akv_certificate_parts_clear(struct akv_certificate_parts *parts);

/*
 * akv_certificate_parts_add_key(parts, key, err), ..._add_certificate(parts,
 * x509, err): one more, ours now whatever the answer.  NULL is what OpenSSL
 * gives for bytes that it cannot read: AKV_ERR_USAGE (KeyDamaged,
 * CertificateDamaged).
 */
enum akv_code akv_certificate_parts_add_key(struct akv_certificate_parts *parts,
					    struct evp_pkey_st *key,
					    struct akv_error *err) AKV_CHECKED;
enum akv_code
akv_certificate_parts_add_certificate(struct akv_certificate_parts *parts,
				      struct x509_st *x509,
				      struct akv_error *err) AKV_CHECKED;

#endif
