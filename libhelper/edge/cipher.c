/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <openssl/evp.h>

#include "libhelper/edge/cipher.h"

static enum akv_code refused(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "CipherFailed",
			"OpenSSL cannot encrypt with AES-256-CTR");
}

enum akv_code akv_cipher_aes_256_ctr(const unsigned char *key,
				     const unsigned char *counter,
				     const struct akv_secret *bytes,
				     struct akv_secret *out,
				     struct akv_error *err)
{
	size_t len = akv_secret_len(bytes);
	const unsigned char *in = (const unsigned char *)akv_secret_text(bytes);
	EVP_CIPHER_CTX *context;
	int written = 0;
	int worked;

	if (len > akv_secret_room(out) || len > INT_MAX)
		return akv_fail(err, AKV_ERR_PEER, "TooLarge",
				"%zu bytes more do not fit", len);
	context = EVP_CIPHER_CTX_new();
	/* a stream: as many bytes come out as went in, and at once */
	worked = context != NULL &&
		 EVP_EncryptInit_ex(context, EVP_aes_256_ctr(), NULL, key,
				    counter) == 1 &&
		 EVP_EncryptUpdate(context,
				   (unsigned char *)akv_secret_tail(out),
				   &written, in, (int)len) == 1;
	akv_secret_grow(out, worked ? (size_t)written : 0);
	EVP_CIPHER_CTX_free(context); /* wipes what it held */
	return worked && (size_t)written == len ? AKV_OK : refused(err);
}
