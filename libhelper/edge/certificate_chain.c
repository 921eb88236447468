/* SPDX-License-Identifier: MIT */
#include <openssl/asn1.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <time.h>

#include "libhelper/edge/certificate_chain.h"

/* A certificate of the key's, and when it is in force. */
struct leaf {
	X509 *x509; /* borrowed; NULL: none */
	int64_t not_before;
	int64_t not_after;
};

static enum akv_code read_time(const ASN1_TIME *time, int64_t *unix_s,
			       struct akv_error *err)
{
	struct tm parts;

	if (time == NULL || ASN1_TIME_to_tm(time, &parts) != 1)
		return akv_fail(err, AKV_ERR_USAGE, "CertificateDamaged",
				"the certificate does not say when it is in "
				"force");
	*unix_s = (int64_t)timegm(&parts);
	return AKV_OK;
}

static enum akv_code read_leaf(X509 *x509, struct leaf *leaf,
			       struct akv_error *err)
{
	enum akv_code code;

	leaf->x509 = x509;
	code = read_time(X509_get0_notBefore(x509), &leaf->not_before, err);
	if (code != AKV_OK)
		return code;
	return read_time(X509_get0_notAfter(x509), &leaf->not_after, err);
}

static bool is_in_force(const struct leaf *leaf, int64_t now_s)
{
	return leaf->not_before <= now_s && now_s <= leaf->not_after;
}

/* Somebody renewed a certificate with its old key and kept both. */
static bool is_better(const struct leaf *leaf, const struct leaf *than,
		      int64_t now_s)
{
	if (than->x509 == NULL ||
	    is_in_force(leaf, now_s) != is_in_force(than, now_s))
		return than->x509 == NULL || is_in_force(leaf, now_s);
	return leaf->not_after > than->not_after;
}

static enum akv_code find_leaf(const EVP_PKEY *key,
			       const STACK_OF(X509) * certificates,
			       int64_t now_s, struct leaf *best,
			       struct akv_error *err)
{
	for (int i = 0; i < sk_X509_num(certificates); i++) {
		X509 *x509 = sk_X509_value(certificates, i);
		const EVP_PKEY *public_key = X509_get0_pubkey(x509);
		struct leaf leaf = { .x509 = NULL };
		enum akv_code code;

		if (public_key == NULL || EVP_PKEY_eq(public_key, key) != 1)
			continue;
		code = read_leaf(x509, &leaf, err);
		if (code != AKV_OK)
			return code;
		if (is_better(&leaf, best, now_s))
			*best = leaf;
	}
	return AKV_OK;
}

static enum akv_code fail_no_leaf(int count, struct akv_error *err)
{
	if (count == 0) {
		akv_fail(err, AKV_ERR_USAGE, "NoCertificate",
			 "there is a private key, but no certificate with it");
		akv_error_hint(err, "the certificate that belongs to it has to "
				    "be in the same file");
		return AKV_ERR_USAGE;
	}
	if (count == 1)
		akv_fail(err, AKV_ERR_USAGE, "KeyMismatch",
			 "the private key is not that of the certificate");
	else
		akv_fail(err, AKV_ERR_USAGE, "KeyMismatch",
			 "the private key is that of none of the %d "
			 "certificates",
			 count);
	akv_error_hint(err, "openssl x509 -noout -pubkey and openssl pkey "
			    "-pubout show what has to be the same");
	return AKV_ERR_USAGE;
}

/* -- the chain -- */

static bool has(const STACK_OF(X509) * chain, const X509 *x509)
{
	for (int i = 0; i < sk_X509_num(chain); i++)
		if (X509_cmp(sk_X509_value(chain, i), x509) == 0)
			return true;
	return false;
}

/* The one that issued the last of ${chain}, by names and key ids; NULL at the
 * end. */
static X509 *find_issuer(const STACK_OF(X509) * certificates,
			 const STACK_OF(X509) * chain)
{
	X509 *last = sk_X509_value(chain, sk_X509_num(chain) - 1);

	if (X509_check_issued(last, last) == X509_V_OK)
		return NULL;
	for (int i = 0; i < sk_X509_num(certificates); i++) {
		X509 *x509 = sk_X509_value(certificates, i);

		if (X509_check_issued(x509, last) == X509_V_OK &&
		    !has(chain, x509))
			return x509;
	}
	return NULL;
}

static enum akv_code add(STACK_OF(X509) * chain, X509 *x509,
			 struct akv_error *err)
{
	if (sk_X509_num(chain) == AKV_CERTIFICATE_CHAIN_MAX)
		return akv_fail(err, AKV_ERR_USAGE, "ChainTooLong",
				"the certificate's chain is longer than %d",
				AKV_CERTIFICATE_CHAIN_MAX);
	if (X509_up_ref(x509) == 1) {
		if (sk_X509_push(chain, x509) > 0)
			return AKV_OK;
		X509_free(x509);
	}
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
}

enum akv_code
akv_certificate_chain_find(struct akv_certificate *certificate,
			   const struct stack_st_X509 *certificates,
			   int64_t now_s, struct akv_error *err)
{
	struct leaf leaf = { .x509 = NULL };
	enum akv_code code =
		find_leaf(certificate->key, certificates, now_s, &leaf, err);

	if (code != AKV_OK)
		return code;
	if (leaf.x509 == NULL)
		return fail_no_leaf(sk_X509_num(certificates), err);
	certificate->not_before = leaf.not_before;
	certificate->not_after = leaf.not_after;
	certificate->chain = sk_X509_new_null();
	if (certificate->chain == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	for (X509 *next = leaf.x509; next != NULL;
	     next = find_issuer(certificates, certificate->chain)) {
		code = add(certificate->chain, next, err);
		if (code != AKV_OK)
			return code;
	}
	return AKV_OK;
}
