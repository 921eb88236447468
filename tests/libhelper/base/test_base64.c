/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/base/base64.h"

static struct akv_secret *secret_with_room(size_t room)
{
	struct akv_secret *secret;

	cr_assert_eq(akv_secret_new(room, &secret, NULL), AKV_OK);
	return secret;
}

static void expect_encoding(enum akv_base64 alphabet, const char *bytes,
			    size_t len, const char *expected)
{
	AKV_AUTO(secret) *from = NULL;
	AKV_AUTO(secret) *to = secret_with_room((len + 2) / 3 * 4);

	cr_assert_eq(akv_secret_new_from(bytes, len, &from, NULL), AKV_OK);
	cr_assert_eq(akv_base64_encode(alphabet, from, to, NULL), AKV_OK);
	cr_assert_str_eq(akv_secret_text(to), expected);
	cr_assert_eq(akv_secret_len(to), strlen(expected));
}

/* With exactly the room that the bytes need. */
static void expect_decoding(const char *text, const char *bytes, size_t len)
{
	AKV_AUTO(secret) *to = secret_with_room(len);
	struct akv_error err = { .code = AKV_OK };

	cr_assert_eq(akv_base64_decode(text, strlen(text), to, &err), AKV_OK,
		     "%s: %s", text, err.text);
	cr_assert_eq(akv_secret_len(to), len);
	cr_assert_arr_eq(akv_secret_text(to), bytes, len);
}

static void expect_refusal(const char *text)
{
	AKV_AUTO(secret) *to = secret_with_room(100);
	struct akv_error err = { .code = AKV_OK };

	cr_assert_eq(akv_base64_decode(text, strlen(text), to, &err),
		     AKV_ERR_PEER, "%s", text);
	cr_assert_str_eq(err.reason, "NotBase64");
	cr_assert_eq(akv_secret_len(to), 0);
}

/* RFC 4648, section 10 */
Test(base64, encodes_the_vectors_of_the_standard)
{
	expect_encoding(AKV_BASE64_STANDARD, "", 0, "");
	expect_encoding(AKV_BASE64_STANDARD, "f", 1, "Zg==");
	expect_encoding(AKV_BASE64_STANDARD, "fo", 2, "Zm8=");
	expect_encoding(AKV_BASE64_STANDARD, "foo", 3, "Zm9v");
	expect_encoding(AKV_BASE64_STANDARD, "foob", 4, "Zm9vYg==");
	expect_encoding(AKV_BASE64_STANDARD, "fooba", 5, "Zm9vYmE=");
	expect_encoding(AKV_BASE64_STANDARD, "foobar", 6, "Zm9vYmFy");
}

Test(base64, encodes_for_urls_without_padding)
{
	expect_encoding(AKV_BASE64_URL, "", 0, "");
	expect_encoding(AKV_BASE64_URL, "f", 1, "Zg");
	expect_encoding(AKV_BASE64_URL, "fo", 2, "Zm8");
	expect_encoding(AKV_BASE64_URL, "foo", 3, "Zm9v");
	expect_encoding(AKV_BASE64_URL, "foob", 4, "Zm9vYg");
}

Test(base64, uses_the_alphabet_that_it_was_told)
{
	expect_encoding(AKV_BASE64_STANDARD, "\xfb\xef\xff\xff", 4, "++///w==");
	expect_encoding(AKV_BASE64_URL, "\xfb\xef\xff\xff", 4, "--___w");
}

Test(base64, encodes_into_exactly_the_room_it_needs)
{
	AKV_AUTO(secret) *from = NULL;
	AKV_AUTO(secret) *to = secret_with_room(6);

	cr_assert_eq(akv_secret_new_from("foob", 4, &from, NULL), AKV_OK);
	cr_assert_eq(akv_base64_encode(AKV_BASE64_URL, from, to, NULL), AKV_OK);
	cr_assert_str_eq(akv_secret_text(to), "Zm9vYg");
}

Test(base64, appends_to_what_is_there)
{
	AKV_AUTO(secret) *from = NULL;
	AKV_AUTO(secret) *to = NULL;

	cr_assert_eq(akv_secret_new_from("foo", 3, &from, NULL), AKV_OK);
	to = secret_with_room(20);
	cr_assert_eq(akv_secret_append_text(to, "x.", NULL), AKV_OK);
	cr_assert_eq(akv_base64_encode(AKV_BASE64_URL, from, to, NULL), AKV_OK);
	cr_assert_str_eq(akv_secret_text(to), "x.Zm9v");
	cr_assert_eq(akv_base64_decode("YmFy", 4, to, NULL), AKV_OK);
	cr_assert_str_eq(akv_secret_text(to), "x.Zm9vbar");
}

