/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fakes/certificate_fixture.h"
#include "tests/fakes/made_certificate.h"

TestSuite(certificate_pfx, .init = fixture_set_up, .fini = fixture_tear_down);

static const char wrong[] = "the passphrase does not open the private key";
static const char needed[] = "the private key is encrypted, and there is no "
			     "passphrase for it";

static void put(enum made_pkcs12_form form, const char *passphrase)
{
	const struct made_pkcs12 what = { .form = form,
					  .passphrase = passphrase,
					  .key = fixture.key,
					  .leaf = fixture.leaf };

	made_file_clear(&fixture.file);
	made_pkcs12(&fixture.file, &what);
}

Test(certificate_pfx, is_read)
{
	put(MADE_PKCS12, "open sesame");
	expect_loaded("open sesame");
}

Test(certificate_pfx, is_read_as_a_key_vault_writes_it)
{
	put(MADE_PKCS12_3DES, "open sesame");
	expect_loaded("open sesame");
	put(MADE_PKCS12_3DES, "");
	expect_loaded(NULL);
}

Test(certificate_pfx, is_read_as_windows_writes_it)
{
	put(MADE_PKCS12_RC2, "open sesame");
	expect_loaded("open sesame");
}

/* The rest of the process does not get what was loaded for it. */
Test(certificate_pfx, leaves_no_old_algorithm_behind)
{
	EVP_CIPHER *cipher;

	put(MADE_PKCS12_RC2, "open sesame");
	expect_loaded("open sesame");
	cipher = EVP_CIPHER_fetch(NULL, "RC2-40-CBC", NULL);
	cr_expect_null(cipher);
	EVP_CIPHER_free(cipher);
}

Test(certificate_pfx, says_when_the_old_algorithms_are_not_there)
{
	put(MADE_PKCS12_RC2, "open sesame");
	cr_assert_eq(setenv("OPENSSL_MODULES", "/nowhere", 1), 0);
	expect_refused("open sesame", "EncryptionUnsupported",
		       "the private key or the file around it is encrypted in "
		       "a way that OpenSSL does not know here");
	cr_expect_not_null(strstr(fixture.err.hint, "openssl pkcs12 -legacy"),
			   "%s", fixture.err.hint);
}

/* -- passphrases -- */

Test(certificate_pfx, may_have_no_passphrase_or_an_empty_one)
{
	put(MADE_PKCS12, NULL);
	expect_loaded(NULL);
	expect_loaded("");
	put(MADE_PKCS12, "");
	expect_loaded(NULL);
	expect_loaded("");
	put(MADE_PKCS12_3DES, NULL);
	expect_loaded(NULL);
}

Test(certificate_pfx, ignores_a_passphrase_that_nothing_needs)
{
	put(MADE_PKCS12, NULL);
	expect_loaded("open sesame");
	put(MADE_PKCS12_3DES, "");
	expect_loaded("open sesame");
	put(MADE_PKCS12_PLAIN, NULL);
	expect_loaded("open sesame");
}

Test(certificate_pfx, says_when_a_passphrase_is_wrong)
{
	static const enum made_pkcs12_form forms[] = { MADE_PKCS12,
						       MADE_PKCS12_3DES,
						       MADE_PKCS12_RC2,
						       MADE_PKCS12_NO_MAC };

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		put(forms[i], "open sesame");
		expect_refused("open sesam", "PassphraseWrong", wrong);
	}
}

Test(certificate_pfx, says_when_a_passphrase_is_missing)
{
	static const enum made_pkcs12_form forms[] = { MADE_PKCS12,
						       MADE_PKCS12_3DES,
						       MADE_PKCS12_RC2,
						       MADE_PKCS12_NO_MAC };

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		put(forms[i], "open sesame");
		expect_refused(NULL, "PassphraseNeeded", needed);
		expect_refused("", "PassphraseNeeded", needed);
	}
}

Test(certificate_pfx, takes_other_letters_in_a_passphrase)
{
	static const char passphrase[] = "p\xc3\xa4ssw\xc3\xb6rd "
					 "\xe2\x82\xac \xf0\x9f\x98\x80";

	put(MADE_PKCS12, passphrase);
	expect_loaded(passphrase);
	put(MADE_PKCS12_3DES, passphrase);
	expect_loaded(passphrase);
}

