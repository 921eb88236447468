/* SPDX-License-Identifier: MIT */
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string.h>

#include "libhelper/base/base64.h"
#include "libhelper/base/clock.h"
#include "libhelper/edge/certificate_chain.h"
#include "libhelper/edge/certificate_file.h"
#include "libhelper/edge/certificate_parts.h"
#include "libhelper/edge/openssl_memory.h"

#include "libhelper/edge/certificate_export.h"

enum { LINE_LEN = 64 };

static enum akv_code no_memory(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "out of memory");
}

/* -- PEM, in memory that is wiped -- */

static enum akv_code append_lines(struct akv_secret *out,
				  const struct akv_secret *base64,
				  struct akv_error *err)
{
	const char *text = akv_secret_text(base64);
	size_t left = akv_secret_len(base64);
	enum akv_code code = AKV_OK;

	while (code == AKV_OK && left > 0) {
		size_t len = left < LINE_LEN ? left : LINE_LEN;

		code = akv_secret_append(out, text, len, err);
		if (code == AKV_OK)
			code = akv_secret_append_text(out, "\n", err);
		text += len;
		left -= len;
	}
	return code;
}

static enum akv_code append_mark(struct akv_secret *out, const char *mark,
				 const char *label, struct akv_error *err)
{
	enum akv_code code = akv_secret_append_text(out, mark, err);

	if (code == AKV_OK)
		code = akv_secret_append_text(out, label, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(out, "-----\n", err);
	return code;
}

/* ${len} bytes of OpenSSL's, which are wiped and given back. */
static enum akv_code append_block(struct akv_secret *out, const char *label,
				  unsigned char *der, int len,
				  struct akv_error *err)
{
	AKV_AUTO(secret) *bytes = NULL;
	AKV_AUTO(secret) *base64 = NULL;
	enum akv_code code;

	if (len < 0)
		return no_memory(err);
	code = akv_secret_new_from(der, (size_t)len, &bytes, err);
	OPENSSL_clear_free(der, (size_t)len);
	if (code == AKV_OK)
		code = akv_secret_new(((size_t)len + 2) / 3 * 4, &base64, err);
	if (code == AKV_OK)
		code = akv_base64_encode(AKV_BASE64_STANDARD, bytes, base64,
					 err);
	if (code == AKV_OK)
		code = append_mark(out, "-----BEGIN ", label, err);
	if (code == AKV_OK)
		code = append_lines(out, base64, err);
	if (code == AKV_OK)
		code = append_mark(out, "-----END ", label, err);
	return code;
}

static enum akv_code append_key(struct akv_secret *out, const EVP_PKEY *key,
				struct akv_error *err)
{
	PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
	unsigned char *der = NULL;
	int len = info != NULL ? i2d_PKCS8_PRIV_KEY_INFO(info, &der) : -1;

	PKCS8_PRIV_KEY_INFO_free(info);
	return append_block(out, PEM_STRING_PKCS8INF, der, len, err);
}

static enum akv_code append_certificates(struct akv_secret *out,
					 const STACK_OF(X509) * certificates,
					 struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	for (int i = 0; code == AKV_OK && i < sk_X509_num(certificates); i++) {
		unsigned char *der = NULL;
		int len = i2d_X509(sk_X509_value(certificates, i), &der);

		code = append_block(out, PEM_STRING_X509, der, len, err);
	}
	return code;
}

/* -- what belongs together -- */

static enum akv_code append_chain(struct akv_secret *out,
				  const struct akv_certificate_parts *parts,
				  struct akv_error *err)
{
	struct akv_certificate certificate = { .key = parts->key };
	enum akv_code code;

	if (parts->key == NULL)
		return append_certificates(out, parts->certificates, err);
	code = akv_certificate_chain_find(&certificate, parts->certificates,
					  akv_clock_unix_s(), err);
	if (code == AKV_OK)
		code = append_certificates(out, certificate.chain, err);
	sk_X509_pop_free(certificate.chain, X509_free);
	return code;
}

static enum akv_code append_part(struct akv_secret *out,
				 enum akv_certificate_part part,
				 const struct akv_certificate_parts *parts,
				 struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	if (part != AKV_CERTIFICATE_CHAIN)
		code = append_key(out, parts->key, err);
	if (code == AKV_OK && part != AKV_CERTIFICATE_KEY)
		code = append_chain(out, parts, err);
	return code;
}

/* As base 64 of DER with line breaks, and the marks, PEM may be longer than
 * what it was made from by this much. */
static size_t pem_size(size_t len)
{
	return 2 * len + 4096;
}

static enum akv_code write_pem(const struct akv_secret *bytes,
			       enum akv_certificate_part part,
			       struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *pem = NULL;
	struct akv_certificate_parts parts;
	enum akv_code code;

	code = akv_secret_new(pem_size(akv_secret_len(bytes)), &pem, err);
	if (code == AKV_OK)
		code = akv_certificate_parts_init(&parts, err);
	if (code != AKV_OK)
		return code;
	if (part == AKV_CERTIFICATE_CHAIN)
		code = akv_certificate_file_open(bytes, NULL, &parts, err);
	else
		code = akv_certificate_file_read(bytes, NULL, &parts, err);
	if (code == AKV_OK)
		code = append_part(pem, part, &parts, err);
	akv_certificate_parts_clear(&parts);
	if (code != AKV_OK)
		return code;

	*out = pem;
	pem = NULL; /* the caller's now */
	return AKV_OK;
}

enum akv_code akv_certificate_export(const struct akv_secret *bytes,
				     enum akv_certificate_part part,
				     struct akv_secret **out,
				     struct akv_error *err)
{
	enum akv_code code;

	/* as in akv_certificate_new(), and for its reasons */
	akv_openssl_memory_wipe();
	ERR_clear_error();
	code = write_pem(bytes, part, out, err);
	ERR_clear_error();
	if (code != AKV_ERR_USAGE)
		return code;
	/* nobody's configuration is wrong: the value is */
	if (err != NULL)
		err->code = AKV_ERR_UNUSABLE;
	return AKV_ERR_UNUSABLE;
}
