/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <openssl/core_names.h>
#include <openssl/rsa.h>
#include <string.h>

#include "tests/fakes/certificate_fixture.h"
#include "tests/fakes/made_certificate.h"

static struct akv_secret *bytes;

static void set_up(void)
{
	fixture_set_up();
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect_loaded(NULL);
	cr_assert_eq(akv_secret_new_from("header.payload", 14, &bytes, NULL),
		     AKV_OK);
}

static void tear_down(void)
{
	akv_secret_free(bytes);
	fixture_tear_down();
}

TestSuite(certificate_sign, .init = set_up, .fini = tear_down);

static struct akv_secret *sign(enum akv_certificate_algorithm algorithm)
{
	struct akv_secret *signature = NULL;

	cr_assert_eq(akv_certificate_sign(fixture.certificate, algorithm, bytes,
					  &signature, NULL),
		     AKV_OK);
	return signature;
}

/* By the public key in the certificate, with a salt of exactly 32 bytes. */
static bool is_valid(const struct akv_secret *signature, int padding,
		     const char *text)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *options;
	int verified;

	cr_assert_eq(EVP_DigestVerifyInit(context, &options, EVP_sha256(), NULL,
					  X509_get0_pubkey(fixture.leaf)),
		     1);
	cr_assert_eq(EVP_PKEY_CTX_set_rsa_padding(options, padding), 1);
	if (padding == RSA_PKCS1_PSS_PADDING)
		cr_assert_eq(EVP_PKEY_CTX_set_rsa_pss_saltlen(options, 32), 1);
	verified = EVP_DigestVerify(
		context, (const unsigned char *)akv_secret_text(signature),
		akv_secret_len(signature), (const unsigned char *)text,
		strlen(text));
	EVP_MD_CTX_free(context);
	return verified == 1;
}

Test(certificate_sign, signs_by_ps256)
{
	AKV_AUTO(secret) *signature = sign(AKV_CERTIFICATE_PS256);

	cr_expect_eq(akv_secret_len(signature), 256);
	cr_expect(is_valid(signature, RSA_PKCS1_PSS_PADDING, "header.payload"));
	cr_expect(
		!is_valid(signature, RSA_PKCS1_PSS_PADDING, "header.payloae"));
	cr_expect(!is_valid(signature, RSA_PKCS1_PADDING, "header.payload"));
}

Test(certificate_sign, signs_by_rs256)
{
	AKV_AUTO(secret) *signature = sign(AKV_CERTIFICATE_RS256);

	cr_expect_eq(akv_secret_len(signature), 256);
	cr_expect(is_valid(signature, RSA_PKCS1_PADDING, "header.payload"));
	cr_expect(!is_valid(signature, RSA_PKCS1_PADDING, "header.payloae"));
	cr_expect(
		!is_valid(signature, RSA_PKCS1_PSS_PADDING, "header.payload"));
}

Test(certificate_sign, salts_each_signature_by_ps256)
{
	AKV_AUTO(secret) *one = sign(AKV_CERTIFICATE_PS256);
	AKV_AUTO(secret) *two = sign(AKV_CERTIFICATE_PS256);

	cr_expect(!akv_secret_equal(one, two));
}

Test(certificate_sign, signs_nothing_too)
{
	AKV_AUTO(secret) *signature = NULL;

	akv_secret_truncate(bytes, 0);
	signature = sign(AKV_CERTIFICATE_PS256);
	cr_expect(is_valid(signature, RSA_PKCS1_PSS_PADDING, ""));
}

Test(certificate_sign, signs_with_a_key_of_an_odd_length)
{
	AKV_AUTO(secret) *signature = NULL;

	EVP_PKEY_free(fixture.key);
	X509_free(fixture.leaf);
	fixture.key = made_rsa_key(2050);
	fixture.leaf = fixture_certificate("akv", fixture.key);
	made_file_clear(&fixture.file);
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect_loaded(NULL);
	signature = sign(AKV_CERTIFICATE_PS256);
	cr_expect_eq(akv_secret_len(signature), 257);
	cr_expect(is_valid(signature, RSA_PKCS1_PSS_PADDING, "header.payload"));
}

/* ${key} as DER, with the last byte of its first prime made even. */
static struct made_file break_key(EVP_PKEY *key)
{
	struct made_file der = { 0 };
	unsigned char prime[256];
	BIGNUM *number = NULL;
	char *found;
	int len;

	cr_assert_eq(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_FACTOR1,
					   &number),
		     1);
	len = BN_bn2bin(number, prime);
	BN_clear_free(number);
	made_der_key(&der, key);
	found = memmem(der.bytes, der.len, prime, (size_t)len);
	cr_assert_not_null(found);
	found[len - 1] ^= 1;
	return der;
}

/* Its public half is the certificate's. */
Test(certificate_sign, fails_with_a_damaged_key)
{
	struct made_file der = break_key(fixture.key);
	struct akv_secret *signature = NULL;

	made_file_clear(&fixture.file);
	made_pem_block(&fixture.file, "RSA PRIVATE KEY", &der);
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect_loaded(NULL);
	cr_expect_eq(akv_certificate_sign(fixture.certificate,
					  AKV_CERTIFICATE_PS256, bytes,
					  &signature, &fixture.err),
		     AKV_ERR_USAGE);
	cr_expect_null(signature);
	cr_expect_str_eq(fixture.err.reason, "KeyDamaged");
	cr_expect_str_eq(fixture.err.text,
			 "the private key cannot sign: it is damaged");
	made_file_clear(&der);
}
