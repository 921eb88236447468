/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "libhelper/base/base64.h"

/*
 * Digits are computed, not looked up: where in a table we read could be seen
 * in the cache by another process, and it would be the secret's bits.
 */

static char digit_of(enum akv_base64 alphabet, uint32_t value)
{
	if (value < 26)
		return (char)('A' + value);
	if (value < 52)
		return (char)('a' + value - 26);
	if (value < 62)
		return (char)('0' + value - 52);
	if (value == 62)
		return alphabet == AKV_BASE64_URL ? '-' : '+';
	return alphabet == AKV_BASE64_URL ? '_' : '/';
}

/* How many characters ${len} bytes become. */
static size_t encoded_len(enum akv_base64 alphabet, size_t len)
{
	size_t padded = (len + 2) / 3 * 4;

	return alphabet == AKV_BASE64_URL ? padded - (3 - len % 3) % 3 : padded;
}

/* Writes ${len} (1 to 3) bytes as a group to ${to}; how many it wrote. */
static size_t encode_group(enum akv_base64 alphabet, const unsigned char *from,
			   size_t len, char *to)
{
	uint32_t group = (uint32_t)from[0] << 16;

	if (len > 1)
		group |= (uint32_t)from[1] << 8;
	if (len > 2)
		group |= from[2];
	for (size_t i = 0; i < encoded_len(alphabet, len); i++) {
		to[i] = digit_of(alphabet, (group >> (18 - 6 * i)) & 0x3f);
		if (i > len)
			to[i] = '=';
	}
	return encoded_len(alphabet, len);
}

enum akv_code akv_base64_encode(enum akv_base64 alphabet,
				const struct akv_secret *bytes,
				struct akv_secret *text, struct akv_error *err)
{
	const unsigned char *from =
		(const unsigned char *)akv_secret_text(bytes);
	size_t len = akv_secret_len(bytes);
	char *to;
	size_t done = 0;

	if (encoded_len(alphabet, len) > akv_secret_room(text))
		return akv_fail(err, AKV_ERR_PEER, "TooLarge",
				"%zu bytes do not fit as base 64", len);
	to = akv_secret_tail(text);
	for (size_t i = 0; i < len; i += 3)
		done += encode_group(alphabet, from + i,
				     len - i < 3 ? len - i : 3, to + done);
	akv_secret_grow(text, done);
	return AKV_OK;
}

/* The value of a digit of either alphabet, or -1. */
static int digit_value(unsigned char digit)
{
	if (digit >= 'A' && digit <= 'Z')
		return digit - 'A';
	if (digit >= 'a' && digit <= 'z')
		return digit - 'a' + 26;
	if (digit >= '0' && digit <= '9')
		return digit - '0' + 52;
	if (digit == '+' || digit == '-')
		return 62;
	if (digit == '/' || digit == '_')
		return 63;
	return -1;
}

static enum akv_code not_base64(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_PEER, "NotBase64", "is not base 64");
}

enum akv_code akv_base64_decode(const char *text, size_t len,
				struct akv_secret *bytes, struct akv_error *err)
{
	uint32_t group = 0;
	size_t digits;
	size_t done = 0;
	unsigned char *to;

	for (digits = len; digits > 0 && len - digits < 2; digits--)
		if (text[digits - 1] != '=')
			break;
	/* a lone digit is no byte, and padding fills a group of four */
	if (digits % 4 == 1 || (digits != len && len % 4 != 0))
		return not_base64(err);
	if (digits * 3 / 4 > akv_secret_room(bytes))
		return akv_fail(err, AKV_ERR_PEER, "TooLarge",
				"%zu characters of base 64 do not fit", len);

	to = (unsigned char *)akv_secret_tail(bytes);
	for (size_t i = 0; i < digits; i++) {
		int value = digit_value((unsigned char)text[i]);

		if (value < 0) {
			akv_secret_wipe(to, done);
			return not_base64(err);
		}
		group = group << 6 | (uint32_t)value;
		if (i % 4 != 0)
			to[done++] =
				(unsigned char)(group >> (6 - 2 * (i % 4)));
	}
	akv_secret_grow(bytes, done);
	return AKV_OK;
}
