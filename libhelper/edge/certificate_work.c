/* SPDX-License-Identifier: MIT */
#include <openssl/asn1t.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "libhelper/edge/certificate_work.h"

/* Nothing that a file can mean in earnest: negative, or beyond 64 bits. */
static const uint64_t without_end = UINT64_MAX;

static uint64_t number(const ASN1_INTEGER *integer)
{
	uint64_t value;

	if (integer == NULL)
		return 0;
	return ASN1_INTEGER_get_uint64(&value, integer) == 1 ? value :
							       without_end;
}

static uint64_t multiply(uint64_t a, uint64_t b)
{
	uint64_t product;

	return __builtin_mul_overflow(a, b, &product) ? without_end : product;
}

static uint64_t of_pbkdf2(const X509_ALGOR *function)
{
	PBKDF2PARAM *param = ASN1_TYPE_unpack_sequence(
		ASN1_ITEM_rptr(PBKDF2PARAM), function->parameter);
	uint64_t rounds;

	if (param == NULL)
		return 0;
	rounds = number(param->iter);
	PBKDF2PARAM_free(param);
	return rounds;
}

/* A step of scrypt is about a round of a hash; memory OpenSSL bounds itself. */
static uint64_t of_scrypt(const X509_ALGOR *function)
{
	SCRYPT_PARAMS *param = ASN1_TYPE_unpack_sequence(
		ASN1_ITEM_rptr(SCRYPT_PARAMS), function->parameter);
	uint64_t steps;

	if (param == NULL)
		return 0;
	steps = multiply(multiply(number(param->costParameter),
				  number(param->blockSize)),
			 number(param->parallelizationParameter));
	SCRYPT_PARAMS_free(param);
	return steps;
}

/* PBES2-params and PBMAC1-params both are two algorithms, the first of which
 * makes the key. */
static uint64_t of_version_2(const X509_ALGOR *algorithm)
{
	PBE2PARAM *param = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM),
						     algorithm->parameter);
	uint64_t rounds = 0;

	if (param == NULL)
		return 0;
	if (OBJ_obj2nid(param->keyfunc->algorithm) == NID_id_scrypt)
		rounds = of_scrypt(param->keyfunc);
	else
		rounds = of_pbkdf2(param->keyfunc);
	PBE2PARAM_free(param);
	return rounds;
}

static uint64_t of_version_1(const X509_ALGOR *algorithm)
{
	PBEPARAM *param = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBEPARAM),
						    algorithm->parameter);
	uint64_t rounds;

	if (param == NULL)
		return 0;
	rounds = number(param->iter);
	PBEPARAM_free(param);
	return rounds;
}

uint64_t akv_certificate_work_of(const struct X509_algor_st *algorithm)
{
	int nid = OBJ_obj2nid(algorithm->algorithm);

	if (nid == NID_pbes2 || nid == NID_pbmac1)
		return of_version_2(algorithm);
	return of_version_1(algorithm);
}

uint64_t akv_certificate_work_of_mac(const struct PKCS12_st *pkcs12)
{
	const X509_ALGOR *algorithm = NULL;
	const ASN1_INTEGER *iterations = NULL;

	PKCS12_get0_mac(NULL, &algorithm, NULL, &iterations, pkcs12);
	if (algorithm == NULL)
		return 0;
	if (OBJ_obj2nid(algorithm->algorithm) == NID_pbmac1)
		return akv_certificate_work_of(algorithm);
	/* DEFAULT 1, which is not written down */
	return iterations != NULL ? number(iterations) : 1;
}
