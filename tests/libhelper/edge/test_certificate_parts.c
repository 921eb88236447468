/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/edge/certificate_parts.h"
#include "tests/fakes/made_certificate.h"

static struct akv_certificate_parts parts;
static struct akv_error err;

static void set_up(void)
{
	cr_assert_eq(akv_certificate_parts_init(&parts, NULL), AKV_OK);
}

static void tear_down(void)
{
	akv_certificate_parts_clear(&parts);
}

TestSuite(certificate_parts, .init = set_up, .fini = tear_down);

static X509 *make_certificate(void)
{
	EVP_PKEY *key = made_ec_key();
	const struct made_certificate what = {
		.name = "akv",
		.key = key,
		.not_after = 1,
	};
	X509 *x509 = made_certificate(&what);

	EVP_PKEY_free(key);
	return x509;
}

Test(certificate_parts, are_none_at_first)
{
	cr_expect_null(parts.key);
	cr_expect_eq(parts.key_count, 0);
	cr_expect_eq(sk_X509_num(parts.certificates), 0);
}

Test(certificate_parts, keep_the_first_key_and_count_the_others)
{
	EVP_PKEY *first = made_ec_key();

	cr_assert_eq(akv_certificate_parts_add_key(&parts, first, NULL),
		     AKV_OK);
	cr_assert_eq(akv_certificate_parts_add_key(&parts, made_ec_key(), NULL),
		     AKV_OK);
	cr_expect_eq(parts.key, first);
	cr_expect_eq(parts.key_count, 2);
}

Test(certificate_parts, keep_certificates_in_their_order)
{
	X509 *first = make_certificate();
	X509 *second = make_certificate();

	cr_assert_eq(akv_certificate_parts_add_certificate(&parts, first, NULL),
		     AKV_OK);
	cr_assert_eq(
		akv_certificate_parts_add_certificate(&parts, second, NULL),
		AKV_OK);
	cr_expect_eq(sk_X509_num(parts.certificates), 2);
	cr_expect_eq(sk_X509_value(parts.certificates, 0), first);
	cr_expect_eq(sk_X509_value(parts.certificates, 1), second);
}

Test(certificate_parts, are_not_what_could_not_be_read)
{
	cr_expect_eq(akv_certificate_parts_add_key(&parts, NULL, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "KeyDamaged");
	cr_expect_eq(akv_certificate_parts_add_certificate(&parts, NULL, &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "CertificateDamaged");
	cr_expect_str_eq(err.text,
			 "certificate 1 cannot be read: it is damaged");
	cr_expect_eq(parts.key_count, 0);
	cr_expect_eq(sk_X509_num(parts.certificates), 0);
}

Test(certificate_parts, may_be_cleared_twice)
{
	akv_certificate_parts_clear(&parts);
	cr_expect_null(parts.certificates);
}
