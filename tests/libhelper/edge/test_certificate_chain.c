/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "tests/fakes/certificate_fixture.h"
#include "tests/fakes/made_certificate.h"

/*
 * Authorities sign with keys of elliptic curves, which are made quickly; only
 * the leaf's has to be RSA.
 */

enum { LINKS_MAX = 12 };

/* 0 is the root, the last one the leaf of fixture.key. */
static struct {
	EVP_PKEY *keys[LINKS_MAX];
	X509 *certificates[LINKS_MAX];
	int count;
} chain;

static void tear_down(void)
{
	for (int i = 0; i < chain.count; i++) {
		EVP_PKEY_free(chain.keys[i]);
		X509_free(chain.certificates[i]);
	}
	fixture_tear_down();
}

TestSuite(certificate_chain, .init = fixture_set_up, .fini = tear_down);

static void make_link(int i, int count)
{
	bool is_leaf = i == count - 1;
	char name[32];
	struct made_certificate what = {
		.name = name,
		.not_before = FIXTURE_NOW - FIXTURE_HOUR,
		.not_after = FIXTURE_NOW + FIXTURE_HOUR,
		.is_authority = !is_leaf,
	};

	(void)snprintf(name, sizeof(name), is_leaf ? "akv" : "authority %d", i);
	if (is_leaf) {
		chain.keys[i] = fixture.key;
		cr_assert_eq(EVP_PKEY_up_ref(fixture.key), 1);
	} else {
		chain.keys[i] = made_ec_key();
	}
	what.key = chain.keys[i];
	if (i > 0) {
		what.issuer = chain.certificates[i - 1];
		what.issuer_key = chain.keys[i - 1];
	}
	chain.certificates[i] = made_certificate(&what);
	chain.count++;
}

static void make_chain(int count)
{
	for (int i = 0; i < count; i++)
		make_link(i, count);
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
}

static void put(int i)
{
	made_pem_certificate(&fixture.file, chain.certificates[i]);
}

/* Element ${i} of what was loaded is certificate ${which}. */
static void expect_element(size_t i, int which)
{
	AKV_AUTO(secret) *text = NULL;
	unsigned char *der = NULL;
	unsigned char base64[4096];
	int len = i2d_X509(chain.certificates[which], &der);

	cr_assert(len > 0 && len < 3000);
	(void)EVP_EncodeBlock(base64, der, len);
	OPENSSL_free(der);
	cr_assert_eq(akv_secret_new(4096, &text, NULL), AKV_OK);
	cr_assert_eq(akv_certificate_encode(fixture.certificate, i, text, NULL),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(text), (const char *)base64,
			 "element %zu is not certificate %d", i, which);
}

Test(certificate_chain, goes_from_the_leaf_to_the_root)
{
	make_chain(4);
	for (int i = 3; i >= 0; i--)
		put(i);
	expect_loaded(NULL);
	cr_assert_eq(akv_certificate_chain_len(fixture.certificate), 4);
	for (int i = 0; i < 4; i++)
		expect_element((size_t)i, 3 - i);
}

Test(certificate_chain, is_put_in_order)
{
	static const int order[] = { 1, 3, 0, 2 };

	make_chain(4);
	for (int i = 0; i < 4; i++)
		put(order[i]);
	expect_loaded(NULL);
	cr_assert_eq(akv_certificate_chain_len(fixture.certificate), 4);
	for (int i = 0; i < 4; i++)
		expect_element((size_t)i, 3 - i);
}

Test(certificate_chain, may_stop_before_the_root)
{
	make_chain(3);
	put(1);
	put(2);
	expect_loaded(NULL);
	cr_assert_eq(akv_certificate_chain_len(fixture.certificate), 2);
	expect_element(0, 2);
	expect_element(1, 1);
}

Test(certificate_chain, leaves_out_what_does_not_belong_to_it)
{
	X509 *stranger;

	make_chain(2);
	stranger = fixture_certificate("stranger", chain.keys[0]);
	made_pem_certificate(&fixture.file, stranger);
	put(0);
	made_pem_certificate(&fixture.file, stranger);
	put(1);
	expect_loaded(NULL);
	cr_assert_eq(akv_certificate_chain_len(fixture.certificate), 2);
	expect_element(0, 1);
	expect_element(1, 0);
	X509_free(stranger);
}

