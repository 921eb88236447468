/* SPDX-License-Identifier: MIT */
#include <openssl/evp.h>

#include "libhelper/edge/openssl_memory.h"

#include "libhelper/edge/digest.h"

enum { SHA256_SIZE = 32 };

enum akv_code akv_digest_sha256_hex(const void *bytes, size_t len, char *hex,
				    struct akv_error *err)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[SHA256_SIZE];

	/* this may be the first that OpenSSL is asked for */
	akv_openssl_memory_wipe();
	if (EVP_Digest(bytes, len, digest, NULL, EVP_sha256(), NULL) != 1)
		return akv_fail(err, AKV_ERR_OTHER, "DigestFailed",
				"OpenSSL cannot compute SHA-256");
	for (size_t i = 0; i < sizeof(digest); i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 0xf];
	}
	hex[AKV_DIGEST_HEX_SIZE - 1] = '\0';
	return AKV_OK;
}
