/* SPDX-License-Identifier: MIT */
#include "libhelper/base/base64.h"
#include "libhelper/edge/cipher.h"

#include "libhelper/core/rclone_password.h"

/* rclone's, the same in every copy of it (fs/config/obscure). */
static const unsigned char well_known_key[AKV_CIPHER_KEY_LEN] = {
	0x9c, 0x93, 0x5b, 0x48, 0x73, 0x0a, 0x55, 0x4d, 0x6b, 0xfd, 0x7c,
	0x63, 0xc8, 0x86, 0xa9, 0x2b, 0xd3, 0x90, 0x19, 0x8e, 0xb8, 0x12,
	0x8a, 0xfb, 0xf4, 0xde, 0x16, 0x2b, 0x8b, 0x95, 0xf6, 0x38,
};

_Static_assert((int)AKV_RCLONE_PASSWORD_IV_LEN == (int)AKV_CIPHER_BLOCK_LEN,
	       "rclone's initialisation vector is one block");

enum akv_code akv_rclone_password_obscure(const struct akv_secret *password,
					  const unsigned char *iv,
					  struct akv_secret **out,
					  struct akv_error *err)
{
	size_t len = AKV_CIPHER_BLOCK_LEN + akv_secret_len(password);
	AKV_AUTO(secret) *bytes = NULL;
	AKV_AUTO(secret) *text = NULL;
	enum akv_code code = akv_secret_new(len, &bytes, err);

	if (code == AKV_OK)
		code = akv_secret_append(bytes, iv, AKV_CIPHER_BLOCK_LEN, err);
	if (code == AKV_OK)
		code = akv_cipher_aes_256_ctr(well_known_key, iv, password,
					      bytes, err);
	if (code == AKV_OK)
		code = akv_secret_new(len / 3 * 4 + 4, &text, err);
	if (code == AKV_OK)
		code = akv_base64_encode(AKV_BASE64_URL, bytes, text, err);
	if (code != AKV_OK)
		return code;
	*out = text;
	text = NULL; /* the caller's now */
	return AKV_OK;
}
