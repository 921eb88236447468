/* SPDX-License-Identifier: MIT */
#include <openssl/asn1.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include "libhelper/edge/certificate_pfx.h"

bool akv_certificate_pfx_is_der(const struct akv_secret *bytes)
{
	return akv_secret_len(bytes) > 0 &&
	       (unsigned char)akv_secret_text(bytes)[0] ==
		       (V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED);
}

static void free_pkcs12(PKCS12 **pkcs12)
{
	PKCS12_free(*pkcs12);
}

static void free_safes(STACK_OF(PKCS7) * *safes)
{
	sk_PKCS7_pop_free(*safes, PKCS7_free);
}

static void free_bags(STACK_OF(PKCS12_SAFEBAG) * *bags)
{
	sk_PKCS12_SAFEBAG_pop_free(*bags, PKCS12_SAFEBAG_free);
}

static enum akv_code fail_damaged(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_USAGE, "NotACertificate",
			"the PKCS#12 file is cut off or damaged");
}

/* -- DER of other kinds -- */

static bool is_certificate(const struct akv_secret *bytes)
{
	const unsigned char *data =
		(const unsigned char *)akv_secret_text(bytes);
	X509 *x509 = d2i_X509(NULL, &data, (long)akv_secret_len(bytes));

	X509_free(x509);
	return x509 != NULL;
}

static enum akv_code fail_not_pkcs12(const struct akv_secret *bytes,
				     struct akv_error *err)
{
	if (is_certificate(bytes)) {
		akv_fail(err, AKV_ERR_USAGE, "NoPrivateKey",
			 "there is a certificate (DER), but no private key "
			 "with it");
		akv_error_hint(err, "openssl x509 -inform DER -in CERTIFICATE "
				    "makes it PEM: put that and the PEM of the "
				    "private key into one file");
		return AKV_ERR_USAGE;
	}
	akv_fail(err, AKV_ERR_USAGE, "NotACertificate",
		 "this DER is no PKCS#12 file, or it is cut off or damaged");
	return AKV_ERR_USAGE;
}

/* -- bags -- */

static enum akv_code read_encrypted_key(const PKCS12_SAFEBAG *bag,
					struct akv_certificate_opener *opener,
					struct akv_certificate_parts *parts,
					struct akv_error *err)
{
	const X509_SIG *encrypted = PKCS12_SAFEBAG_get0_pkcs8(bag);
	EVP_PKEY *key = NULL;
	enum akv_code code;

	if (encrypted == NULL)
		return fail_damaged(err);
	code = akv_certificate_opener_key(opener, encrypted, &key, err);
	if (code != AKV_OK)
		return code;
	return akv_certificate_parts_add_key(parts, key, err);
}

static enum akv_code read_key(const PKCS12_SAFEBAG *bag,
			      struct akv_certificate_parts *parts,
			      struct akv_error *err)
{
	const PKCS8_PRIV_KEY_INFO *info = PKCS12_SAFEBAG_get0_p8inf(bag);

	if (info == NULL)
		return fail_damaged(err);
	return akv_certificate_parts_add_key(parts, EVP_PKCS82PKEY(info), err);
}

static enum akv_code read_bag(const PKCS12_SAFEBAG *bag,
			      struct akv_certificate_opener *opener,
			      struct akv_certificate_parts *parts,
			      struct akv_error *err)
{
	switch (PKCS12_SAFEBAG_get_nid(bag)) {
	case NID_keyBag:
		return read_key(bag, parts, err);
	case NID_pkcs8ShroudedKeyBag:
		return read_encrypted_key(bag, opener, parts, err);
	case NID_certBag:
		if (PKCS12_SAFEBAG_get_bag_nid(bag) != NID_x509Certificate)
			return AKV_OK;
		return akv_certificate_parts_add_certificate(
			parts, PKCS12_SAFEBAG_get1_cert(bag), err);
	default:
		return AKV_OK;
	}
}

/* -- safes -- */

static enum akv_code open_safe(PKCS7 *safe,
			       struct akv_certificate_opener *opener,
			       STACK_OF(PKCS12_SAFEBAG) * *out,
			       struct akv_error *err)
{
	const PKCS7_ENCRYPT *encrypted;

	if (PKCS7_type_is_data(safe)) {
		*out = PKCS12_unpack_p7data(safe);
		return *out != NULL ? AKV_OK : fail_damaged(err);
	}
	if (!PKCS7_type_is_encrypted(safe))
		return akv_fail(err, AKV_ERR_USAGE, "EncryptionUnsupported",
				"the PKCS#12 file is not protected by a "
				"passphrase, but in a way that we cannot open");
	encrypted = safe->d.encrypted;
	if (encrypted == NULL || encrypted->enc_data == NULL ||
	    encrypted->enc_data->algorithm == NULL ||
	    encrypted->enc_data->enc_data == NULL)
		return fail_damaged(err);
	return akv_certificate_opener_bags(opener, encrypted->enc_data, out,
					   err);
}

static enum akv_code read_safe(PKCS7 *safe,
			       struct akv_certificate_opener *opener,
			       struct akv_certificate_parts *parts,
			       struct akv_error *err)
{
	__attribute__((cleanup(free_bags))) STACK_OF(PKCS12_SAFEBAG) *bags =
		NULL;
	enum akv_code code = open_safe(safe, opener, &bags, err);

	for (int i = 0; code == AKV_OK && i < sk_PKCS12_SAFEBAG_num(bags); i++)
		code = read_bag(sk_PKCS12_SAFEBAG_value(bags, i), opener, parts,
				err);
	return code;
}

enum akv_code akv_certificate_pfx_read(const struct akv_secret *bytes,
				       struct akv_certificate_opener *opener,
				       struct akv_certificate_parts *parts,
				       struct akv_error *err)
{
	const unsigned char *data =
		(const unsigned char *)akv_secret_text(bytes);
	__attribute__((cleanup(free_pkcs12))) PKCS12 *pkcs12 =
		d2i_PKCS12(NULL, &data, (long)akv_secret_len(bytes));
	__attribute__((cleanup(free_safes))) STACK_OF(PKCS7) *safes = NULL;
	enum akv_code code;

	if (pkcs12 == NULL)
		return fail_not_pkcs12(bytes, err);
	code = akv_certificate_opener_verify(opener, pkcs12, err);
	if (code != AKV_OK)
		return code;
	safes = PKCS12_unpack_authsafes(pkcs12);
	if (safes == NULL)
		return fail_damaged(err);
	for (int i = 0; code == AKV_OK && i < sk_PKCS7_num(safes); i++)
		code = read_safe(sk_PKCS7_value(safes, i), opener, parts, err);
	return code;
}
