/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/fakes/made_certificate.h"

static void must(bool holds, const char *what)
{
	cr_assert(holds, "OpenSSL could not %s", what);
}

/* -- keys and certificates -- */

EVP_PKEY *made_rsa_key(unsigned int bits)
{
	EVP_PKEY *key = EVP_RSA_gen(bits);

	must(key != NULL, "make an RSA key");
	return key;
}

EVP_PKEY *made_rsa_pss_key(unsigned int bits)
{
	EVP_PKEY_CTX *context =
		EVP_PKEY_CTX_new_from_name(NULL, "RSA-PSS", NULL);
	EVP_PKEY *key = NULL;

	must(context != NULL && EVP_PKEY_keygen_init(context) == 1 &&
		     EVP_PKEY_CTX_set_rsa_keygen_bits(context, (int)bits) ==
			     1 &&
		     EVP_PKEY_generate(context, &key) == 1,
	     "make an RSA-PSS key");
	EVP_PKEY_CTX_free(context);
	return key;
}

EVP_PKEY *made_ec_key(void)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");

	must(key != NULL, "make an EC key");
	return key;
}

static void add_extension(X509 *x509, int nid, const char *value)
{
	X509_EXTENSION *extension =
		X509V3_EXT_nconf_nid(NULL, NULL, nid, value);

	must(extension != NULL && X509_add_ext(x509, extension, -1) == 1,
	     "make an extension");
	X509_EXTENSION_free(extension);
}

X509 *made_certificate(const struct made_certificate *what)
{
	static long serial = 1;
	X509 *x509 = X509_new();
	X509_NAME *name = X509_NAME_new();
	const X509_NAME *issuer = what->issuer != NULL ?
					  X509_get_subject_name(what->issuer) :
					  name;

	must(x509 != NULL && name != NULL &&
		     X509_NAME_add_entry_by_txt(
			     name, "CN", MBSTRING_UTF8,
			     (const unsigned char *)what->name, -1, -1, 0) == 1,
	     "make a name");
	must(X509_set_version(x509, X509_VERSION_3) == 1 &&
		     ASN1_INTEGER_set(X509_get_serialNumber(x509), serial++) ==
			     1 &&
		     X509_set_subject_name(x509, name) == 1 &&
		     X509_set_issuer_name(x509, issuer) == 1 &&
		     X509_set_pubkey(x509, what->key) == 1,
	     "fill in a certificate");
	must(ASN1_TIME_set(X509_getm_notBefore(x509), what->not_before) !=
			     NULL &&
		     ASN1_TIME_set(X509_getm_notAfter(x509), what->not_after) !=
			     NULL,
	     "set the times");
	if (what->is_authority)
		add_extension(x509, NID_basic_constraints, "critical,CA:TRUE");
	must(X509_sign(x509,
		       what->issuer_key != NULL ? what->issuer_key : what->key,
		       EVP_sha256()) > 0,
	     "sign a certificate");
	X509_NAME_free(name);
	return x509;
}

/* -- files -- */

void made_file_clear(struct made_file *file)
{
	free(file->bytes);
	*file = (struct made_file){ 0 };
}

void made_file_add(struct made_file *file, const void *bytes, size_t len)
{
	file->bytes = realloc(file->bytes, file->len + len + 1);
	if (file->bytes == NULL)
		abort();
	memcpy(file->bytes + file->len, bytes, len);
	file->len += len;
	file->bytes[file->len] = '\0';
}

void made_file_add_text(struct made_file *file, const char *text)
{
	made_file_add(file, text, strlen(text));
}

void made_file_end_lines(struct made_file *file, const char *end)
{
	struct made_file changed = { 0 };

	for (size_t i = 0; i < file->len; i++)
		if (file->bytes[i] == '\n')
			made_file_add_text(&changed, end);
		else
			made_file_add(&changed, file->bytes + i, 1);
	made_file_clear(file);
	*file = changed;
}

void made_file_write(const struct made_file *file, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		      S_IRUSR | S_IWUSR);

	cr_assert_geq(fd, 0, "%s", path);
	cr_assert_eq(write(fd, file->bytes, file->len), (ssize_t)file->len);
	cr_assert_eq(close(fd), 0);
}

static void add_bio(struct made_file *file, BIO *bio)
{
	char *bytes;
	long len = BIO_get_mem_data(bio, &bytes);

	made_file_add(file, bytes, (size_t)len);
	BIO_free_all(bio);
}

/* -- PEM -- */

void made_pem_key(struct made_file *file, EVP_PKEY *key,
		  enum made_key_form form, const char *passphrase)
{
	BIO *bio = BIO_new(BIO_s_mem());
	const EVP_CIPHER *cipher =
		passphrase != NULL ? EVP_aes_256_cbc() : NULL;
	/* not NULL, or OpenSSL would ask on the terminal */
	const unsigned char *secret =
		(const unsigned char *)(passphrase != NULL ? passphrase : "");
	int len = (int)strlen((const char *)secret);
	int done;

