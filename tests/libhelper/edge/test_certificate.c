/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/edge/certificate.h"
#include "tests/fakes/certificate_fixture.h"
#include "tests/fakes/made_certificate.h"

TestSuite(certificate, .init = fixture_set_up, .fini = fixture_tear_down);

/* A file of ${key} with a certificate of ${made}. */
static void put(EVP_PKEY *key, const struct made_certificate *made)
{
	X509 *x509 = made_certificate(made);

	made_pem_key(&fixture.file, key, MADE_PKCS8, NULL);
	made_pem_certificate(&fixture.file, x509);
	X509_free(x509);
}

static void put_named(const char *name)
{
	X509 *x509 = fixture_certificate(name, fixture.key);

	made_file_clear(&fixture.file);
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_certificate(&fixture.file, x509);
	X509_free(x509);
}

static void put_both(void)
{
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_certificate(&fixture.file, fixture.leaf);
}

static void expect_hint(const char *words)
{
	cr_expect_not_null(strstr(fixture.err.hint, words), "%s",
			   fixture.err.hint);
}

/* -- what it tells -- */

Test(certificate, is_read_with_its_key)
{
	put_both();
	expect_loaded(NULL);
	cr_expect_eq(akv_certificate_chain_len(fixture.certificate), 1);
}

Test(certificate, tells_when_it_is_in_force)
{
	put_both();
	expect_loaded(NULL);
	cr_expect_eq(akv_certificate_not_before(fixture.certificate),
		     FIXTURE_NOW - FIXTURE_HOUR);
	cr_expect_eq(akv_certificate_not_after(fixture.certificate),
		     FIXTURE_NOW + FIXTURE_HOUR);
}

/* RFC 5280, 4.1.2.5: years from 2050 on are written in another form */
Test(certificate, tells_times_of_every_year)
{
	const struct made_certificate made = {
		.name = "akv",
		.key = fixture.key,
		.not_before = -1,
		.not_after = INT64_C(253402300799),
	};

	put(fixture.key, &made);
	expect_loaded(NULL);
	cr_expect_eq(akv_certificate_not_before(fixture.certificate), -1);
	cr_expect_eq(akv_certificate_not_after(fixture.certificate),
		     INT64_C(253402300799));
}

Test(certificate, tells_its_subject_as_it_is_written)
{
	put_named("b\xc3\xbcro, akv");
	cr_assert_eq(fixture_load(NULL, FIXTURE_NOW), AKV_OK);
	cr_expect_str_eq(akv_certificate_subject(fixture.certificate),
			 "CN=b\xc3\xbcro\\, akv");
}

Test(certificate, escapes_controls_in_its_subject)
{
	put_named("a\x1b[2Jb");
	cr_assert_eq(fixture_load(NULL, FIXTURE_NOW), AKV_OK);
	cr_expect_str_eq(akv_certificate_subject(fixture.certificate),
			 "CN=a\\1B[2Jb");
}

/* What openssl x509 -fingerprint says, without its colons. */
static void expect_thumbprint(const struct akv_certificate_thumbprint *got,
			      const EVP_MD *digest)
{
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned char base64[2 * EVP_MAX_MD_SIZE];
	char hex[2 * EVP_MAX_MD_SIZE + 1];
	unsigned int len;

	cr_assert_eq(X509_digest(fixture.leaf, digest, bytes, &len), 1);
	for (unsigned int i = 0; i < len; i++)
		(void)snprintf(hex + 2 * (size_t)i, 3, "%02X", bytes[i]);
	cr_expect_str_eq(got->hex, hex);

	(void)EVP_EncodeBlock(base64, bytes, (int)len);
	for (size_t i = 0; base64[i] != '\0'; i++) {
		if (base64[i] == '+')
			base64[i] = '-';
		if (base64[i] == '/')
			base64[i] = '_';
		if (base64[i] == '=')
			base64[i] = '\0';
	}
	cr_expect_str_eq(got->base64url, (const char *)base64);
}

Test(certificate, tells_its_thumbprints)
{
	put_both();
	expect_loaded(NULL);
	expect_thumbprint(akv_certificate_sha1(fixture.certificate),
			  EVP_sha1());
	expect_thumbprint(akv_certificate_sha256(fixture.certificate),
			  EVP_sha256());
}

Test(certificate, is_encoded_for_x5c)
{
	AKV_AUTO(secret) *text = NULL;
	AKV_AUTO(secret) *small = NULL;
	unsigned char *der = NULL;
	unsigned char base64[4096];
	int len = i2d_X509(fixture.leaf, &der);

	cr_assert(len > 0 && len < 3000);
	put_both();
	expect_loaded(NULL);
	cr_assert_eq(akv_secret_new(4096, &text, NULL), AKV_OK);
	cr_assert_eq(akv_secret_append_text(text, "> ", NULL), AKV_OK);
	cr_assert_eq(akv_certificate_encode(fixture.certificate, 0, text, NULL),
		     AKV_OK);
	(void)EVP_EncodeBlock(base64, der, len);
	cr_expect_str_eq(akv_secret_text(text) + 2, (const char *)base64);

	cr_assert_eq(akv_secret_new(100, &small, NULL), AKV_OK);
	cr_expect_eq(
		akv_certificate_encode(fixture.certificate, 0, small, NULL),
		AKV_ERR_PEER);
	OPENSSL_free(der);
}

