/* SPDX-License-Identifier: MIT */
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string.h>

#include "libhelper/base/base64.h"

#include "libhelper/edge/certificate_details.h"

static enum akv_code read_thumbprint(const X509 *leaf, const EVP_MD *digest,
				     struct akv_certificate_thumbprint *out,
				     struct akv_error *err)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned int len;
	AKV_AUTO(secret) *from = NULL;
	AKV_AUTO(secret) *to = NULL;
	enum akv_code code;

	if (X509_digest(leaf, digest, bytes, &len) != 1)
		return akv_fail(err, AKV_ERR_OTHER, "DigestFailed",
				"OpenSSL cannot compute %s",
				EVP_MD_get0_name(digest));
	for (size_t i = 0; i < len; i++) {
		out->hex[2 * i] = digits[bytes[i] >> 4];
		out->hex[2 * i + 1] = digits[bytes[i] & 0xf];
	}
	out->hex[2 * (size_t)len] = '\0';
	/* public, but that is what the encoder takes */
	code = akv_secret_new_from(bytes, len, &from, err);
	if (code == AKV_OK)
		code = akv_secret_new(sizeof(out->base64url) - 1, &to, err);
	if (code == AKV_OK)
		code = akv_base64_encode(AKV_BASE64_URL, from, to, err);
	if (code == AKV_OK)
		memcpy(out->base64url, akv_secret_text(to),
		       akv_secret_len(to) + 1);
	return code;
}

static enum akv_code read_subject(const X509 *leaf, char *subject, size_t size,
				  struct akv_error *err)
{
	/* UTF-8 as it is: who prints it escapes what is not */
	static const unsigned long form =
		XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB;
	BIO *bio = BIO_new(BIO_s_mem());
	int len = -1;

	if (bio == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	if (X509_NAME_print_ex(bio, X509_get_subject_name(leaf), 0, form) >= 0)
		len = BIO_read(bio, subject, (int)size - 1);
	subject[len > 0 ? len : 0] = '\0';
	BIO_free_all(bio);
	return AKV_OK;
}

enum akv_code akv_certificate_details_fill(struct akv_certificate *certificate,
					   struct akv_error *err)
{
	const X509 *leaf = sk_X509_value(certificate->chain, 0);
	enum akv_code code;

	code = read_subject(leaf, certificate->subject,
			    sizeof(certificate->subject), err);
	if (code != AKV_OK)
		return code;
	code = read_thumbprint(leaf, EVP_sha1(), &certificate->sha1, err);
	if (code != AKV_OK)
		return code;
	return read_thumbprint(leaf, EVP_sha256(), &certificate->sha256, err);
}
