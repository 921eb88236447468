/* SPDX-License-Identifier: MIT */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509.h>

#include "libhelper/edge/certificate.h"
#include "libhelper/edge/certificate_work.h"

#include "libhelper/edge/certificate_opener.h"

/*
 * For a whole file.  What OpenSSL writes asks for 6144; 600000 at a time are
 * recommended for passwords, and a passphrase is tried three times at most.  A
 * million takes about a second.
 */
enum { ROUNDS_MAX = 2000000 };

enum akv_code akv_certificate_opener_init(struct akv_certificate_opener *opener,
					  const struct akv_secret *passphrase,
					  struct akv_error *err)
{
	size_t len = passphrase != NULL ? akv_secret_len(passphrase) : 0;

	*opener = (struct akv_certificate_opener){
		.passphrase = len > 0 ? akv_secret_text(passphrase) : "",
		.len = (int)len,
		.was_given = len > 0,
		.rounds_left = ROUNDS_MAX,
	};
	if (len > AKV_CERTIFICATE_PASSPHRASE_MAX)
		return akv_fail(err, AKV_ERR_USAGE, "PassphraseTooLong",
				"the passphrase is longer than %d bytes",
				AKV_CERTIFICATE_PASSPHRASE_MAX);
	return AKV_OK;
}

void akv_certificate_opener_clear(struct akv_certificate_opener *opener)
{
	for (int i = 0; i < 2; i++)
		if (opener->providers[i] != NULL)
			(void)OSSL_PROVIDER_unload(opener->providers[i]);
	OSSL_LIB_CTX_free(opener->legacy);
	opener->legacy = NULL;
}

/* -- failures -- */

/* Does one of OpenSSL's errors say that it does not know an algorithm? */
static bool lacks_algorithm(void)
{
	bool lacks = false;
	unsigned long error;

	while ((error = ERR_get_error()) != 0) {
		int reason = ERR_GET_REASON(error);

		if (reason == ERR_R_UNSUPPORTED ||
		    (ERR_GET_LIB(error) == ERR_LIB_PEM &&
		     reason == PEM_R_UNSUPPORTED_ENCRYPTION))
			lacks = true;
		if (ERR_GET_LIB(error) != ERR_LIB_EVP)
			continue;
		if (reason == EVP_R_UNSUPPORTED_CIPHER ||
		    reason == EVP_R_UNKNOWN_CIPHER ||
		    reason == EVP_R_UNKNOWN_DIGEST ||
		    reason == EVP_R_UNKNOWN_PBE_ALGORITHM ||
		    reason == EVP_R_UNSUPPORTED_KEY_DERIVATION_FUNCTION ||
		    reason == EVP_R_UNSUPPORTED_PRF)
			lacks = true;
	}
	return lacks;
}

static enum akv_code fail_unsupported(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "EncryptionUnsupported",
		 "the private key or the file around it is encrypted in a way "
		 "that OpenSSL does not know here");
	akv_error_hint(err, "OpenSSL's legacy provider may be missing (Debian "
			    "13: openssl-provider-legacy)");
	akv_error_hint(err, "or write it anew where it is known: openssl "
			    "pkcs12 -legacy -in OLD -nodes | openssl pkcs12 "
			    "-export -out NEW");
	return AKV_ERR_USAGE;
}

static enum akv_code fail_to_open(const struct akv_certificate_opener *opener,
				  struct akv_error *err)
{
	if (opener->was_given)
		return akv_fail(err, AKV_ERR_USAGE, "PassphraseWrong",
				"the passphrase does not open the private key");
	return akv_fail(err, AKV_ERR_USAGE, "PassphraseNeeded",
			"the private key is encrypted, and there is no "
			"passphrase for it");
}

enum akv_code
akv_certificate_opener_fail(const struct akv_certificate_opener *opener,
			    struct akv_error *err)
{
	return lacks_algorithm() ? fail_unsupported(err) :
				   fail_to_open(opener, err);
}

static enum akv_code charge(struct akv_certificate_opener *opener,
			    uint64_t rounds, struct akv_error *err)
{
	if (rounds <= opener->rounds_left) {
		opener->rounds_left -= rounds;
		return AKV_OK;
	}
	akv_fail(err, AKV_ERR_USAGE, "EncryptionTooSlow",
		 "the file wants the passphrase hashed more than %d times",
		 ROUNDS_MAX);
	akv_error_hint(err, "encrypt the key anew with fewer iterations: "
			    "600000 are many");
	return AKV_ERR_USAGE;
}

/* -- the legacy provider -- */

