/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <openssl/err.h>
#include <string.h>

#include "tests/fakes/certificate_fixture.h"

struct fixture fixture;

X509 *fixture_certificate(const char *name, EVP_PKEY *key)
{
	const struct made_certificate what = {
		.name = name,
		.key = key,
		.not_before = FIXTURE_NOW - FIXTURE_HOUR,
		.not_after = FIXTURE_NOW + FIXTURE_HOUR,
	};

	return made_certificate(&what);
}

void fixture_set_up(void)
{
	fixture.key = made_rsa_key(2048);
	fixture.leaf = fixture_certificate("akv", fixture.key);
}

void fixture_tear_down(void)
{
	EVP_PKEY_free(fixture.key);
	X509_free(fixture.leaf);
	made_file_clear(&fixture.file);
	akv_certificate_free(fixture.certificate);
	fixture = (struct fixture){ 0 };
}

enum akv_code fixture_load(const char *passphrase, int64_t now_s)
{
	AKV_AUTO(secret) *bytes = NULL;
	AKV_AUTO(secret) *secret = NULL;
	enum akv_code code;

	akv_certificate_free(fixture.certificate);
	fixture.certificate = NULL;
	fixture.err = (struct akv_error){ 0 };
	cr_assert_eq(akv_secret_new_from(fixture.file.bytes, fixture.file.len,
					 &bytes, NULL),
		     AKV_OK);
	if (passphrase != NULL)
		cr_assert_eq(akv_secret_new_from(passphrase, strlen(passphrase),
						 &secret, NULL),
			     AKV_OK);
	code = akv_certificate_new(bytes, secret, now_s, &fixture.certificate,
				   &fixture.err);
	cr_expect_eq(ERR_peek_error(), 0, "OpenSSL's errors were left behind");
	return code;
}

void expect_loaded(const char *passphrase)
{
	AKV_AUTO(secret) *text = NULL;

	cr_assert_eq(fixture_load(passphrase, FIXTURE_NOW), AKV_OK, "%s: %s",
		     fixture.err.reason, fixture.err.text);
	cr_expect_str_eq(akv_certificate_subject(fixture.certificate),
			 "CN=akv");
	cr_assert_eq(akv_secret_new(65536, &text, NULL), AKV_OK);
	cr_expect_eq(akv_certificate_encode(fixture.certificate, 0, text, NULL),
		     AKV_OK);
}

void expect_refused(const char *passphrase, const char *reason,
		    const char *text)
{
	cr_expect_eq(fixture_load(passphrase, FIXTURE_NOW), AKV_ERR_USAGE);
	cr_expect_str_eq(fixture.err.reason, reason);
	cr_expect_str_eq(fixture.err.text, text);
	cr_expect_null(fixture.certificate);
}
