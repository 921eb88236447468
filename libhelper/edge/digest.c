/* SPDX-License-Identifier: MIT */

/*
 * SHA256_Update() and its siblings, not EVP_Digest(): that one makes OpenSSL
 * initialise itself, which takes 1.3 ms and waits for whatever library is
 * being loaded, before anybody may look for a token.  libcurl does that, too,
 * but while we look.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include "libhelper/base/secret.h"

#include "libhelper/edge/digest.h"

enum akv_code akv_digest_sha256_hex(const void *bytes, size_t len, char *hex,
				    struct akv_error *err)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[SHA256_DIGEST_LENGTH];
	SHA256_CTX context;
	int worked;

	worked = SHA256_Init(&context) == 1 &&
		 SHA256_Update(&context, bytes, len) == 1 &&
		 SHA256_Final(digest, &context) == 1;
	/* the last block of what may be a secret */
	akv_secret_wipe(&context, sizeof(context));
	if (!worked)
		return akv_fail(err, AKV_ERR_OTHER, "DigestFailed",
				"OpenSSL cannot compute SHA-256");
	for (size_t i = 0; i < sizeof(digest); i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 0xf];
	}
	hex[AKV_DIGEST_HEX_SIZE - 1] = '\0';
	return AKV_OK;
}