/* The context that knows the old algorithms; NULL when they are not there. */
static OSSL_LIB_CTX *legacy_context(struct akv_certificate_opener *opener)
{
	if (opener->legacy == NULL)
		opener->legacy = OSSL_LIB_CTX_new();
	if (opener->legacy == NULL)
		return NULL;
	if (opener->providers[0] == NULL)
		opener->providers[0] =
			OSSL_PROVIDER_load(opener->legacy, "legacy");
	/* what is not given by name is not there in a context of one's own */
	if (opener->providers[1] == NULL)
		opener->providers[1] =
			OSSL_PROVIDER_load(opener->legacy, "default");
	if (opener->providers[0] == NULL || opener->providers[1] == NULL)
		return NULL;
	return opener->legacy;
}

/* -- opening -- */

enum akv_code
akv_certificate_opener_verify(struct akv_certificate_opener *opener,
			      struct PKCS12_st *pkcs12, struct akv_error *err)
{
	/* the empty passphrase and none at all are two things in PKCS#12, and
	 * both are written by programs that mean "no passphrase" */
	const struct {
		const char *passphrase;
		int len;
	} kinds[] = {
		{ opener->passphrase, opener->len },
		{ "", 0 },
		{ NULL, 0 },
	};

	if (PKCS12_mac_present(pkcs12) != 1)
		return AKV_OK;
	for (size_t i = opener->was_given ? 0 : 1; i < 3; i++) {
		enum akv_code code = charge(
			opener, akv_certificate_work_of_mac(pkcs12), err);

		if (code != AKV_OK)
			return code;
		opener->passphrase = kinds[i].passphrase;
		opener->len = kinds[i].len;
		if (PKCS12_verify_mac(pkcs12, opener->passphrase,
				      opener->len) == 1)
			return AKV_OK;
	}
	return akv_certificate_opener_fail(opener, err);
}

/* Something encrypted, and what it should be when it is open. */
struct sealed {
	const ASN1_ITEM *inside;
	const X509_ALGOR *algorithm;
	const ASN1_OCTET_STRING *bytes;
};

static void *try_to_open(const struct akv_certificate_opener *opener,
			 const struct sealed *sealed, OSSL_LIB_CTX *context)
{
	return PKCS12_item_decrypt_d2i_ex(
		sealed->algorithm, sealed->inside, opener->passphrase,
		opener->len, sealed->bytes, /* zbuf= */ 1, context, NULL);
}

static enum akv_code open_sealed(struct akv_certificate_opener *opener,
				 const struct sealed *sealed, void **out,
				 struct akv_error *err)
{
	enum akv_code code =
		charge(opener, akv_certificate_work_of(sealed->algorithm), err);
	OSSL_LIB_CTX *legacy;

	if (code != AKV_OK)
		return code;
	ERR_clear_error();
	*out = try_to_open(opener, sealed, NULL);
	if (*out == NULL && lacks_algorithm()) {
		legacy = legacy_context(opener);
		if (legacy == NULL)
			return fail_unsupported(err);
		*out = try_to_open(opener, sealed, legacy);
	}
	return *out != NULL ? AKV_OK : akv_certificate_opener_fail(opener, err);
}

enum akv_code akv_certificate_opener_key(struct akv_certificate_opener *opener,
					 const struct X509_sig_st *encrypted,
					 struct evp_pkey_st **out,
					 struct akv_error *err)
{
	struct sealed sealed = {
		.inside = ASN1_ITEM_rptr(PKCS8_PRIV_KEY_INFO),
	};
	void *info = NULL;
	enum akv_code code;

	X509_SIG_get0(encrypted, &sealed.algorithm, &sealed.bytes);
	code = open_sealed(opener, &sealed, &info, err);
	if (code != AKV_OK)
		return code;
	*out = EVP_PKCS82PKEY(info);
	PKCS8_PRIV_KEY_INFO_free(info);
	return AKV_OK;
}

enum akv_code
akv_certificate_opener_bags(struct akv_certificate_opener *opener,
			    const struct pkcs7_enc_content_st *encrypted,
			    struct stack_st_PKCS12_SAFEBAG **out,
			    struct akv_error *err)
{
	const struct sealed sealed = {
		.inside = ASN1_ITEM_rptr(PKCS12_SAFEBAGS),
		.algorithm = encrypted->algorithm,
		.bytes = encrypted->enc_data,
	};
	void *bags = NULL;
	enum akv_code code = open_sealed(opener, &sealed, &bags, err);

	if (code == AKV_OK)
		*out = bags;
	return code;
}
