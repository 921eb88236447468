/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/edge/certificate_work.h"
#include "tests/fakes/made_certificate.h"

static uint64_t work_of(X509_ALGOR *algorithm)
{
	uint64_t work;

	cr_assert_not_null(algorithm);
	work = akv_certificate_work_of(algorithm);
	X509_ALGOR_free(algorithm);
	return work;
}

Test(certificate_work, is_known_of_pbes1)
{
	cr_expect_eq(
		work_of(PKCS5_pbe_set(NID_pbeWithMD5AndDES_CBC, 1000, NULL, 0)),
		1000);
	cr_expect_eq(work_of(PKCS5_pbe_set(NID_pbe_WithSHA1And40BitRC2_CBC, 1,
					   NULL, 0)),
		     1);
}

Test(certificate_work, is_known_of_pbkdf2)
{
	cr_expect_eq(
		work_of(PKCS5_pbe2_set(EVP_aes_256_cbc(), 600000, NULL, 0)),
		600000);
	cr_expect_eq(
		work_of(PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), 0x7fffffff, NULL,
					  0, NULL, NID_hmacWithSHA512)),
		0x7fffffff);
}

Test(certificate_work, is_known_of_scrypt)
{
	cr_expect_eq(work_of(PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), NULL, 0,
						   NULL, 16384, 8, 1)),
		     131072);
	cr_expect_eq(work_of(PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), NULL, 0,
						   NULL, 2, 1, 100000)),
		     200000);
}

Test(certificate_work, is_known_of_pbmac1)
{
	X509_ALGOR *algorithm =
		PKCS5_pbe2_set(EVP_aes_256_cbc(), 12345, NULL, 0);
	ASN1_OBJECT *name = OBJ_nid2obj(NID_pbmac1);

	cr_assert_not_null(algorithm);
	ASN1_OBJECT_free(algorithm->algorithm);
	algorithm->algorithm = name;
	cr_expect_eq(work_of(algorithm), 12345);
}

/* An algorithm with ${der} for its parameters. */
static X509_ALGOR *make_algorithm(int nid, const char *der, size_t len)
{
	X509_ALGOR *algorithm = X509_ALGOR_new();
	ASN1_STRING *bytes = ASN1_STRING_new();

	cr_assert(algorithm != NULL && bytes != NULL);
	cr_assert_eq(ASN1_STRING_set(bytes, der, (int)len), 1);
	cr_assert_eq(X509_ALGOR_set0(algorithm, OBJ_nid2obj(nid),
				     V_ASN1_SEQUENCE, bytes),
		     1);
	return algorithm;
}

Test(certificate_work, has_no_end_where_the_number_is_absurd)
{
	static const char negative[] = "\x30\x0d\x04\x08SALTsalt\x02\x01\xff";
	static const char huge[] = "\x30\x15\x04\x08SALTsalt\x02\x09"
				   "\x01\0\0\0\0\0\0\0\0";

	cr_expect_eq(work_of(make_algorithm(NID_pbeWithMD5AndDES_CBC, negative,
					    sizeof(negative) - 1)),
		     UINT64_MAX);
	cr_expect_eq(work_of(make_algorithm(NID_pbeWithMD5AndDES_CBC, huge,
					    sizeof(huge) - 1)),
		     UINT64_MAX);
}

/* scrypt of ${n}, ${r} and ${p}, which OpenSSL itself would not make. */
static X509_ALGOR *make_scrypt(uint64_t n, uint64_t r, uint64_t p)
{
	SCRYPT_PARAMS *numbers = SCRYPT_PARAMS_new();
	PBE2PARAM *param = PBE2PARAM_new();
	X509_ALGOR *algorithm = X509_ALGOR_new();

	cr_assert(numbers != NULL && param != NULL && algorithm != NULL);
	cr_assert_eq(ASN1_INTEGER_set_uint64(numbers->costParameter, n), 1);
	cr_assert_eq(ASN1_INTEGER_set_uint64(numbers->blockSize, r), 1);
	cr_assert_eq(
		ASN1_INTEGER_set_uint64(numbers->parallelizationParameter, p),
		1);
	param->keyfunc->algorithm = OBJ_nid2obj(NID_id_scrypt);
	param->encryption->algorithm = OBJ_nid2obj(NID_aes_256_cbc);
	algorithm->algorithm = OBJ_nid2obj(NID_pbes2);
	cr_assert_not_null(
		ASN1_TYPE_pack_sequence(ASN1_ITEM_rptr(SCRYPT_PARAMS), numbers,
					&param->keyfunc->parameter));
	cr_assert_not_null(ASN1_TYPE_pack_sequence(
		ASN1_ITEM_rptr(PBE2PARAM), param, &algorithm->parameter));
	SCRYPT_PARAMS_free(numbers);
	PBE2PARAM_free(param);
	return algorithm;
}

Test(certificate_work, has_no_end_where_a_product_overflows)
{
	cr_expect_eq(work_of(make_scrypt(1024, 8, 2)), 16384);
	cr_expect_eq(work_of(make_scrypt(UINT64_C(1) << 62, 8, 1)), UINT64_MAX);
	cr_expect_eq(
		work_of(make_scrypt(2, UINT64_C(1) << 33, UINT64_C(1) << 33)),
		UINT64_MAX);
}

Test(certificate_work, is_none_where_nothing_says_how_much)
{
	static const char null[] = "\x05\x00";

	cr_expect_eq(work_of(make_algorithm(NID_pbes2, null, 2)), 0);
	cr_expect_eq(work_of(make_algorithm(NID_pbeWithMD5AndDES_CBC, null, 2)),
		     0);
	cr_expect_eq(work_of(make_algorithm(NID_sha256, "", 0)), 0);
	cr_expect_eq(work_of(X509_ALGOR_new()), 0);
}

Test(certificate_work, of_a_mac_is_that_of_its_passphrase)
{
	PKCS12 *pkcs12 = PKCS12_init(NID_pkcs7_data);
	STACK_OF(PKCS7) *safes = sk_PKCS7_new_null();

	cr_assert_eq(PKCS12_pack_authsafes(pkcs12, safes), 1);
	cr_expect_eq(akv_certificate_work_of_mac(pkcs12), 0);
	cr_assert_eq(
		PKCS12_set_mac(pkcs12, "x", 1, NULL, 0, 2048, EVP_sha256()), 1);
	cr_expect_eq(akv_certificate_work_of_mac(pkcs12), 2048);
	cr_assert_eq(PKCS12_set_mac(pkcs12, "x", 1, NULL, 0, 1, EVP_sha256()),
		     1);
	cr_expect_eq(akv_certificate_work_of_mac(pkcs12), 1);
	sk_PKCS7_pop_free(safes, PKCS7_free);
	PKCS12_free(pkcs12);
}
