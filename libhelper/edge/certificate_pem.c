/* SPDX-License-Identifier: MIT */
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string.h>

#include "libhelper/edge/certificate_pem.h"

/* One block; OpenSSL's memory. */
struct block {
	char *name;   /* what stands behind BEGIN */
	char *header; /* lines of RFC 1421 in front of the base 64, or "" */
	unsigned char *data;
	long len;
};

/* Where a block goes, and how to get there. */
struct reader {
	struct akv_certificate_opener *opener;
	struct akv_certificate_parts *parts;
};

static void free_block(struct block *block)
{
	size_t len = block->len > 0 ? (size_t)block->len : 0;

	OPENSSL_secure_free(block->name);
	OPENSSL_secure_free(block->header);
	OPENSSL_secure_clear_free(block->data, len);
}

static void free_bio(BIO **bio)
{
	BIO_free_all(*bio);
}

/* -- the blocks that we know -- */

static enum akv_code read_certificate(const struct reader *reader,
				      const struct block *block,
				      struct akv_error *err)
{
	const unsigned char *data = block->data;

	return akv_certificate_parts_add_certificate(
		reader->parts, d2i_X509(NULL, &data, block->len), err);
}

/* What "openssl x509 -trustout" writes: a certificate with more behind it. */
static enum akv_code read_trusted_certificate(const struct reader *reader,
					      const struct block *block,
					      struct akv_error *err)
{
	const unsigned char *data = block->data;

	return akv_certificate_parts_add_certificate(
		reader->parts, d2i_X509_AUX(NULL, &data, block->len), err);
}

static enum akv_code read_private_key(const struct reader *reader,
				      const struct block *block,
				      struct akv_error *err)
{
	const unsigned char *data = block->data;
	PKCS8_PRIV_KEY_INFO *info =
		d2i_PKCS8_PRIV_KEY_INFO(NULL, &data, block->len);
	EVP_PKEY *key = info != NULL ? EVP_PKCS82PKEY(info) : NULL;

	PKCS8_PRIV_KEY_INFO_free(info);
	return akv_certificate_parts_add_key(reader->parts, key, err);
}

static enum akv_code read_encrypted_key(const struct reader *reader,
					const struct block *block,
					struct akv_error *err)
{
	const unsigned char *data = block->data;
	X509_SIG *encrypted = d2i_X509_SIG(NULL, &data, block->len);
	EVP_PKEY *key = NULL;
	enum akv_code code = AKV_OK;

	if (encrypted != NULL && !reader->opener->was_given)
		code = akv_certificate_opener_fail(reader->opener, err);
	else if (encrypted != NULL)
		code = akv_certificate_opener_key(reader->opener, encrypted,
						  &key, err);
	X509_SIG_free(encrypted);
	if (code != AKV_OK)
		return code;
	return akv_certificate_parts_add_key(reader->parts, key, err);
}

/* OpenSSL would ask on the terminal if nobody gave it this. */
static int give_passphrase(char *buf, int size, int is_for_writing, void *data)
{
	const struct akv_certificate_opener *opener = data;

	if (is_for_writing != 0 || !opener->was_given || opener->len > size)
		return -1;
	memcpy(buf, opener->passphrase, (size_t)opener->len);
	return opener->len;
}

static enum akv_code fail_header(const struct reader *reader,
				 struct akv_error *err)
{
	if (ERR_GET_REASON(ERR_peek_last_error()) ==
	    PEM_R_UNSUPPORTED_ENCRYPTION)
		return akv_certificate_opener_fail(reader->opener, err);
	return akv_certificate_parts_add_key(reader->parts, NULL, err);
}

/*
 * A key in its own format instead of PKCS#8.  The header may say that it is
 * encrypted (RFC 1421, 4.6.1.3); a wrong passphrase then shows as bad padding
 * or, once in 256 times, as bytes that are no key.
 */
