/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <openssl/provider.h>
#include <stdio.h>
#include <string.h>

#include "tests/fakes/certificate_fixture.h"
#include "tests/fakes/made_certificate.h"

TestSuite(certificate_pem, .init = fixture_set_up, .fini = fixture_tear_down);

static void put(enum made_key_form form, const char *passphrase)
{
	made_file_clear(&fixture.file);
	made_pem_key(&fixture.file, fixture.key, form, passphrase);
	made_pem_certificate(&fixture.file, fixture.leaf);
}

static const char *put_encrypted(enum made_key_form form)
{
	put(form, "open sesame");
	return "open sesame";
}

/* -- what stands in a file -- */

Test(certificate_pem, may_begin_with_the_certificate)
{
	made_pem_certificate(&fixture.file, fixture.leaf);
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	expect_loaded(NULL);
}

Test(certificate_pem, may_begin_with_the_key)
{
	put(MADE_PKCS8, NULL);
	expect_loaded(NULL);
}

Test(certificate_pem, may_hold_the_key_in_its_own_format)
{
	put(MADE_TRADITIONAL, NULL);
	expect_loaded(NULL);
}

Test(certificate_pem, may_end_lines_as_windows_does)
{
	put(MADE_PKCS8, NULL);
	made_file_end_lines(&fixture.file, "\r\n");
	expect_loaded(NULL);
	made_file_clear(&fixture.file);
	(void)put_encrypted(MADE_TRADITIONAL);
	made_file_end_lines(&fixture.file, "\r\n");
	expect_loaded("open sesame");
}

Test(certificate_pem, may_end_without_a_line_break)
{
	put(MADE_PKCS8, NULL);
	fixture.file.len--;
	expect_loaded(NULL);
}

Test(certificate_pem, may_begin_with_a_byte_order_mark)
{
	made_file_add_text(&fixture.file, "\xef\xbb\xbf");
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_file_add_text(&fixture.file, "\xef\xbb\xbf");
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect_loaded(NULL);
}

/* As "openssl pkcs12" writes it, and as people do. */
Test(certificate_pem, may_have_text_around_its_blocks)
{
	made_file_add_text(&fixture.file,
			   "\n\n# the principal's\nBag Attributes\n"
			   "    localKeyID: 4D 11\nKey Attributes: <No "
			   "Attributes>\n");
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_file_add_text(&fixture.file, "subject=CN = akv\n\n  \t\n"
					  "-----BEGIN\n-----END-----\n");
	made_pem_certificate(&fixture.file, fixture.leaf);
	made_file_add_text(&fixture.file, "the end\n\xff\x01");
	made_file_add(&fixture.file, "\0", 1);
	expect_loaded(NULL);
}

Test(certificate_pem, may_have_blocks_that_do_not_matter)
{
	struct made_file some = { 0 };

	made_file_add_text(&some, "some bytes");
	made_pem_block(&fixture.file, "EC PARAMETERS", &some);
	made_pem_block(&fixture.file, "PUBLIC KEY", &some);
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_block(&fixture.file, "CERTIFICATE REQUEST", &some);
	made_pem_certificate(&fixture.file, fixture.leaf);
	made_pem_block(&fixture.file, "X509 CRL", &some);
	expect_loaded(NULL);
	made_file_clear(&some);
}

Test(certificate_pem, may_name_a_certificate_in_an_old_way)
{
	struct made_file der = { 0 };

	made_der_certificate(&der, fixture.leaf);
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_block(&fixture.file, "X509 CERTIFICATE", &der);
	expect_loaded(NULL);
	made_file_clear(&der);
}

/* "openssl x509 -trustout" adds what it is trusted for. */
Test(certificate_pem, may_hold_a_trusted_certificate)
{
	struct made_file der = { 0 };

	unsigned char *bytes = NULL;
	int len;

	cr_assert_eq(X509_alias_set1(fixture.leaf,
				     (const unsigned char *)"alias", 5),
		     1);
	len = i2d_X509_AUX(fixture.leaf, &bytes);
	cr_assert_gt(len, 0);
	made_file_add(&der, bytes, (size_t)len);
	OPENSSL_free(bytes);
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_block(&fixture.file, "TRUSTED CERTIFICATE", &der);
	expect_loaded(NULL);
	made_file_clear(&der);
}

