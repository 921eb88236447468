/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/fakes/certificate_fixture.h"
#include "tests/fakes/made_certificate.h"

TestSuite(certificate_details, .init = fixture_set_up,
	  .fini = fixture_tear_down);

static void load_named(const X509_NAME *name)
{
	cr_assert_eq(X509_set_subject_name(fixture.leaf, name), 1);
	cr_assert_gt(X509_sign(fixture.leaf, fixture.key, EVP_sha256()), 0);
	made_file_clear(&fixture.file);
	made_pem_key(&fixture.file, fixture.key, MADE_PKCS8, NULL);
	made_pem_certificate(&fixture.file, fixture.leaf);
	cr_assert_eq(fixture_load(NULL, FIXTURE_NOW), AKV_OK);
}

static void add(X509_NAME *name, const char *field, const char *value)
{
	cr_assert_eq(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
						(const unsigned char *)value,
						-1, -1, 0),
		     1);
}

Test(certificate_details, have_a_subject_of_many_parts)
{
	X509_NAME *name = X509_NAME_new();

	add(name, "C", "DE");
	add(name, "O", "Contoso");
	add(name, "CN", "exports");
	load_named(name);
	cr_expect_str_eq(akv_certificate_subject(fixture.certificate),
			 "CN=exports,O=Contoso,C=DE");
	X509_NAME_free(name);
}

Test(certificate_details, have_an_empty_subject)
{
	X509_NAME *name = X509_NAME_new();

	load_named(name);
	cr_expect_str_eq(akv_certificate_subject(fixture.certificate), "");
	X509_NAME_free(name);
}

Test(certificate_details, have_the_beginning_of_a_long_subject)
{
	X509_NAME *name = X509_NAME_new();
	char unit[61];

	memset(unit, 'x', sizeof(unit) - 1);
	unit[sizeof(unit) - 1] = '\0';
	for (int i = 0; i < 20; i++)
		add(name, "OU", unit);
	load_named(name);
	cr_expect_eq(strlen(akv_certificate_subject(fixture.certificate)), 255);
	cr_expect_eq(strncmp(akv_certificate_subject(fixture.certificate),
			     "OU=xxx", 6),
		     0);
	X509_NAME_free(name);
}
