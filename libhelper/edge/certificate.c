/* SPDX-License-Identifier: MIT */
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdlib.h>

#include "libhelper/base/base64.h"
#include "libhelper/base/clock.h"
#include "libhelper/edge/certificate_chain.h"
#include "libhelper/edge/certificate_details.h"
#include "libhelper/edge/certificate_file.h"
#include "libhelper/edge/certificate_parts.h"
#include "libhelper/edge/openssl_memory.h"

#include "libhelper/edge/certificate.h"

enum {
	RSA_BITS_MIN = 2048,
	RSA_BITS_MAX = 16384, /* OpenSSL's own, for public keys */
};

static enum akv_code no_memory(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
}

/* -- what Entra takes -- */

static enum akv_code check_key(const EVP_PKEY *key, struct akv_error *err)
{
	const char *kind = EVP_PKEY_get0_type_name(key);
	int bits = EVP_PKEY_get_bits(key);

	if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA) {
		akv_fail(err, AKV_ERR_USAGE, "KeyNotRsa",
			 "the private key is of the kind %s; Entra ID takes "
			 "only RSA",
			 kind != NULL ? kind : "unknown");
		return AKV_ERR_USAGE;
	}
	if (bits < RSA_BITS_MIN || bits > RSA_BITS_MAX)
		return akv_fail(err, AKV_ERR_USAGE, "KeySize",
				"the RSA key has %d bits; it has to have %d to "
				"%d",
				bits, RSA_BITS_MIN, RSA_BITS_MAX);
	return AKV_OK;
}

static enum akv_code check_time(const struct akv_certificate *certificate,
				int64_t now_s, struct akv_error *err)
{
	char date[AKV_CLOCK_DATE_SIZE];
	char now[AKV_CLOCK_DATE_SIZE];

	akv_clock_date(now_s, now);
	if (now_s > certificate->not_after) {
		akv_clock_date(certificate->not_after, date);
		akv_fail(err, AKV_ERR_SIGN_IN, "CertificateExpired",
			 "the certificate %s expired on %s",
			 certificate->subject, date);
		akv_error_hint(err,
			       "make a new one and add it to the app "
			       "registration; this machine's clock says %s",
			       now);
		return AKV_ERR_SIGN_IN;
	}
	if (now_s < certificate->not_before) {
		akv_clock_date(certificate->not_before, date);
		akv_fail(err, AKV_ERR_SIGN_IN, "CertificateNotYetValid",
			 "the certificate %s is not valid before %s",
			 certificate->subject, date);
		akv_error_hint(err, "this machine's clock says %s", now);
		return AKV_ERR_SIGN_IN;
	}
	return AKV_OK;
}

/* -- the object -- */

static enum akv_code fill(struct akv_certificate *certificate,
			  struct akv_certificate_parts *parts, int64_t now_s,
			  struct akv_error *err)
{
	enum akv_code code;

	certificate->key = parts->key;
	parts->key = NULL; /* the certificate's now */
	code = check_key(certificate->key, err);
	if (code != AKV_OK)
		return code;
	code = akv_certificate_chain_find(certificate, parts->certificates,
					  now_s, err);
	if (code != AKV_OK)
		return code;
	code = akv_certificate_details_fill(certificate, err);
	if (code != AKV_OK)
		return code;
	return check_time(certificate, now_s, err);
}

static enum akv_code load(const struct akv_secret *bytes,
			  const struct akv_secret *passphrase, int64_t now_s,
			  struct akv_certificate *certificate,
			  struct akv_error *err)
{
	struct akv_certificate_parts parts;
	enum akv_code code;

	if (akv_secret_len(bytes) > AKV_CERTIFICATE_FILE_MAX)
		return akv_fail(err, AKV_ERR_USAGE, "TooLarge",
				"the file is larger than %d bytes",
				AKV_CERTIFICATE_FILE_MAX);
	code = akv_certificate_parts_init(&parts, err);
	if (code != AKV_OK)
		return code;
	code = akv_certificate_file_read(bytes, passphrase, &parts, err);
	if (code == AKV_OK)
		code = fill(certificate, &parts, now_s, err);
	akv_certificate_parts_clear(&parts);
	return code;
}

enum akv_code akv_certificate_new(const struct akv_secret *bytes,
				  const struct akv_secret *passphrase,
				  int64_t now_s, struct akv_certificate **out,
				  struct akv_error *err)
{
	AKV_AUTO(certificate) *certificate = calloc(1, sizeof(*certificate));
	enum akv_code code;

	if (certificate == NULL)
		return no_memory(err);
	/* before OpenSSL allocates anything, if nobody was here yet */
	akv_openssl_memory_wipe();
	/* what somebody left behind would pass for a reason of ours */
	ERR_clear_error();
	code = load(bytes, passphrase, now_s, certificate, err);
	/* errors may quote the file, and trying leaves some behind */
	ERR_clear_error();
	if (code != AKV_OK)
		return code;
	*out = certificate;
	certificate = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_certificate_free(struct akv_certificate *certificate)
{
	if (certificate == NULL)
		return;
	EVP_PKEY_free(certificate->key);
	sk_X509_pop_free(certificate->chain, X509_free);
	free(certificate);
}

int64_t akv_certificate_not_before(const struct akv_certificate *certificate)
{
	return certificate->not_before;
}

int64_t akv_certificate_not_after(const struct akv_certificate *certificate)
{
	return certificate->not_after;
}

const char *akv_certificate_subject(const struct akv_certificate *certificate)
{
	return certificate->subject;
}

const struct akv_certificate_thumbprint *
akv_certificate_sha1(const struct akv_certificate *certificate)
{
	return &certificate->sha1;
}

const struct akv_certificate_thumbprint *
akv_certificate_sha256(const struct akv_certificate *certificate)
{
	return &certificate->sha256;
}

size_t akv_certificate_chain_len(const struct akv_certificate *certificate)
{
	return (size_t)sk_X509_num(certificate->chain);
}

enum akv_code akv_certificate_encode(const struct akv_certificate *certificate,
				     size_t i, struct akv_secret *text,
				     struct akv_error *err)
{
	AKV_AUTO(secret) *bytes = NULL;
	unsigned char *der = NULL;
	int len = i2d_X509(sk_X509_value(certificate->chain, (int)i), &der);
	enum akv_code code;

	if (len < 0)
		return no_memory(err);
	code = akv_secret_new_from(der, (size_t)len, &bytes, err);
	OPENSSL_free(der);
	if (code != AKV_OK)
		return code;
	return akv_base64_encode(AKV_BASE64_STANDARD, bytes, text, err);
}