/* Between the leaf and the root one is missing. */
Test(certificate_chain, ends_at_a_gap)
{
	make_chain(3);
	put(0);
	put(2);
	expect_loaded(NULL);
	cr_expect_eq(akv_certificate_chain_len(fixture.certificate), 1);
}

Test(certificate_chain, has_each_certificate_once)
{
	make_chain(2);
	for (int i = 0; i < 3; i++) {
		put(0);
		put(1);
	}
	expect_loaded(NULL);
	cr_expect_eq(akv_certificate_chain_len(fixture.certificate), 2);
}

/* Two authorities that issued each other's certificates. */
Test(certificate_chain, ends_where_it_would_go_round)
{
	struct made_certificate what = {
		.name = "authority 0",
		.not_before = FIXTURE_NOW,
		.not_after = FIXTURE_NOW,
		.is_authority = true,
	};
	X509 *back;

	make_chain(3);
	what.key = chain.keys[0];
	what.issuer = chain.certificates[1];
	what.issuer_key = chain.keys[1];
	back = made_certificate(&what);
	made_pem_certificate(&fixture.file, back);
	put(1);
	put(2);
	expect_loaded(NULL);
	cr_expect_eq(akv_certificate_chain_len(fixture.certificate), 3);
	X509_free(back);
}

Test(certificate_chain, has_ten_certificates_at_most)
{
	make_chain(11);
	for (int i = 1; i < 11; i++)
		put(i);
	expect_loaded(NULL);
	cr_expect_eq(akv_certificate_chain_len(fixture.certificate), 10);
	put(0);
	expect_refused(NULL, "ChainTooLong",
		       "the certificate's chain is longer than 10");
}

/* -- several certificates of one key -- */

static void put_leaf(int64_t not_before, int64_t not_after)
{
	const struct made_certificate what = {
		.name = "akv",
		.key = fixture.key,
		.not_before = FIXTURE_NOW + not_before,
		.not_after = FIXTURE_NOW + not_after,
	};
	X509 *leaf = made_certificate(&what);

	made_pem_certificate(&fixture.file, leaf);
	X509_free(leaf);
}

static void expect_leaf_until(int64_t not_after)
{
	expect_loaded(NULL);
	cr_expect_eq(akv_certificate_not_after(fixture.certificate),
		     FIXTURE_NOW + not_after);
	cr_expect_eq(akv_certificate_chain_len(fixture.certificate), 1);
}

Test(certificate_chain, begins_with_the_certificate_in_force)
{
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	put_leaf(-100, -10);
	put_leaf(-100, 10);
	put_leaf(50, 100);
	expect_leaf_until(10);
}

Test(certificate_chain, begins_with_the_one_that_stays_in_force)
{
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	put_leaf(-100, 10);
	put_leaf(-50, 200);
	put_leaf(-10, 100);
	expect_leaf_until(200);
}

Test(certificate_chain, names_the_latest_when_none_is_in_force)
{
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	put_leaf(-300, -200);
	put_leaf(-200, -100);
	put_leaf(-400, -300);
	cr_expect_eq(fixture_load(NULL, FIXTURE_NOW), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(fixture.err.text, "the certificate CN=akv expired on "
					   "2027-01-15T07:58:20+00:00");
}

/* -- matching -- */

Test(certificate_chain, says_when_a_date_is_no_date)
{
	struct made_file der = { 0 };
	char *date;

	made_der_certificate(&der, fixture.leaf);
	date = memmem(der.bytes, der.len, "270115070000Z", 13);
	cr_assert_not_null(date);
	date[2] = '9'; /* a month beyond December */
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_block(&fixture.file, "CERTIFICATE", &der);
	expect_refused(NULL, "CertificateDamaged",
		       "the certificate does not say when it is in force");
	made_file_clear(&der);
}
