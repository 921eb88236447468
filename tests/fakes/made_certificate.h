/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_MADE_CERTIFICATE_H
#define AKV_TESTS_FAKES_MADE_CERTIFICATE_H

#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Keys, certificates and the files that hold them, made when a test wants
 * them.  What goes wrong ends the test.  Keys and certificates are the caller's
 * to EVP_PKEY_free() and X509_free().
 */

/* made_rsa_key(bits), ..._rsa_pss_key(bits), ..._ec_key(): a new key. */
EVP_PKEY *made_rsa_key(unsigned int bits);
EVP_PKEY *made_rsa_pss_key(unsigned int bits);
EVP_PKEY *made_ec_key(void);

struct made_certificate {
	const char *name; /* CN */
	EVP_PKEY *key;	  /* whose public half goes in */
	int64_t not_before;
	int64_t not_after; /* Unix seconds */
	/* who signs it; NULL: its own key does */
	X509 *issuer;
	EVP_PKEY *issuer_key;
	bool is_authority;
};

/* made_certificate(what): one with the next serial number. */
X509 *made_certificate(const struct made_certificate *what);

/* The bytes of a file that is being put together; { 0 } is an empty one. */
struct made_file {
	char *bytes; /* a NUL behind them */
	size_t len;
};

/* made_file_clear(file): release it. */
void made_file_clear(struct made_file *file);

/* made_file_add(file, bytes, len), made_file_add_text(file, text) */
void made_file_add(struct made_file *file, const void *bytes, size_t len);
void made_file_add_text(struct made_file *file, const char *text);

/* made_file_end_lines(file, end): LF becomes ${end}. */
void made_file_end_lines(struct made_file *file, const char *end);

/* made_file_write(file, path): as a file of ours alone. */
void made_file_write(const struct made_file *file, const char *path);

/* -- PEM -- */

enum made_key_form {
	MADE_PKCS8,	  /* BEGIN PRIVATE KEY, or with a passphrase */
			  /* BEGIN ENCRYPTED PRIVATE KEY */
	MADE_TRADITIONAL, /* BEGIN RSA (EC) PRIVATE KEY, with a passphrase */
			  /* with Proc-Type: 4,ENCRYPTED */
};

/* made_pem_key(file, key, form, passphrase): append ${key}; a NULL
 * ${passphrase} leaves it open. */
void made_pem_key(struct made_file *file, EVP_PKEY *key,
		  enum made_key_form form, const char *passphrase);

/* made_pem_certificate(file, x509): append it. */
void made_pem_certificate(struct made_file *file, X509 *x509);

/* made_der_certificate(file, x509): append it. */
void made_der_certificate(struct made_file *file, X509 *x509);

/* made_der_key(file, key): append it in its own format, open. */
void made_der_key(struct made_file *file, EVP_PKEY *key);

/* made_der_encrypted_key(file, key, algorithm, passphrase): append it as
 * PKCS#8 that is encrypted by ${algorithm}, which is released. */
void made_der_encrypted_key(struct made_file *file, EVP_PKEY *key,
			    X509_ALGOR *algorithm, const char *passphrase);

/* made_pem_block(file, name, content): append any bytes as a block. */
void made_pem_block(struct made_file *file, const char *name,
		    const struct made_file *content);

/* -- PKCS#12 -- */

enum made_pkcs12_form {
	MADE_PKCS12,	    /* what OpenSSL 3 writes: AES, SHA-256 */
	MADE_PKCS12_3DES,   /* what Azure Key Vault writes */
	MADE_PKCS12_RC2,    /* what Windows writes: RC2 for certificates */
	MADE_PKCS12_NO_MAC, /* no protection of the whole */
	MADE_PKCS12_PLAIN,  /* nothing is encrypted either */
};

struct made_pkcs12 {
	enum made_pkcs12_form form;
	const char *passphrase;	 /* NULL is not "" */
	EVP_PKEY *key;		 /* NULL: none */
	X509 *leaf;		 /* NULL: none */
	STACK_OF(X509) * others; /* NULL: none */
	int rounds;		 /* of hashing; 0: 2048 */
};

/* made_pkcs12(file, what): append one. */
void made_pkcs12(struct made_file *file, const struct made_pkcs12 *what);

#endif
