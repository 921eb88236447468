/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/base/clock.h"
#include "tests/fakes/certificate_fixture.h"
#include "tests/fakes/made_certificate.h"

TestSuite(certificate_opener, .init = fixture_set_up,
	  .fini = fixture_tear_down);

static const char slow[] = "the file wants the passphrase hashed more than "
			   "2000000 times";

/* How 70000 iterations are written, and 8388607. */
#define ROUNDS 70000
#define FEW "\x02\x03\x01\x11\x70"
#define MANY "\x02\x03\x7f\xff\xff"

/* The ${len} bytes ${from} become ${to} where they stand for the ${which}th
 * time, 0 is the first. */
static void patch(struct made_file *file, int which, const char *from,
		  const char *to, size_t len)
{
	char *found = memmem(file->bytes, file->len, from, len);

	while (found != NULL && which-- > 0)
		found = memmem(found + len,
			       file->len - (size_t)(found + len - file->bytes),
			       from, len);
	cr_assert_not_null(found);
	memcpy(found, to, len);
}

/* PEM of a key that is encrypted by ${algorithm}; then ${from} becomes ${to}.
 */
static void put_pem(X509_ALGOR *algorithm, const char *from, const char *to,
		    size_t len)
{
	struct made_file der = { 0 };

	made_der_encrypted_key(&der, fixture.key, algorithm, "open sesame");
	patch(&der, 0, from, to, len);
	made_pem_block(&fixture.file, "ENCRYPTED PRIVATE KEY", &der);
	made_pem_certificate(&fixture.file, fixture.leaf);
	made_file_clear(&der);
}

static void put_pkcs12(enum made_pkcs12_form form, int rounds)
{
	const struct made_pkcs12 what = { .form = form,
					  .passphrase = "open sesame",
					  .key = fixture.key,
					  .leaf = fixture.leaf,
					  .rounds = rounds };

	made_file_clear(&fixture.file);
	made_pkcs12(&fixture.file, &what);
}

Test(certificate_opener, takes_its_time_where_people_are_careful)
{
	put_pkcs12(MADE_PKCS12_3DES, 100000);
	expect_loaded("open sesame");
}

Test(certificate_opener, does_not_hash_without_end_for_a_mac)
{
	int64_t start;

	put_pkcs12(MADE_PKCS12, ROUNDS);
	patch(&fixture.file, 2, FEW, MANY, 5);
	start = akv_clock_monotonic_ms();
	expect_refused("open sesame", "EncryptionTooSlow", slow);
	cr_expect_lt(akv_clock_monotonic_ms() - start, 1000);
	cr_expect_not_null(strstr(fixture.err.hint, "fewer iterations"));
}

Test(certificate_opener, does_not_hash_without_end_for_certificates)
{
	put_pkcs12(MADE_PKCS12_NO_MAC, ROUNDS);
	patch(&fixture.file, 0, FEW, MANY, 5);
	expect_refused("open sesame", "EncryptionTooSlow", slow);
}

Test(certificate_opener, does_not_hash_without_end_for_a_key)
{
	put_pem(PKCS5_pbe2_set(EVP_aes_256_cbc(), ROUNDS, NULL, 0), FEW, MANY,
		5);
	expect_refused("open sesame", "EncryptionTooSlow", slow);
}

/* N 16384, r 8, p 1, and then p 127 */
Test(certificate_opener, does_not_mix_without_end)
{
	put_pem(PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), NULL, 0, NULL, 16384,
				      8, 1),
		"\x02\x02\x40\x00\x02\x01\x08\x02\x01\x01",
		"\x02\x02\x40\x00\x02\x01\x08\x02\x01\x7f", 10);
	expect_refused("open sesame", "EncryptionTooSlow", slow);
}

/* The one that was given, the empty one, and none. */
Test(certificate_opener, tries_each_kind_where_people_are_careful)
{
	put_pkcs12(MADE_PKCS12_3DES, 600000);
	expect_refused("open sesam", "PassphraseWrong",
		       "the passphrase does not open the private key");
}

/* 70000 for the certificates leave 1930000 (0x1d7310) for the key. */
Test(certificate_opener, adds_up_what_a_file_wants)
{
	put_pkcs12(MADE_PKCS12_NO_MAC, ROUNDS);
	patch(&fixture.file, 1, FEW, "\x02\x03\x1d\x73\x11", 5);
	expect_refused("open sesame", "EncryptionTooSlow", slow);
}