Test(base64, refuses_to_encode_into_too_little_room)
{
	AKV_AUTO(secret) *from = NULL;
	AKV_AUTO(secret) *to = secret_with_room(3);
	struct akv_error err;

	cr_assert_eq(akv_secret_new_from("foo", 3, &from, NULL), AKV_OK);
	cr_assert_eq(akv_base64_encode(AKV_BASE64_STANDARD, from, to, &err),
		     AKV_ERR_PEER);
	cr_assert_str_eq(err.reason, "TooLarge");
	cr_assert_eq(akv_secret_len(to), 0);
}

Test(base64, decodes_the_vectors_of_the_standard)
{
	expect_decoding("", "", 0);
	expect_decoding("Zg==", "f", 1);
	expect_decoding("Zm8=", "fo", 2);
	expect_decoding("Zm9v", "foo", 3);
	expect_decoding("Zm9vYg==", "foob", 4);
	expect_decoding("Zm9vYmE=", "fooba", 5);
	expect_decoding("Zm9vYmFy", "foobar", 6);
}

Test(base64, decodes_without_padding)
{
	expect_decoding("Zg", "f", 1);
	expect_decoding("Zm8", "fo", 2);
	expect_decoding("Zm9vYg", "foob", 4);
}

Test(base64, decodes_either_alphabet)
{
	expect_decoding("++///w==", "\xfb\xef\xff\xff", 4);
	expect_decoding("--___w", "\xfb\xef\xff\xff", 4);
}

Test(base64, reads_no_further_than_it_was_told)
{
	AKV_AUTO(secret) *to = secret_with_room(10);

	cr_assert_eq(akv_base64_decode("Zm9v!", 4, to, NULL), AKV_OK);
	cr_assert_str_eq(akv_secret_text(to), "foo");
}

Test(base64, gives_back_every_byte)
{
	char bytes[256];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)i;
	for (size_t len = 0; len <= sizeof(bytes); len++) {
		AKV_AUTO(secret) *from = NULL;
		AKV_AUTO(secret) *text = secret_with_room(400);
		AKV_AUTO(secret) *back = secret_with_room(len);

		cr_assert_eq(akv_secret_new_from(bytes, len, &from, NULL),
			     AKV_OK);
		cr_assert_eq(akv_base64_encode(AKV_BASE64_STANDARD, from, text,
					       NULL),
			     AKV_OK);
		cr_assert_eq(akv_base64_decode(akv_secret_text(text),
					       akv_secret_len(text), back,
					       NULL),
			     AKV_OK);
		cr_assert(akv_secret_equal(from, back));
	}
}

Test(base64, refuses_other_characters)
{
	for (int c = 1; c < 256; c++) {
		const char text[] = { 'Z', (char)c, '9', 'v', '\0' };

		if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			   "0123456789+/-_",
			   c) == NULL)
			expect_refusal(text);
	}
}

Test(base64, refuses_cut_groups_and_misplaced_padding)
{
	static const char *const bad[] = {
		"Z",	 "Zm9vY",  "=",	      "==",	  "===",
		"====",	 "Z===",   "Z=",      "Zg=",	  "Zm8==",
		"Zm9v=", "Zm9v==", "Zm9v===", "Zm9v====", "Zg==Zg==",
		"=Zm9",	 "Z=m8",   "Zm8=\n",  " Zg==",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		expect_refusal(bad[i]);
}

Test(base64, leaves_nothing_of_what_it_refused)
{
	AKV_AUTO(secret) *to = secret_with_room(16);

	cr_assert_eq(akv_base64_decode("Zm9vYmFy!!!!", 12, to, NULL),
		     AKV_ERR_PEER);
	cr_assert_arr_eq(akv_secret_text(to), "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
}

Test(base64, refuses_to_decode_into_too_little_room)
{
	AKV_AUTO(secret) *to = secret_with_room(2);
	struct akv_error err;

	cr_assert_eq(akv_base64_decode("Zm9v", 4, to, &err), AKV_ERR_PEER);
	cr_assert_str_eq(err.reason, "TooLarge");
	cr_assert_eq(akv_secret_len(to), 0);
}