	if (form == MADE_TRADITIONAL)
		done = PEM_write_bio_PrivateKey_traditional(
			bio, key, cipher, secret, len, NULL, NULL);
	else
		done = PEM_write_bio_PKCS8PrivateKey(bio, key, cipher,
						     (const char *)secret, len,
						     NULL, NULL);
	must(done == 1, "write a key");
	add_bio(file, bio);
}

void made_pem_certificate(struct made_file *file, X509 *x509)
{
	BIO *bio = BIO_new(BIO_s_mem());

	must(PEM_write_bio_X509(bio, x509) == 1, "write a certificate");
	add_bio(file, bio);
}

void made_der_certificate(struct made_file *file, X509 *x509)
{
	BIO *bio = BIO_new(BIO_s_mem());

	must(i2d_X509_bio(bio, x509) == 1, "write a certificate");
	add_bio(file, bio);
}

void made_der_key(struct made_file *file, EVP_PKEY *key)
{
	unsigned char *der = NULL;
	int len = i2d_PrivateKey(key, &der);

	must(len > 0, "write a key");
	made_file_add(file, der, (size_t)len);
	OPENSSL_free(der);
}

void made_der_encrypted_key(struct made_file *file, EVP_PKEY *key,
			    X509_ALGOR *algorithm, const char *passphrase)
{
	BIO *bio = BIO_new(BIO_s_mem());
	PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
	X509_SIG *encrypted;

	must(algorithm != NULL && info != NULL, "say how to encrypt");
	encrypted = PKCS8_set0_pbe(passphrase, (int)strlen(passphrase), info,
				   algorithm);
	must(encrypted != NULL && i2d_PKCS8_bio(bio, encrypted) == 1,
	     "encrypt a key");
	X509_SIG_free(encrypted);
	PKCS8_PRIV_KEY_INFO_free(info);
	add_bio(file, bio);
}

void made_pem_block(struct made_file *file, const char *name,
		    const struct made_file *content)
{
	BIO *bio = BIO_new(BIO_s_mem());

	must(PEM_write_bio(bio, name, "", (const unsigned char *)content->bytes,
			   (long)content->len) > 0,
	     "write a block");
	add_bio(file, bio);
}

/* -- PKCS#12 -- */

/* How each form encrypts the key and the certificates; -1 is not at all. */
static const struct {
	int key_nid;
	int certificate_nid;
	bool has_mac;
	bool has_old_mac;
} forms[] = {
	[MADE_PKCS12] = { NID_aes_256_cbc, NID_aes_256_cbc, true, false },
	[MADE_PKCS12_3DES] = { NID_pbe_WithSHA1And3_Key_TripleDES_CBC,
			       NID_pbe_WithSHA1And3_Key_TripleDES_CBC, true,
			       true },
	[MADE_PKCS12_RC2] = { NID_pbe_WithSHA1And3_Key_TripleDES_CBC,
			      NID_pbe_WithSHA1And40BitRC2_CBC, true, true },
	[MADE_PKCS12_NO_MAC] = { NID_aes_256_cbc, NID_aes_256_cbc, false,
				 false },
	[MADE_PKCS12_PLAIN] = { -1, -1, false, false },
};

void made_pkcs12(struct made_file *file, const struct made_pkcs12 *what)
{
	int rounds = what->rounds > 0 ? what->rounds : 2048;
	OSSL_LIB_CTX *context = OSSL_LIB_CTX_new();
	OSSL_PROVIDER *legacy = OSSL_PROVIDER_load(context, "legacy");
	OSSL_PROVIDER *usual = OSSL_PROVIDER_load(context, "default");
	BIO *bio = BIO_new(BIO_s_mem());
	PKCS12 *pkcs12;

	must(usual != NULL, "load its providers");
	/* -1 for the MAC: none yet */
	pkcs12 = PKCS12_create_ex(
		what->passphrase, "a name", what->key, what->leaf, what->others,
		forms[what->form].key_nid, forms[what->form].certificate_nid,
		rounds, -1, 0, context, NULL);
	must(pkcs12 != NULL, "make PKCS#12");
	if (forms[what->form].has_mac)
		must(PKCS12_set_mac(
			     pkcs12, what->passphrase, -1, NULL, 0, rounds,
			     forms[what->form].has_old_mac ? EVP_sha1() :
							     EVP_sha256()) == 1,
		     "protect PKCS#12");
	must(i2d_PKCS12_bio(bio, pkcs12) == 1, "write PKCS#12");
	add_bio(file, bio);
	PKCS12_free(pkcs12);
	if (legacy != NULL)
		(void)OSSL_PROVIDER_unload(legacy);
	(void)OSSL_PROVIDER_unload(usual);
	OSSL_LIB_CTX_free(context);
}
