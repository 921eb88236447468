/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_CERTIFICATE_WORK_H
#define AKV_EDGE_CERTIFICATE_WORK_H

#include <stdint.h>

/*
 * How long a file can keep us busy: an encrypted one says itself how often a
 * passphrase is to be hashed, and nothing bounds that number but us.
 */
struct PKCS12_st;
struct X509_algor_st;

/*
 * akv_certificate_work_of(algorithm): how many rounds of hashing it takes to
 * make a key of a passphrase as ${algorithm} says: PBES1, PBES2 with PBKDF2
 * or scrypt, PBMAC1 (RFC 8018, RFC 7914), PKCS#12's own (RFC 7292, B).  0 when
 * it says no number that we understand: OpenSSL will not either.
 */
uint64_t akv_certificate_work_of(const struct X509_algor_st *algorithm);

/* akv_certificate_work_of_mac(pkcs12): the same for the code that protects a
 * whole PKCS#12 file; 0 when it has none. */
uint64_t akv_certificate_work_of_mac(const struct PKCS12_st *pkcs12);

#endif
