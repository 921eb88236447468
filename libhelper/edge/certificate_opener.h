/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CERTIFICATE_OPENER_H
#define AKV_EDGE_CERTIFICATE_OPENER_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

struct PKCS12_st;
struct pkcs7_enc_content_st;
struct X509_sig_st;
struct evp_pkey_st;
struct ossl_lib_ctx_st;
struct ossl_provider_st;
struct stack_st_PKCS12_SAFEBAG;

/*
 * A passphrase, and what it opens.  Algorithms that OpenSSL 3 no longer
 * offers (RC2 with 40 bits, in what Windows exports) are taken from its
 * legacy provider, in a context of our own that is gone afterwards: nothing
 * else in the process gets to use them.
 */
struct akv_certificate_opener {
	const char *passphrase; /* borrowed; NULL is not "" in PKCS#12 */
	int len;
	bool was_given;			/* somebody set one */
	uint64_t rounds_left;		/* of hashing; see certificate_work.h */
	struct ossl_lib_ctx_st *legacy; /* made when it is needed */
	struct ossl_provider_st *providers[2];
};

/* akv_certificate_opener_init(opener, passphrase, err): ${passphrase} may be
 * NULL.  AKV_ERR_USAGE (PassphraseTooLong). */
enum akv_code akv_certificate_opener_init(struct akv_certificate_opener *opener,
					  const struct akv_secret *passphrase,
					  struct akv_error *err) AKV_CHECKED;

/* akv_certificate_opener_clear(opener): release what it made. */
void akv_certificate_opener_clear(struct akv_certificate_opener *opener);

/*
 * akv_certificate_opener_verify(opener, pkcs12, err): is the passphrase that
 * of the whole file?  A file without protection of the whole passes.  Where
 * none was given, or the given one is not needed, ${opener} has the right
 * kind of none afterwards.
 */
enum akv_code
akv_certificate_opener_verify(struct akv_certificate_opener *opener,
			      struct PKCS12_st *pkcs12, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_certificate_opener_key(opener, encrypted, out, err): the private key in
 * an EncryptedPrivateKeyInfo (RFC 5958), the caller's; NULL when something
 * else came out of it.
 */
enum akv_code akv_certificate_opener_key(struct akv_certificate_opener *opener,
					 const struct X509_sig_st *encrypted,
					 struct evp_pkey_st **out,
					 struct akv_error *err) AKV_CHECKED;

/* akv_certificate_opener_bags(opener, encrypted, out, err): the SafeContents
 * (RFC 7292, 4.1) in an EncryptedContentInfo (RFC 2315), the caller's. */
enum akv_code
akv_certificate_opener_bags(struct akv_certificate_opener *opener,
			    const struct pkcs7_enc_content_st *encrypted,
			    struct stack_st_PKCS12_SAFEBAG **out,
			    struct akv_error *err) AKV_CHECKED;

/* akv_certificate_opener_fail(opener, err): the sentence for what OpenSSL
 * just could not open, from its errors, which are gone afterwards. */
enum akv_code
akv_certificate_opener_fail(const struct akv_certificate_opener *opener,
			    struct akv_error *err);

#endif