/* -- other keys -- */

static void expect_kind(EVP_PKEY *key, enum made_key_form form,
			const char *text)
{
	made_file_clear(&fixture.file);
	made_pem_key(&fixture.file, key, form, NULL);
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect_refused(NULL, "KeyNotRsa", text);
}

Test(certificate_pem, knows_other_keys)
{
	EVP_PKEY *key = made_ec_key();

	expect_kind(key, MADE_PKCS8,
		    "the private key is of the kind EC; Entra ID takes only "
		    "RSA");
	expect_kind(key, MADE_TRADITIONAL,
		    "the private key is of the kind EC; Entra ID takes only "
		    "RSA");
	EVP_PKEY_free(key);
	key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	expect_kind(key, MADE_PKCS8,
		    "the private key is of the kind ED25519; Entra ID takes "
		    "only RSA");
	EVP_PKEY_free(key);
}

/* -- passphrases -- */

Test(certificate_pem, opens_an_encrypted_key)
{
	expect_loaded(put_encrypted(MADE_PKCS8));
	expect_loaded(put_encrypted(MADE_TRADITIONAL));
}

Test(certificate_pem, opens_a_key_that_scrypt_protects)
{
	struct made_file der = { 0 };

	made_der_encrypted_key(&der, fixture.key,
			       PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), NULL, 0,
						     NULL, 16384, 8, 1),
			       "open sesame");
	made_pem_block(&fixture.file, "ENCRYPTED PRIVATE KEY", &der);
	made_pem_certificate(&fixture.file, fixture.leaf);
	made_file_clear(&der);
	expect_loaded("open sesame");
	expect_refused("open sesam", "PassphraseWrong",
		       "the passphrase does not open the private key");
}

Test(certificate_pem, says_when_a_passphrase_is_wrong)
{
	static const enum made_key_form forms[] = { MADE_PKCS8,
						    MADE_TRADITIONAL };

	for (size_t i = 0; i < 2; i++) {
		(void)put_encrypted(forms[i]);
		expect_refused("open sesam", "PassphraseWrong",
			       "the passphrase does not open the private key");
		expect_refused("Open sesame", "PassphraseWrong",
			       "the passphrase does not open the private key");
	}
}

Test(certificate_pem, says_when_a_passphrase_is_missing)
{
	static const enum made_key_form forms[] = { MADE_PKCS8,
						    MADE_TRADITIONAL };

	for (size_t i = 0; i < 2; i++) {
		(void)put_encrypted(forms[i]);
		expect_refused(NULL, "PassphraseNeeded",
			       "the private key is encrypted, and there is no "
			       "passphrase for it");
		expect_refused("", "PassphraseNeeded",
			       "the private key is encrypted, and there is no "
			       "passphrase for it");
	}
}

Test(certificate_pem, ignores_a_passphrase_that_nothing_needs)
{
	put(MADE_PKCS8, NULL);
	expect_loaded("open sesame");
	put(MADE_TRADITIONAL, NULL);
	expect_loaded("open sesame");
}

/* One in 256 leaves padding that looks right. */
Test(certificate_pem, is_not_fooled_by_lucky_padding)
{
	(void)put_encrypted(MADE_TRADITIONAL);
	for (int i = 0; i < 1000; i++) {
		char passphrase[32];

		(void)snprintf(passphrase, sizeof(passphrase), "guess %d", i);
		expect_refused(passphrase, "PassphraseWrong",
			       "the passphrase does not open the private key");
	}
}

Test(certificate_pem, takes_long_passphrases_and_other_letters)
{
	char passphrase[AKV_CERTIFICATE_PASSPHRASE_MAX + 2];

	memset(passphrase, 'p', sizeof(passphrase));
	passphrase[AKV_CERTIFICATE_PASSPHRASE_MAX] = '\0';
	put(MADE_TRADITIONAL, passphrase);
	expect_loaded(passphrase);
	put(MADE_PKCS8, passphrase);
	expect_loaded(passphrase);
	passphrase[AKV_CERTIFICATE_PASSPHRASE_MAX] = 'p';
	passphrase[AKV_CERTIFICATE_PASSPHRASE_MAX + 1] = '\0';
	expect_refused(passphrase, "PassphraseTooLong",
		       "the passphrase is longer than 1023 bytes");
	put(MADE_PKCS8, "p\xc3\xa4ssw\xc3\xb6rd \xe2\x82\xac");
	expect_loaded("p\xc3\xa4ssw\xc3\xb6rd \xe2\x82\xac");
}

