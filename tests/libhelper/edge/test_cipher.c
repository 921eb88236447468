/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/edge/cipher.h"

/* NIST SP 800-38A, F.5.5: CTR-AES256.Encrypt */
static const unsigned char key[] = {
	0x60, 0x3d, 0xeb, 0x10, 0x15, 0xca, 0x71, 0xbe, 0x2b, 0x73, 0xae,
	0xf0, 0x85, 0x7d, 0x77, 0x81, 0x1f, 0x35, 0x2c, 0x07, 0x3b, 0x61,
	0x08, 0xd7, 0x2d, 0x98, 0x10, 0xa3, 0x09, 0x14, 0xdf, 0xf4,
};
static const unsigned char counter[] = {
	0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7,
	0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff,
};
static const unsigned char plain[] = {
	0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96, 0xe9, 0x3d, 0x7e,
	0x11, 0x73, 0x93, 0x17, 0x2a, 0xae, 0x2d, 0x8a, 0x57, 0x1e, 0x03,
	0xac, 0x9c, 0x9e, 0xb7, 0x6f, 0xac, 0x45, 0xaf, 0x8e, 0x51,
};
static const unsigned char encrypted[] = {
	0x60, 0x1e, 0xc3, 0x13, 0x77, 0x57, 0x89, 0xa5, 0xb7, 0xa7, 0xf5,
	0x04, 0xbb, 0xf3, 0xd2, 0x28, 0xf4, 0x43, 0xe3, 0xca, 0x4d, 0x62,
	0xb5, 0x9a, 0xca, 0x84, 0xe9, 0x90, 0xca, 0xca, 0xf5, 0xc5,
};

static struct akv_secret *secret_of(const void *bytes, size_t len)
{
	struct akv_secret *secret = NULL;

	cr_assert_eq(akv_secret_new_from(bytes, len, &secret, NULL), AKV_OK);
	return secret;
}

Test(cipher, is_aes_in_counter_mode)
{
	AKV_AUTO(secret) *bytes = secret_of(plain, sizeof(plain));
	AKV_AUTO(secret) *out = NULL;

	cr_assert_eq(akv_secret_new(sizeof(plain) + 1, &out, NULL), AKV_OK);
	cr_assert_eq(akv_secret_append_text(out, "x", NULL), AKV_OK);
	cr_assert_eq(akv_cipher_aes_256_ctr(key, counter, bytes, out, NULL),
		     AKV_OK);
	cr_assert_eq(akv_secret_len(out), sizeof(encrypted) + 1);
	cr_assert_arr_eq(akv_secret_text(out) + 1, encrypted,
			 sizeof(encrypted));
}

/* A stream needs no whole blocks. */
Test(cipher, takes_any_length)
{
	for (size_t len = 0; len <= sizeof(plain); len++) {
		AKV_AUTO(secret) *bytes = secret_of(plain, len);
		AKV_AUTO(secret) *out = NULL;

		cr_assert_eq(akv_secret_new(len, &out, NULL), AKV_OK);
		cr_assert_eq(
			akv_cipher_aes_256_ctr(key, counter, bytes, out, NULL),
			AKV_OK);
		cr_assert_eq(akv_secret_len(out), len);
		cr_assert_eq(memcmp(akv_secret_text(out), encrypted, len), 0);
	}
}

Test(cipher, wants_room)
{
	AKV_AUTO(secret) *bytes = secret_of(plain, sizeof(plain));
	AKV_AUTO(secret) *out = NULL;
	struct akv_error err;

	cr_assert_eq(akv_secret_new(sizeof(plain) - 1, &out, NULL), AKV_OK);
	cr_assert_eq(akv_cipher_aes_256_ctr(key, counter, bytes, out, &err),
		     AKV_ERR_PEER);
	cr_assert_str_eq(err.reason, "TooLarge");
	cr_assert_eq(akv_secret_len(out), 0);
}
