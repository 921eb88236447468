/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CERTIFICATE_H
#define AKV_EDGE_CERTIFICATE_H

#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * A certificate (RFC 5280) with its private key, to sign with.  By OpenSSL,
 * whose memory is wiped when it is given back.
 */
struct akv_certificate;

enum {
	AKV_CERTIFICATE_FILE_MAX = 262144, /* bytes of a file */
	AKV_CERTIFICATE_CHAIN_MAX = 10,	   /* certificates, leaf included */
	AKV_CERTIFICATE_PASSPHRASE_MAX = 1023,
};

/*
 * akv_certificate_new(bytes, passphrase, now_s, out, err): the private key
 * and its certificate in ${bytes}, the contents of a file: PEM (RFC 7468; any
 * order, with whatever stands between the blocks; the key as PKCS#8 or as RFC
 * 1421, encrypted or not) or PKCS#12 (RFC 7292, the old algorithms of Windows
 * included).  ${passphrase} is NULL or empty where there is none; one that
 * nothing needs is ignored.  Nobody is asked for one.  ${out} is the caller's
 * to akv_certificate_free().
 *
 * AKV_ERR_USAGE with one of these reasons: NotACertificate, TooLarge,
 * NoPrivateKey, NoCertificate, SeveralKeys, CertificateDamaged, KeyDamaged,
 * KeyMismatch, KeyNotRsa, KeySize, ChainTooLong, PassphraseNeeded,
 * PassphraseWrong, PassphraseTooLong, EncryptionUnsupported,
 * EncryptionTooSlow.  AKV_ERR_SIGN_IN (CertificateExpired,
 * CertificateNotYetValid) when it is not in force at ${now_s} (Unix seconds).
 * The sentence goes well behind "path: "; who knows where a passphrase is
 * set adds that as a hint to PassphraseNeeded and PassphraseWrong.
 */
enum akv_code akv_certificate_new(const struct akv_secret *bytes,
				  const struct akv_secret *passphrase,
				  int64_t now_s, struct akv_certificate **out,
				  struct akv_error *err) AKV_CHECKED;

/* akv_certificate_free(certificate): NULL does nothing. */
void akv_certificate_free(struct akv_certificate *certificate);
AKV_DEFINE_FREEP(certificate)

/* -- looking; every pointer is borrowed -- */

/* akv_certificate_not_before(certificate), ..._not_after(certificate): the
 * first and the last second in which it is in force; Unix seconds. */
int64_t akv_certificate_not_before(const struct akv_certificate *certificate);
int64_t akv_certificate_not_after(const struct akv_certificate *certificate);

/* akv_certificate_subject(certificate): whose it is, for people, in the form
 * of RFC 2253; cut where it is long.  Foreign bytes. */
const char *akv_certificate_subject(const struct akv_certificate *certificate);

/* The digest of a certificate's DER form. */
struct akv_certificate_thumbprint {
	char base64url[44]; /* for x5t and x5t#S256 (RFC 7515, 4.1.7, 4.1.8) */
	char hex[65];	    /* in capitals, as the portal shows SHA-1 */
};

/* akv_certificate_sha1(certificate), ..._sha256(certificate): the leaf's. */
const struct akv_certificate_thumbprint *
akv_certificate_sha1(const struct akv_certificate *certificate);
const struct akv_certificate_thumbprint *
akv_certificate_sha256(const struct akv_certificate *certificate);

/* akv_certificate_chain_len(certificate): how many certificates the file has
 * from the leaf towards the root, the leaf included. */
size_t akv_certificate_chain_len(const struct akv_certificate *certificate);

/*
 * akv_certificate_encode(certificate, i, text, err): append certificate ${i}
 * of the chain, 0 is the leaf, to ${text} as an element of x5c (RFC 7515,
 * 4.1.6): DER in base 64.  AKV_ERR_PEER when it does not fit.
 */
enum akv_code akv_certificate_encode(const struct akv_certificate *certificate,
				     size_t i, struct akv_secret *text,
				     struct akv_error *err) AKV_CHECKED;

/* Signatures by their names of RFC 7518, 3.1. */
enum akv_certificate_algorithm {
	AKV_CERTIFICATE_PS256, /* RSASSA-PSS, SHA-256, salt of 32 bytes */
	AKV_CERTIFICATE_RS256, /* RSASSA-PKCS1-v1_5, SHA-256 */
};

/*
 * akv_certificate_sign(certificate, algorithm, bytes, out, err): the
 * signature of ${bytes} by the private key, in ${out}, the caller's.
 * AKV_ERR_USAGE (KeyDamaged) when the key cannot.
 */
enum akv_code akv_certificate_sign(const struct akv_certificate *certificate,
				   enum akv_certificate_algorithm algorithm,
				   const struct akv_secret *bytes,
				   struct akv_secret **out,
				   struct akv_error *err) AKV_CHECKED;

#endif
