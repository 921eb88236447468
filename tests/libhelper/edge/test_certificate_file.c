/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/fakes/certificate_fixture.h"
#include "tests/fakes/made_certificate.h"

TestSuite(certificate_file, .init = fixture_set_up, .fini = fixture_tear_down);

static void expect_hint(const char *words)
{
	cr_expect_not_null(strstr(fixture.err.hint, words), "%s",
			   fixture.err.hint);
}

static const struct made_pkcs12 *pkcs12(void)
{
	static struct made_pkcs12 what;

	what = (struct made_pkcs12){ .passphrase = "open sesame",
				     .key = fixture.key,
				     .leaf = fixture.leaf };
	return &what;
}

Test(certificate_file, is_known_by_its_content)
{
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect_loaded(NULL);
	made_file_clear(&fixture.file);
	made_pkcs12(&fixture.file, pkcs12());
	expect_loaded("open sesame");
}

Test(certificate_file, may_not_be_empty)
{
	made_file_add_text(&fixture.file, "");
	expect_refused(NULL, "NotACertificate", "the file is empty");
}

Test(certificate_file, may_not_be_something_else)
{
	static const char *const others[] = {
		"a password\n",
		"{\"tenant\":\"x\",\"password\":\"y\"}",
		"-----BEGIN",
		"ssh-rsa AAAAB3NzaC1yc2E user@host\n",
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		made_file_clear(&fixture.file);
		made_file_add_text(&fixture.file, others[i]);
		expect_refused(NULL, "NotACertificate",
			       "there is neither PEM nor PKCS#12 with a "
			       "private key and a certificate");
		cr_expect_str_eq(fixture.err.hint, "");
	}
}

/* "az keyvault secret show" gives it so, and so do pipelines' variables. */
Test(certificate_file, is_recognized_in_base_64)
{
	struct made_file der = { 0 };
	unsigned char base64[8192];

	made_pkcs12(&der, pkcs12());
	cr_assert_lt(der.len, 6000);
	(void)EVP_EncodeBlock(base64, (const unsigned char *)der.bytes,
			      (int)der.len);
	made_file_add_text(&fixture.file, (const char *)base64);
	expect_refused(NULL, "NotACertificate",
		       "there is neither PEM nor PKCS#12 with a private key "
		       "and a certificate");
	expect_hint("base64 -d");
	made_file_clear(&der);
}

static void expect_mistake(const char *bytes, const char *hint)
{
	made_file_clear(&fixture.file);
	made_file_add_text(&fixture.file, bytes);
	expect_refused(NULL, "NotACertificate",
		       "there is neither PEM nor PKCS#12 with a private key "
		       "and a certificate");
	expect_hint(hint);
}

Test(certificate_file, is_recognized_where_its_lines_are_not_kept)
{
	static const char hint[] = "each line of PEM has to be a line of its "
				   "own";

	expect_mistake("-----BEGIN PRIVATE KEY-----\\nMII\\n-----END PRIVATE "
		       "KEY-----\\n",
		       hint);
	expect_mistake("  -----BEGIN PRIVATE KEY-----\n  MII\n", hint);
	expect_mistake("-----BEGIN PRIVATE KEY-----\rMII\r", hint);
}

Test(certificate_file, is_recognized_in_utf_16)
{
	expect_mistake("\xff\xfe-", "it looks like UTF-16");
}

Test(certificate_file, is_no_openssh_key)
{
	static const char ssh[] = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n"
				  "-----END OPENSSH PRIVATE KEY-----\n";

	expect_mistake(ssh, "ssh-keygen -p -m PEM");
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect_refused(NULL, "NoPrivateKey",
		       "there is a certificate, but no private key with it");
	expect_hint("ssh-keygen -p -m PEM");
}

Test(certificate_file, needs_a_key)
{
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect_refused(NULL, "NoPrivateKey",
		       "there is a certificate, but no private key with it");
	expect_hint("in the same file");
}

Test(certificate_file, needs_a_key_in_der_too)
{
	made_der_certificate(&fixture.file, fixture.leaf);
	expect_refused(NULL, "NoPrivateKey",
		       "there is a certificate (DER), but no private key with "
		       "it");
	expect_hint("openssl x509 -inform DER");
}

Test(certificate_file, needs_a_certificate)
{
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	expect_refused(NULL, "NoCertificate",
		       "there is a private key, but no certificate with it");
	expect_hint("in the same file");
}

Test(certificate_file, may_have_one_key_only)
{
	EVP_PKEY *other = made_ec_key();

	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_key(&fixture.file, other, MADE_PKCS8, NULL);
	made_pem_certificate(&fixture.file, fixture.leaf);
	expect_refused(NULL, "SeveralKeys", "there are 2 private keys");
	EVP_PKEY_free(other);
}
