/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tests/fakes/made_certificate.h"
#include "tests/residue/look.h"

/* The private key that we sign in with, in each form that it takes: in the
 * file, taken out of it, and as the numbers that OpenSSL computes with. */
E2E_SUITE(certificate);

#define PASSPHRASE "passphrase-of-a-private-key"

static const char no_key[] = "passphrase 0\n"
			     "exponent 0\n"
			     "exponent-words 0\n"
			     "prime-words 0\n";

enum {
	/* in the RSAPrivateKey of RFC 8017, A.1.2, of 2048 bits: well inside
	 * of the private exponent, and of the first prime */
	EXPONENT = 350,
	PRIME = 580,
};

static X509 *upload(EVP_PKEY *key)
{
	X509 *leaf = made_certificate(&(struct made_certificate){
		.name = "akv",
		.key = key,
		.not_before = time(NULL) - 60,
		.not_after = time(NULL) + 86400,
	});
	struct made_file pem = { 0 };

	made_pem_certificate(&pem, leaf);
	made_file_end_lines(&pem, "\\n");
	cloud_tell("POST", "/apps/" CLOUD_CLIENT, "{'certificates': ['%s']}",
		   pem.bytes);
	made_file_clear(&pem);
	return leaf;
}

/* OpenSSL's numbers have their last byte first. */
static void look_for_words(const char *name, const char *bytes)
{
	char reversed[LOOK_SIZE];

	for (size_t i = 0; i < LOOK_SIZE; i++)
		reversed[i] = bytes[LOOK_SIZE - 1 - i];
	look_for_bytes(name, reversed);
}

static void look_for_key(EVP_PKEY *key)
{
	struct made_file der = { 0 };

	made_der_key(&der, key);
	look_for_bytes("passphrase", PASSPHRASE);
	look_for_bytes("exponent", der.bytes + EXPONENT);
	look_for_words("exponent-words", der.bytes + EXPONENT);
	look_for_words("prime-words", der.bytes + PRIME);
	made_file_clear(&der);
}

/* Before anything is looked for: it adds to the configuration. */
static void configure(struct made_file *file, const char *more)
{
	made_file_write(file, sandbox_path("principal"));
	sandbox_write("passphrase", 0600, PASSPHRASE);
	config_set(CONFIG_PRINCIPAL "certificate = %s\n%s" CONFIG_VAULT
				    "[cache]\ntoken-store = none\n",
		   sandbox_path("principal"), more);
	made_file_clear(file);
}

static const char *with_passphrase(void)
{
	return sandbox_text("certificate-password-file = %s\n",
			    sandbox_path("passphrase"));
}

static void expect_no_key(const char *more_needles)
{
	look_expect(look_at(WORDS("read", "canary")),
		    look_text("end", 0,
			      sandbox_text("%s%s" LOOK_NO_TOKEN, no_key,
					   more_needles)));
}

Test(certificate, in_pem_is_left_nowhere)
{
	EVP_PKEY *key = made_rsa_key(2048);
	X509 *leaf = upload(key);
	struct made_file file = { 0 };
	char line[LOOK_SIZE];

	made_pem_key(&file, key, MADE_PKCS8, NULL);
	/* of a line in the middle */
	memcpy(line, strchr(file.bytes + file.len / 2, '\n') + 1, LOOK_SIZE);
	made_pem_certificate(&file, leaf);
	configure(&file, "");
	(void)look_for(48);
	look_for_key(key);
	look_for_bytes("pem", line);
	expect_no_key("pem 0\n");
	X509_free(leaf);
	EVP_PKEY_free(key);
}

Test(certificate, in_encrypted_pem_is_left_nowhere)
{
	EVP_PKEY *key = made_rsa_key(2048);
	X509 *leaf = upload(key);
	struct made_file file = { 0 };

	made_pem_key(&file, key, MADE_PKCS8, PASSPHRASE);
	made_pem_certificate(&file, leaf);
	configure(&file, with_passphrase());
	(void)look_for(48);
	look_for_key(key);
	expect_no_key("");
	X509_free(leaf);
	EVP_PKEY_free(key);
}

Test(certificate, in_pkcs12_is_left_nowhere)
{
	EVP_PKEY *key = made_rsa_key(2048);
	X509 *leaf = upload(key);
	struct made_file file = { 0 };

	made_pkcs12(&file, &(struct made_pkcs12){ .form = MADE_PKCS12,
						  .passphrase = PASSPHRASE,
						  .key = key,
						  .leaf = leaf });
	configure(&file, with_passphrase());
	(void)look_for(48);
	look_for_key(key);
	expect_no_key("");
	X509_free(leaf);
	EVP_PKEY_free(key);
}
