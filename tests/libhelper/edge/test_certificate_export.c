/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/edge/certificate_export.h"
#include "tests/fakes/certificate_fixture.h"

TestSuite(certificate_export, .init = fixture_set_up,
	  .fini = fixture_tear_down);

static struct akv_secret *bytes_of(const struct made_file *file)
{
	struct akv_secret *bytes;

	cr_assert_eq(akv_secret_new_from(file->bytes, file->len, &bytes, NULL),
		     AKV_OK);
	return bytes;
}

/* ${part} of the fixture's file is exactly ${expected}. */
static void expect(enum akv_certificate_part part,
		   const struct made_file *expected)
{
	AKV_AUTO(secret) *bytes = bytes_of(&fixture.file);
	AKV_AUTO(secret) *out = NULL;

	cr_assert_eq(akv_certificate_export(bytes, part, &out, &fixture.err),
		     AKV_OK, "%s", fixture.err.text);
	cr_assert_str_eq(akv_secret_text(out), expected->bytes);
}

static void expect_failure(enum akv_certificate_part part, const char *reason)
{
	AKV_AUTO(secret) *bytes = bytes_of(&fixture.file);
	struct akv_secret *out = NULL;

	cr_assert_eq(akv_certificate_export(bytes, part, &out, &fixture.err),
		     AKV_ERR_UNUSABLE);
	cr_assert_eq(fixture.err.code, AKV_ERR_UNUSABLE);
	cr_assert_str_eq(fixture.err.reason, reason);
	cr_assert_null(out);
}

Test(certificate_export, is_the_key_or_the_certificate_or_both)
{
	struct made_file key = { 0 };
	struct made_file chain = { 0 };
	struct made_file both = { 0 };

	made_pem_key(&key, fixture.key, MADE_PKCS8, NULL);
	made_pem_certificate(&chain, fixture.leaf);
	made_pem_key(&both, fixture.key, MADE_PKCS8, NULL);
	made_pem_certificate(&both, fixture.leaf);
	made_pkcs12(&fixture.file,
		    &(const struct made_pkcs12){ .form = MADE_PKCS12_3DES,
						 .passphrase = "",
						 .key = fixture.key,
						 .leaf = fixture.leaf });
	expect(AKV_CERTIFICATE_KEY, &key);
	expect(AKV_CERTIFICATE_CHAIN, &chain);
	expect(AKV_CERTIFICATE_BOTH, &both);
	made_file_clear(&fixture.file);
	made_file_add_text(&fixture.file, chain.bytes);
	made_file_add_text(&fixture.file, key.bytes);
	expect(AKV_CERTIFICATE_BOTH, &both);
	made_file_clear(&key);
	made_file_clear(&chain);
	made_file_clear(&both);
}

Test(certificate_export, takes_any_kind_of_key)
{
	struct made_file key = { 0 };
	EVP_PKEY *curve = made_ec_key();

	made_pem_key(&key, curve, MADE_PKCS8, NULL);
	made_pem_key(&fixture.file, curve, MADE_TRADITIONAL, NULL);
	expect(AKV_CERTIFICATE_KEY, &key);
	expect_failure(AKV_CERTIFICATE_BOTH, "NoCertificate");
	made_file_clear(&key);
	EVP_PKEY_free(curve);
}

Test(certificate_export, has_certificates_without_a_key)
{
	struct made_file chain = { 0 };

	made_pem_certificate(&chain, fixture.leaf);
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect(AKV_CERTIFICATE_CHAIN, &chain);
	expect_failure(AKV_CERTIFICATE_KEY, "NoPrivateKey");
	expect_failure(AKV_CERTIFICATE_BOTH, "NoPrivateKey");
	made_file_clear(&chain);
}

Test(certificate_export, opens_nothing_that_is_encrypted)
{
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, "open sesame");
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect_failure(AKV_CERTIFICATE_KEY, "PassphraseNeeded");
}

Test(certificate_export, is_refused_where_nothing_is_there)
{
	made_file_add_text(&fixture.file, "hunter2");
	expect_failure(AKV_CERTIFICATE_KEY, "NotACertificate");
	expect_failure(AKV_CERTIFICATE_CHAIN, "NotACertificate");
}
