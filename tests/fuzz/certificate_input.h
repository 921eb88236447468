/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FUZZ_CERTIFICATE_INPUT_H
#define AKV_TESTS_FUZZ_CERTIFICATE_INPUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/edge/certificate.h"
#include "libhelper/edge/certificate_export.h"

/*
 * The input as a file with a certificate.  Whatever it is: what can be loaded
 * is in force, has thumbprints, can be encoded, and signs or says that it
 * cannot; what cannot be loaded has a sentence.  The seeds are in force from
 * 2026 to 2126; their passphrase is "open sesame".
 */

enum { CERTIFICATE_INPUT_NOW = 1800000000 };

static inline void certificate_input_check(bool holds)
{
	if (!holds)
		abort();
}

static inline struct akv_secret *certificate_input_secret(const void *bytes,
							  size_t len)
{
	struct akv_secret *secret = NULL;

	certificate_input_check(
		akv_secret_new_from(bytes, len, &secret, NULL) == AKV_OK);
	return secret;
}

static inline void
certificate_input_use(const struct akv_certificate *certificate)
{
	AKV_AUTO(secret) *text = NULL;
	AKV_AUTO(secret) *signature = NULL;
	size_t count = akv_certificate_chain_len(certificate);

	certificate_input_check(count >= 1 &&
				count <= AKV_CERTIFICATE_CHAIN_MAX);
	certificate_input_check(akv_certificate_not_before(certificate) <=
					CERTIFICATE_INPUT_NOW &&
				akv_certificate_not_after(certificate) >=
					CERTIFICATE_INPUT_NOW);
	certificate_input_check(
		strlen(akv_certificate_sha1(certificate)->base64url) == 27 &&
		strlen(akv_certificate_sha1(certificate)->hex) == 40 &&
		strlen(akv_certificate_sha256(certificate)->base64url) == 43 &&
		strlen(akv_certificate_sha256(certificate)->hex) == 64);
	certificate_input_check(
		!akv_text_has_control(akv_certificate_subject(certificate)));
	certificate_input_check(akv_secret_new((size_t)1 << 20, &text, NULL) ==
				AKV_OK);
	for (size_t i = 0; i < count; i++)
		certificate_input_check(akv_certificate_encode(certificate, i,
							       text,
							       NULL) == AKV_OK);
	if (akv_certificate_sign(certificate, AKV_CERTIFICATE_PS256, text,
				 &signature, NULL) == AKV_OK)
		certificate_input_check(akv_secret_len(signature) >= 256);
}

/* As the value of a secret, of which a part is wanted. */
static inline void certificate_input_export(const struct akv_secret *bytes)
{
	for (int part = AKV_CERTIFICATE_KEY; part <= AKV_CERTIFICATE_BOTH;
	     part++) {
		AKV_AUTO(secret) *out = NULL;
		enum akv_code code = akv_certificate_export(
			bytes, (enum akv_certificate_part)part, &out, NULL);

		certificate_input_check((code == AKV_OK) == (out != NULL));
		if (code == AKV_OK)
			certificate_input_check(strncmp(akv_secret_text(out),
							"-----BEGIN ",
							11) == 0);
		else
			certificate_input_check(code == AKV_ERR_UNUSABLE);
	}
}

/* ${passphrase} may be NULL. */
static inline void certificate_input_load(const uint8_t *data, size_t size,
					  const char *passphrase)
{
	AKV_AUTO(certificate) *certificate = NULL;
	AKV_AUTO(secret) *bytes = certificate_input_secret(data, size);
	AKV_AUTO(secret) *secret = NULL;
	struct akv_error err = { .code = AKV_OK };
	enum akv_code code;

	certificate_input_export(bytes);
	if (passphrase != NULL)
		secret = certificate_input_secret(passphrase,
						  strlen(passphrase));
	code = akv_certificate_new(bytes, secret, CERTIFICATE_INPUT_NOW,
				   &certificate, &err);
	if (code == AKV_OK) {
		certificate_input_use(certificate);
		return;
	}
	certificate_input_check(certificate == NULL && err.code == code);
	certificate_input_check(code == AKV_ERR_USAGE ||
				code == AKV_ERR_SIGN_IN);
	certificate_input_check(err.text[0] != '\0' &&
				!akv_text_has_control(err.text));
}

#endif