/* -- when -- */

Test(certificate, is_good_from_its_first_to_its_last_second)
{
	put_both();
	cr_expect_eq(fixture_load(NULL, FIXTURE_NOW - FIXTURE_HOUR), AKV_OK);
	cr_expect_eq(fixture_load(NULL, FIXTURE_NOW + FIXTURE_HOUR), AKV_OK);
}

Test(certificate, is_refused_when_it_has_expired)
{
	put_both();
	cr_expect_eq(fixture_load(NULL, FIXTURE_NOW + FIXTURE_HOUR + 1),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(fixture.err.reason, "CertificateExpired");
	cr_expect_str_eq(fixture.err.text, "the certificate CN=akv expired on "
					   "2027-01-15T09:00:00+00:00");
	expect_hint("this machine's clock says 2027-01-15T09:00:01+00:00");
}

Test(certificate, is_refused_when_it_is_not_yet_valid)
{
	put_both();
	cr_expect_eq(fixture_load(NULL, FIXTURE_NOW - FIXTURE_HOUR - 1),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(fixture.err.reason, "CertificateNotYetValid");
	cr_expect_str_eq(fixture.err.text,
			 "the certificate CN=akv is not valid before "
			 "2027-01-15T07:00:00+00:00");
	expect_hint("this machine's clock says 2027-01-15T06:59:59+00:00");
}

/* -- which keys -- */

static void put_key(EVP_PKEY *key)
{
	X509 *x509 = fixture_certificate("akv", key);

	made_file_clear(&fixture.file);
	made_pem_key(&fixture.file, key, MADE_PKCS8, NULL);
	made_pem_certificate(&fixture.file, x509);
	X509_free(x509);
	EVP_PKEY_free(key);
}

Test(certificate, is_refused_when_its_key_is_no_rsa_key)
{
	put_key(made_ec_key());
	expect_refused(NULL, "KeyNotRsa",
		       "the private key is of the kind EC; Entra ID takes only "
		       "RSA");
}

/* Of the same numbers, but promised to be used in one way only. */
Test(certificate, is_refused_when_its_key_is_for_one_padding_only)
{
	put_key(made_rsa_pss_key(2048));
	expect_refused(NULL, "KeyNotRsa",
		       "the private key is of the kind RSA-PSS; Entra ID takes "
		       "only RSA");
}

Test(certificate, is_refused_when_its_key_is_short)
{
	put_key(made_rsa_key(2047));
	expect_refused(NULL, "KeySize",
		       "the RSA key has 2047 bits; it has to have 2048 to "
		       "16384");
}

Test(certificate, may_have_a_longer_key)
{
	put_key(made_rsa_key(3072));
	expect_loaded(NULL);
}

Test(certificate, is_refused_when_it_is_of_another_key)
{
	EVP_PKEY *other = made_rsa_key(2048);
	X509 *x509 = fixture_certificate("other", other);

	made_pem_certificate(&fixture.file, x509);
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	expect_refused(NULL, "KeyMismatch",
		       "the private key is not that of the certificate");
	expect_hint("openssl pkey -pubout");
	made_pem_certificate(&fixture.file, x509);
	expect_refused(NULL, "KeyMismatch",
		       "the private key is that of none of the 2 certificates");
	X509_free(x509);
	EVP_PKEY_free(other);
}

/* -- the object -- */

Test(certificate, may_be_freed_without_being_there)
{
	akv_certificate_free(NULL);
}

Test(certificate, is_only_written_when_it_was_read)
{
	made_file_add_text(&fixture.file, "nothing");
	cr_expect_eq(fixture_load(NULL, FIXTURE_NOW), AKV_ERR_USAGE);
	cr_expect_null(fixture.certificate);
}

Test(certificate, is_refused_when_it_is_too_large)
{
	char *padding = malloc(AKV_CERTIFICATE_FILE_MAX);

	cr_assert_not_null(padding);
	put_both();
	memset(padding, '\n', AKV_CERTIFICATE_FILE_MAX);
	made_file_add(&fixture.file, padding,
		      AKV_CERTIFICATE_FILE_MAX - fixture.file.len);
	expect_loaded(NULL);
	made_file_add(&fixture.file, padding, 1);
	expect_refused(NULL, "TooLarge",
		       "the file is larger than 262144 "
		       "bytes");
	free(padding);
}
