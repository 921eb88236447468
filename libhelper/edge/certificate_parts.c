/* SPDX-License-Identifier: MIT */
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "libhelper/edge/certificate_parts.h"

enum akv_code akv_certificate_parts_init(struct akv_certificate_parts *parts,
					 struct akv_error *err)
{
	parts->key = NULL;
	parts->key_count = 0;
	parts->certificates = sk_X509_new_null();
	if (parts->certificates == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	return AKV_OK;
}

void akv_certificate_parts_clear(struct akv_certificate_parts *parts)
{
	EVP_PKEY_free(parts->key);
	sk_X509_pop_free(parts->certificates, X509_free);
	parts->key = NULL;
	parts->certificates = NULL;
}

enum akv_code akv_certificate_parts_add_key(struct akv_certificate_parts *parts,
					    struct evp_pkey_st *key,
					    struct akv_error *err)
{
	if (key == NULL)
		return akv_fail(err, AKV_ERR_USAGE, "KeyDamaged",
				"the private key cannot be read: it is damaged "
				"or of an unknown kind");
	if (parts->key == NULL)
		parts->key = key;
	else
		EVP_PKEY_free(key);
	parts->key_count++;
	return AKV_OK;
}

enum akv_code
akv_certificate_parts_add_certificate(struct akv_certificate_parts *parts,
				      struct x509_st *x509,
				      struct akv_error *err)
{
	if (x509 == NULL)
		return akv_fail(err, AKV_ERR_USAGE, "CertificateDamaged",
				"certificate %d cannot be read: it is damaged",
				sk_X509_num(parts->certificates) + 1);
	if (sk_X509_push(parts->certificates, x509) > 0)
		return AKV_OK;
	X509_free(x509);
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
}