Test(certificate_pem, says_when_a_cipher_is_unknown)
{
	char *cipher;

	(void)put_encrypted(MADE_TRADITIONAL);
	cipher = strstr(fixture.file.bytes, "AES-256");
	cr_assert_not_null(cipher);
	memcpy(cipher, "XYZ", 3);
	expect_refused("open sesame", "EncryptionUnsupported",
		       "the private key or the file around it is encrypted in "
		       "a way that OpenSSL does not know here");
}

/* PKCS#5 of 1993, as OpenSSL 1.0 wrote it. */
Test(certificate_pem, opens_a_key_that_an_old_algorithm_protects)
{
	struct made_file der = { 0 };
	OSSL_PROVIDER *legacy = OSSL_PROVIDER_load(NULL, "legacy");
	OSSL_PROVIDER *usual = OSSL_PROVIDER_load(NULL, "default");

	cr_assert(legacy != NULL && usual != NULL);
	made_der_encrypted_key(
		&der, fixture.key,
		PKCS5_pbe_set(NID_pbeWithMD5AndDES_CBC, 2048, NULL, 0),
		"open sesame");
	(void)OSSL_PROVIDER_unload(legacy);
	(void)OSSL_PROVIDER_unload(usual);
	made_pem_block(&fixture.file, "ENCRYPTED PRIVATE KEY", &der);
	made_pem_certificate(&fixture.file, fixture.leaf);
	made_file_clear(&der);
	expect_loaded("open sesame");
	expect_refused("open sesam", "PassphraseWrong",
		       "the passphrase does not open the private key");
}

/* -- damage -- */

static const char damaged_key[] = "the private key cannot be read: it is "
				  "damaged or of an unknown kind";

Test(certificate_pem, says_when_a_header_is_damaged)
{
	char *header;

	(void)put_encrypted(MADE_TRADITIONAL);
	header = strstr(fixture.file.bytes, "4,ENCRYPTED");
	cr_assert_not_null(header);
	header[0] = '5';
	expect_refused("open sesame", "KeyDamaged", damaged_key);
}

Test(certificate_pem, says_when_a_key_is_damaged)
{
	static const char *const names[] = {
		"PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY",
		"EC PRIVATE KEY", "DSA PRIVATE KEY"
	};
	struct made_file some = { 0 };

	made_file_add_text(&some, "some bytes");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		made_file_clear(&fixture.file);
		made_pem_certificate(&fixture.file, fixture.leaf);
		made_pem_block(&fixture.file, names[i], &some);
		expect_refused(NULL, "KeyDamaged", damaged_key);
	}
	made_file_clear(&some);
}

Test(certificate_pem, says_when_a_certificate_is_damaged)
{
	struct made_file some = { 0 };

	made_file_add_text(&some, "some bytes");
	put(MADE_PKCS8, NULL);
	made_pem_block(&fixture.file, "CERTIFICATE", &some);
	expect_refused(NULL, "CertificateDamaged",
		       "certificate 2 cannot be read: it is damaged");
	made_file_clear(&some);
}

Test(certificate_pem, says_when_base_64_is_damaged)
{
	put(MADE_PKCS8, NULL);
	fixture.file.bytes[100] = '!';
	expect_refused(NULL, "NotACertificate",
		       "a PEM block is cut off or damaged");
}

Test(certificate_pem, says_when_a_file_is_cut_off)
{
	static const size_t off[] = { 2, 20, 60, 300 };

	put(MADE_PKCS8, NULL);
	for (size_t i = 0; i < sizeof(off) / sizeof(off[0]); i++) {
		fixture.file.len -= off[i];
		expect_refused(NULL, "NotACertificate",
			       "a PEM block is cut off or damaged");
		fixture.file.len += off[i];
	}
}