/* -- what is inside -- */

Test(certificate_pfx, may_be_without_protection_of_the_whole)
{
	put(MADE_PKCS12_NO_MAC, "open sesame");
	expect_loaded("open sesame");
	put(MADE_PKCS12_PLAIN, NULL);
	expect_loaded(NULL);
}

Test(certificate_pfx, may_hold_a_chain)
{
	EVP_PKEY *key = made_ec_key();
	X509 *authority = fixture_certificate("authority", key);
	struct made_certificate leaf = { .name = "akv",
					 .key = fixture.key,
					 .not_before = FIXTURE_NOW,
					 .not_after = FIXTURE_NOW,
					 .issuer = authority,
					 .issuer_key = key };
	struct made_pkcs12 what = { .passphrase = "open sesame",
				    .key = fixture.key,
				    .leaf = made_certificate(&leaf),
				    .others = sk_X509_new_null() };

	cr_assert_gt(sk_X509_push(what.others, authority), 0);
	made_pkcs12(&fixture.file, &what);
	expect_loaded("open sesame");
	cr_expect_eq(akv_certificate_chain_len(fixture.certificate), 2);
	X509_free(what.leaf);
	sk_X509_pop_free(what.others, X509_free);
	EVP_PKEY_free(key);
}

Test(certificate_pfx, says_when_there_is_no_key)
{
	const struct made_pkcs12 what = { .passphrase = "open sesame",
					  .leaf = fixture.leaf };

	made_pkcs12(&fixture.file, &what);
	expect_refused("open sesame", "NoPrivateKey",
		       "there is a certificate, but no private key with it");
}

Test(certificate_pfx, says_when_there_is_no_certificate)
{
	const struct made_pkcs12 what = { .passphrase = "open sesame",
					  .key = fixture.key };

	made_pkcs12(&fixture.file, &what);
	expect_refused("open sesame", "NoCertificate",
		       "there is a private key, but no certificate with it");
}

Test(certificate_pfx, says_when_there_is_another_key)
{
	struct made_pkcs12 what = { .passphrase = "open sesame",
				    .key = made_ec_key() };

	what.leaf = fixture_certificate("akv", what.key);
	made_pkcs12(&fixture.file, &what);
	expect_refused("open sesame", "KeyNotRsa",
		       "the private key is of the kind EC; Entra ID takes only "
		       "RSA");
	X509_free(what.leaf);
	EVP_PKEY_free(what.key);
}

/* -- damage -- */

Test(certificate_pfx, says_when_it_is_cut_off)
{
	size_t len;

	put(MADE_PKCS12_PLAIN, NULL);
	len = fixture.file.len;
	for (fixture.file.len = 1; fixture.file.len < len; fixture.file.len++)
		expect_refused(NULL, "NotACertificate",
			       "this DER is no PKCS#12 file, or it is cut off "
			       "or damaged");
}

Test(certificate_pfx, does_not_mind_what_stands_behind_it)
{
	put(MADE_PKCS12, "open sesame");
	made_file_add_text(&fixture.file, "\n");
	expect_loaded("open sesame");
}

/* Its code is over everything: whatever changes, it is not the file that the
 * passphrase belongs to. */
Test(certificate_pfx, says_when_it_is_damaged)
{
	put(MADE_PKCS12, "open sesame");
	fixture.file.bytes[fixture.file.len / 2] ^= 1;
	expect_refused("open sesame", "PassphraseWrong", wrong);
}

Test(certificate_pfx, is_no_other_der)
{
	made_der_key(&fixture.file, fixture.key);
	expect_refused(NULL, "NotACertificate",
		       "this DER is no PKCS#12 file, or it is cut off or "
		       "damaged");
}

/* Any byte may be anything, and it ends in a sentence. */
Test(certificate_pfx, survives_every_changed_byte)
{
	put(MADE_PKCS12_PLAIN, NULL);
	for (size_t i = 0; i < fixture.file.len; i++) {
		enum akv_code code;

		fixture.file.bytes[i] ^= 0x21;
		code = fixture_load(NULL, FIXTURE_NOW);
		cr_expect(code == AKV_OK || fixture.err.text[0] != '\0');
		fixture.file.bytes[i] ^= 0x21;
	}
}