static enum akv_code read_traditional_key(const struct reader *reader,
					  const struct block *block, int kind,
					  struct akv_error *err)
{
	EVP_CIPHER_INFO cipher = { 0 };
	const unsigned char *data = block->data;
	EVP_PKEY *key;
	long len = block->len;

	if (PEM_get_EVP_CIPHER_INFO(block->header, &cipher) != 1)
		return fail_header(reader, err);
	if (PEM_do_header(&cipher, block->data, &len, give_passphrase,
			  reader->opener) != 1)
		return akv_certificate_opener_fail(reader->opener, err);
	key = d2i_PrivateKey(kind, NULL, &data, len);
	if (key == NULL && cipher.cipher != NULL) {
		/* bytes of an unknown kind: no algorithm is missing */
		ERR_clear_error();
		return akv_certificate_opener_fail(reader->opener, err);
	}
	return akv_certificate_parts_add_key(reader->parts, key, err);
}

static enum akv_code read_rsa_key(const struct reader *reader,
				  const struct block *block,
				  struct akv_error *err)
{
	return read_traditional_key(reader, block, EVP_PKEY_RSA, err);
}

static enum akv_code read_ec_key(const struct reader *reader,
				 const struct block *block,
				 struct akv_error *err)
{
	return read_traditional_key(reader, block, EVP_PKEY_EC, err);
}

static enum akv_code read_dsa_key(const struct reader *reader,
				  const struct block *block,
				  struct akv_error *err)
{
	return read_traditional_key(reader, block, EVP_PKEY_DSA, err);
}

static const struct {
	const char *name;
	enum akv_code (*read)(const struct reader *reader,
			      const struct block *block, struct akv_error *err);
} kinds[] = {
	{ PEM_STRING_X509, read_certificate },
	{ PEM_STRING_X509_OLD, read_certificate },
	{ PEM_STRING_X509_TRUSTED, read_trusted_certificate },
	{ PEM_STRING_PKCS8INF, read_private_key },
	{ PEM_STRING_PKCS8, read_encrypted_key },
	{ PEM_STRING_RSA, read_rsa_key },
	{ PEM_STRING_ECPRIVATEKEY, read_ec_key },
	{ PEM_STRING_DSA, read_dsa_key },
};

/* -- all of them -- */

static enum akv_code read_block(const struct reader *reader,
				const struct block *block,
				struct akv_error *err)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(block->name, kinds[i].name) == 0)
			return kinds[i].read(reader, block, err);
	return AKV_OK;
}

/* The next block, or none. */
static enum akv_code next_block(BIO *bio, struct block *block,
				struct akv_error *err)
{
	unsigned long error;

	ERR_clear_error();
	if (PEM_read_bio_ex(bio, &block->name, &block->header, &block->data,
			    &block->len,
			    PEM_FLAG_SECURE | PEM_FLAG_EAY_COMPATIBLE) == 1)
		return AKV_OK;
	error = ERR_peek_last_error();
	if (ERR_GET_LIB(error) == ERR_LIB_PEM &&
	    ERR_GET_REASON(error) == PEM_R_NO_START_LINE)
		return AKV_OK;
	return akv_fail(err, AKV_ERR_USAGE, "NotACertificate",
			"a PEM block is cut off or damaged");
}

enum akv_code akv_certificate_pem_read(const struct akv_secret *bytes,
				       struct akv_certificate_opener *opener,
				       struct akv_certificate_parts *parts,
				       struct akv_error *err)
{
	const struct reader reader = { .opener = opener, .parts = parts };
	__attribute__((cleanup(free_bio))) BIO *bio = BIO_new_mem_buf(
		akv_secret_text(bytes), (int)akv_secret_len(bytes));

	if (bio == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	for (;;) {
		__attribute__((cleanup(free_block))) struct block block = { 0 };
		enum akv_code code = next_block(bio, &block, err);

		if (code == AKV_OK && block.name == NULL)
			return AKV_OK;
		if (code == AKV_OK)
			code = read_block(&reader, &block, err);
		if (code != AKV_OK)
			return code;
	}
}
