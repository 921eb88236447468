/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/base/text.h"

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

void akv_text_init(struct akv_text *text, char *buf, size_t size)
{
	*text = (struct akv_text){ .buf = buf, .size = size };
	buf[0] = '\0';
}

void akv_text_add_bytes(struct akv_text *text, const char *bytes, size_t len)
{
	if (text->cut || len >= text->size - text->len) {
		text->cut = true;
		return;
	}
	memcpy(text->buf + text->len, bytes, len);
	text->len += len;
	text->buf[text->len] = '\0';
}

void akv_text_add(struct akv_text *text, const char *more)
{
	akv_text_add_bytes(text, more, strlen(more));
}

void akv_text_addf(struct akv_text *text, const char *fmt, ...)
{
	size_t room = text->size - text->len;
	va_list args;
	int len;

	if (text->cut)
		return;
	va_start(args, fmt);
	len = vsnprintf(text->buf + text->len, room, fmt, args);
	va_end(args);
	if (len < 0 || (size_t)len >= room) {
		text->buf[text->len] = '\0';
		text->cut = true;
		return;
	}
	text->len += (size_t)len;
}

/*
 * How many bytes of ${bytes} are one printable character in UTF-8 (RFC 3629:
 * no overlong form, no surrogate, nothing above U+10FFFF) that is no control
 * character of C0, DEL or C1; 0 when none is there.
 */
static size_t printable(const unsigned char *bytes, size_t len)
{
	static const struct {
		unsigned char first, last, second_first, second_last, len;
	} forms[] = {
		{ 0x20, 0x7e, 0, 0, 1 },
		{ 0xc2, 0xc2, 0xa0, 0xbf, 2 }, /* U+0080-U+009F are C1 */
		{ 0xc3, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 },
		{ 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		size_t form_len = forms[i].len;

		if (bytes[0] < forms[i].first || bytes[0] > forms[i].last)
			continue;
		if (form_len > len)
			return 0;
		if (form_len > 1 && (bytes[1] < forms[i].second_first ||
				     bytes[1] > forms[i].second_last))
			return 0;
		for (size_t k = 2; k < form_len; k++)
			if ((bytes[k] & 0xc0) != 0x80)
				return 0;
		return form_len;
	}
	return 0;
}

static void add_escape(struct akv_text *text, unsigned char byte)
{
	switch (byte) {
	case '\n':
		akv_text_add(text, "\\n");
		break;
	case '\r':
		akv_text_add(text, "\\r");
		break;
	case '\t':
		akv_text_add(text, "\\t");
		break;
	default:
		akv_text_addf(text, "\\x%02x", byte);
	}
}

void akv_text_add_escaped(struct akv_text *text, const char *bytes, size_t len)
{
	size_t i = 0;

	while (i < len && !text->cut) {
		const unsigned char *at = (const unsigned char *)bytes + i;
		size_t run = printable(at, len - i);

		if (run == 0) {
			add_escape(text, *at);
			i++;
		} else {
			akv_text_add_bytes(text, bytes + i, run);
			i += run;
		}
	}
}

bool akv_text_starts_nocase(const char *text, const char *prefix)
{
	for (; *prefix != '\0'; text++, prefix++)
		if (lower(*text) != lower(*prefix))
			return false;
	return true;
}

bool akv_text_equal_nocase(const char *a, const char *b)
{
	return strlen(a) == strlen(b) && akv_text_starts_nocase(a, b);
}

bool akv_text_ends_nocase(const char *text, const char *suffix)
{
	size_t text_len = strlen(text);
	size_t suffix_len = strlen(suffix);

	return text_len >= suffix_len &&
	       akv_text_equal_nocase(text + text_len - suffix_len, suffix);
}

void akv_text_lower(char *text)
{
	for (; *text != '\0'; text++)
		*text = lower(*text);
}

bool akv_text_has_control(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return true;
	return false;
}

bool akv_text_number(const char *text, int64_t max, int64_t *out)
{
	int64_t number = 0;
	int64_t digit;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return false;
		digit = *text - '0';
		if (digit > max || number > (max - digit) / 10)
			return false;
		number = number * 10 + digit;
	}
	*out = number;
	return true;
}

void akv_text_add_percent_encoded(struct akv_text *text, const char *more)
{
	static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "abcdefghijklmnopqrstuvwxyz"
					 "0123456789-._~";

	for (; *more != '\0'; more++) {
		if (strchr(unreserved, *more) != NULL)
			akv_text_add_bytes(text, more, 1);
		else
			akv_text_addf(text, "%%%02X", (unsigned char)*more);
	}
}

static int hex_digit(char c)
{
	c = lower(c);
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

bool akv_text_percent_decode(char *text)
{
	char *to = text;

	while (*text != '\0') {
		int high;
		int low;

		if (*text != '%') {
			*to++ = *text++;
			continue;
		}
		high = hex_digit(text[1]);
		low = high < 0 ? -1 : hex_digit(text[2]);
		if (low < 0 || (high == 0 && low == 0))
			return false;
		*to++ = (char)(high * 16 + low);
		text += 3;
	}
	*to = '\0';
	return true;
}
