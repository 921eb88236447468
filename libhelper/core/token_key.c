/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/core/token_key.h"

enum { KEY_TEXT_SIZE = 4096 };

struct akv_token_key akv_token_key_of(const struct akv_principal *principal,
				      const char *audience)
{
	return (struct akv_token_key){
		.authority_host = principal->authority_host,
		.tenant = principal->tenant,
		.client_id = principal->client_id,
		.audience = audience,
		.fingerprint = principal->fingerprint,
	};
}

enum akv_code akv_token_key_digest(const struct akv_token_key *key, char *hex,
				   struct akv_error *err)
{
	const char *const parts[] = { key->authority_host, key->tenant,
				      key->client_id, key->audience,
				      key->fingerprint };
	char buf[KEY_TEXT_SIZE];
	struct akv_text text;

	akv_text_init(&text, buf, sizeof(buf));
	/* the NUL that ends each text keeps "ab", "c" apart from "a", "bc" */
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		akv_text_add_bytes(&text, parts[i], strlen(parts[i]) + 1);
	if (text.cut)
		return akv_fail(err, AKV_ERR_OTHER, "TokenKeyTooLong",
				"the principal's names are too long together");
	return akv_digest_sha256_hex(text.buf, text.len, hex, err);
}
