/* SPDX-License-Identifier: MIT */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "libhelper/edge/certificate_parts.h"

#include "libhelper/edge/certificate.h"

static void free_context(EVP_MD_CTX **context)
{
	EVP_MD_CTX_free(*context);
}

/* RFC 7518, 3.5: the salt is as long as the digest, and MGF1 uses the same. */
static bool set_padding(EVP_PKEY_CTX *context,
			enum akv_certificate_algorithm algorithm)
{
	switch (algorithm) {
	case AKV_CERTIFICATE_PS256:
		return EVP_PKEY_CTX_set_rsa_padding(
			       context, RSA_PKCS1_PSS_PADDING) == 1 &&
		       EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) ==
			       1 &&
		       EVP_PKEY_CTX_set_rsa_pss_saltlen(
			       context, RSA_PSS_SALTLEN_DIGEST) == 1;
	case AKV_CERTIFICATE_RS256:
		return EVP_PKEY_CTX_set_rsa_padding(context,
						    RSA_PKCS1_PADDING) == 1;
	}
	return false;
}

static bool sign(EVP_PKEY *key, enum akv_certificate_algorithm algorithm,
		 const struct akv_secret *bytes, struct akv_secret *signature)
{
	__attribute__((cleanup(free_context))) EVP_MD_CTX *context =
		EVP_MD_CTX_new();
	EVP_PKEY_CTX *options; /* the context's */
	size_t len = akv_secret_room(signature);

	if (context == NULL ||
	    EVP_DigestSignInit(context, &options, EVP_sha256(), NULL, key) !=
		    1 ||
	    !set_padding(options, algorithm))
		return false;
	if (EVP_DigestSign(context, (unsigned char *)akv_secret_tail(signature),
			   &len, (const unsigned char *)akv_secret_text(bytes),
			   akv_secret_len(bytes)) != 1)
		return false;
	akv_secret_grow(signature, len);
	return true;
}

enum akv_code akv_certificate_sign(const struct akv_certificate *certificate,
				   enum akv_certificate_algorithm algorithm,
				   const struct akv_secret *bytes,
				   struct akv_secret **out,
				   struct akv_error *err)
{
	AKV_AUTO(secret) *signature = NULL;
	enum akv_code code = akv_secret_new(
		(size_t)EVP_PKEY_get_size(certificate->key), &signature, err);

	if (code != AKV_OK)
		return code;
	if (!sign(certificate->key, algorithm, bytes, signature)) {
		ERR_clear_error();
		return akv_fail(err, AKV_ERR_USAGE, "KeyDamaged",
				"the private key cannot sign: it is damaged");
	}
	*out = signature;
	signature = NULL; /* the caller's now */
	return AKV_OK;
}
