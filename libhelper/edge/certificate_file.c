/* SPDX-License-Identifier: MIT */
#include <openssl/x509.h>
#include <stdbool.h>
#include <string.h>

#include "libhelper/edge/certificate_opener.h"
#include "libhelper/edge/certificate_pem.h"
#include "libhelper/edge/certificate_pfx.h"

#include "libhelper/edge/certificate_file.h"

/* What people have instead, how it looks, and what to do about it. */
static const struct {
	const char *sign;
	bool is_in_front;
	const char *hint;
} mistakes[] = {
	{ "-----BEGIN OPENSSH PRIVATE KEY", false,
	  "ssh-keygen -p -m PEM -f KEY turns an OpenSSH key into PEM" },
	/* indented, on one line, or with "\n" for its line breaks */
	{ "-----BEGIN ", false,
	  "each line of PEM has to be a line of its own, with nothing in front "
	  "of its dashes" },
	/* so is a certificate as the value of a secret in a vault, or of a
	 * variable of a pipeline */
	{ "MII", true,
	  "it looks like base 64 of a PKCS#12 file: base64 -d makes it one" },
	{ "\xff\xfe", true, "it looks like UTF-16: save it as UTF-8" },
};

static void add_hint(const struct akv_secret *bytes, struct akv_error *err)
{
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		const char *text = akv_secret_text(bytes);
		const char *found =
			memmem(text, akv_secret_len(bytes), mistakes[i].sign,
			       strlen(mistakes[i].sign));

		if (found == NULL || (mistakes[i].is_in_front && found != text))
			continue;
		akv_error_hint(err, "%s", mistakes[i].hint);
		return;
	}
}

static enum akv_code fail_nothing(const struct akv_secret *bytes,
				  struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "NotACertificate",
		 akv_secret_len(bytes) == 0 ?
			 "the file is empty" :
			 "there is neither PEM nor PKCS#12 with a private key "
			 "and a certificate");
	add_hint(bytes, err);
	return AKV_ERR_USAGE;
}

static enum akv_code fail_no_key(const struct akv_secret *bytes,
				 struct akv_error *err)
{
	akv_fail(err, AKV_ERR_USAGE, "NoPrivateKey",
		 "there is a certificate, but no private key with it");
	akv_error_hint(err, "the private key of the certificate has to be in "
			    "the same file");
	if (memmem(akv_secret_text(bytes), akv_secret_len(bytes),
		   mistakes[0].sign, strlen(mistakes[0].sign)) != NULL)
		akv_error_hint(err, "%s", mistakes[0].hint);
	return AKV_ERR_USAGE;
}

static enum akv_code check_key(const struct akv_certificate_parts *parts,
			       const struct akv_secret *bytes,
			       struct akv_error *err)
{
	if (parts->key_count == 0)
		return fail_no_key(bytes, err);
	if (parts->key_count > 1) {
		akv_fail(err, AKV_ERR_USAGE, "SeveralKeys",
			 "there are %zu private keys", parts->key_count);
		akv_error_hint(err, "leave the one to sign in with");
		return AKV_ERR_USAGE;
	}
	return AKV_OK;
}

enum akv_code akv_certificate_file_open(const struct akv_secret *bytes,
					const struct akv_secret *passphrase,
					struct akv_certificate_parts *parts,
					struct akv_error *err)
{
	struct akv_certificate_opener opener;
	enum akv_code code =
		akv_certificate_opener_init(&opener, passphrase, err);

	if (code != AKV_OK)
		return code;
	if (akv_certificate_pfx_is_der(bytes))
		code = akv_certificate_pfx_read(bytes, &opener, parts, err);
	else
		code = akv_certificate_pem_read(bytes, &opener, parts, err);
	akv_certificate_opener_clear(&opener);
	if (code != AKV_OK)
		return code;
	if (parts->key_count == 0 && sk_X509_num(parts->certificates) == 0)
		return fail_nothing(bytes, err);
	return AKV_OK;
}

enum akv_code akv_certificate_file_read(const struct akv_secret *bytes,
					const struct akv_secret *passphrase,
					struct akv_certificate_parts *parts,
					struct akv_error *err)
{
	enum akv_code code =
		akv_certificate_file_open(bytes, passphrase, parts, err);

	return code == AKV_OK ? check_key(parts, bytes, err) : code;
}
