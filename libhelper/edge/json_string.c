/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <string.h>

#include "libhelper/edge/json_string.h"

size_t akv_json_string_utf8_len(const char *bytes, size_t len)
{
	static const struct {
		unsigned char first, last, second_first, second_last, len;
	} forms[] = {
		{ 0x00, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	const unsigned char *at = (const unsigned char *)bytes;

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t form_len = forms[i].len;

		if (len < form_len || at[0] < forms[i].first ||
		    at[0] > forms[i].last)
			continue;
		if (form_len > 1 && (at[1] < forms[i].second_first ||
				     at[1] > forms[i].second_last))
			return 0;
		for (size_t k = 2; k < form_len; k++)
			if ((at[k] & 0xc0) != 0x80)
				return 0;
		return form_len;
	}
	return 0;
}

static bool read_hexadecimal(const char *at, size_t len, uint32_t *out)
{
	uint32_t number = 0;

	if (len < 4)
		return false;
	for (size_t i = 0; i < 4; i++) {
		char c = at[i];

		number <<= 4;
		if (c >= '0' && c <= '9')
			number |= (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			number |= (uint32_t)(c - 'a' + 10);
		else if (c >= 'A' && c <= 'F')
			number |= (uint32_t)(c - 'A' + 10);
		else
			return false;
	}
	*out = number;
	return true;
}

/* ${at} is behind "\u"; returns how many bytes were used, 0 for a bad escape
 * or half of a surrogate pair. */
static size_t read_unicode_escape(const char *at, size_t len, uint32_t *out)
{
	uint32_t high;
	uint32_t low;

	if (!read_hexadecimal(at, len, &high))
		return 0;
	*out = high;
	if (high < 0xd800 || high > 0xdfff)
		return 4;
	if (high > 0xdbff || len < 6 || at[4] != '\\' || at[5] != 'u')
		return 0;
	if (!read_hexadecimal(at + 6, len - 6, &low) || low < 0xdc00 ||
	    low > 0xdfff)
		return 0;
	*out = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
	return 10;
}

/* ${at} is behind a backslash. */
static size_t read_escape(const char *at, size_t len, uint32_t *out)
{
	static const char written[] = "\"\\/bfnrt";
	static const char meant[] = "\"\\/\b\f\n\r\t";
	const char *which;
	size_t used;

	if (len == 0)
		return 0;
	if (*at == 'u') {
		used = read_unicode_escape(at + 1, len - 1, out);
		return used == 0 ? 0 : used + 1;
	}
	which = memchr(written, *at, sizeof(written) - 1);
	if (which == NULL)
		return 0;
	*out = (uint32_t)meant[which - written];
	return 1;
}

size_t akv_json_string_read(const char *at, size_t len, uint32_t *out)
{
	static const unsigned char lead_bits[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	size_t used;

	if (len == 0 || (unsigned char)*at < 0x20)
		return 0;
	if (*at == '\\') {
		used = read_escape(at + 1, len - 1, out);
		return used == 0 ? 0 : used + 1;
	}
	used = akv_json_string_utf8_len(at, len);
	if (used == 0)
		return 0;
	*out = (unsigned char)*at & lead_bits[used];
	for (size_t i = 1; i < used; i++)
		*out = *out << 6 | ((unsigned char)at[i] & 0x3f);
	return used;
}
