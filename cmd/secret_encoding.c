/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/base64.h"

#include "cmd/secret_encoding.h"

bool akv_secret_encoding_find(const char *name, enum akv_secret_encoding *out)
{
	static const struct {
		const char *name;
		enum akv_secret_encoding encoding;
	} names[] = {
		{ "utf-8", AKV_SECRET_ENCODING_TEXT },
		{ "ascii", AKV_SECRET_ENCODING_TEXT },
		{ "utf-16le", AKV_SECRET_ENCODING_TEXT },
		{ "utf-16be", AKV_SECRET_ENCODING_TEXT },
		{ "base64", AKV_SECRET_ENCODING_BASE64 },
		{ "hex", AKV_SECRET_ENCODING_HEX },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(name, names[i].name) != 0)
			continue;
		*out = names[i].encoding;
		return true;
	}
	return false;
}

static enum akv_code decode_base64(const struct akv_secret *value,
				   struct akv_secret *out,
				   struct akv_error *err)
{
	AKV_AUTO(secret) *dense = NULL;
	const char *text = akv_secret_text(value);
	size_t len = akv_secret_len(value);
	enum akv_code code = akv_secret_new(len, &dense, err);

	/* tools wrap lines, at 64 or 76 characters */
	for (size_t i = 0; i < len && code == AKV_OK; i++)
		if (text[i] == '\0' || strchr(" \t\r\n", text[i]) == NULL)
			code = akv_secret_append(dense, text + i, 1, err);
	if (code != AKV_OK)
		return code;
	if (akv_base64_decode(akv_secret_text(dense), akv_secret_len(dense),
			      out, NULL) == AKV_OK)
		return AKV_OK;
	return akv_fail(err, AKV_ERR_UNUSABLE, "NotBase64",
			"the secret's value is not base64");
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static enum akv_code decode_hex(const struct akv_secret *value,
				struct akv_secret *out, struct akv_error *err)
{
	const char *text = akv_secret_text(value);
	size_t len = akv_secret_len(value);
	enum akv_code code = AKV_OK;

	for (size_t i = 0; i < len && code == AKV_OK; i += 2) {
		/* behind the last one is a NUL */
		int high = digit_of(text[i]);
		int low = digit_of(text[i + 1]);
		char byte = (char)(high * 16 + low);

		if (high < 0 || low < 0)
			return akv_fail(err, AKV_ERR_UNUSABLE, "NotHex",
					"the secret's value is not pairs of "
					"hexadecimal digits");
		code = akv_secret_append(out, &byte, 1, err);
		akv_secret_wipe(&byte, 1);
	}
	return code;
}

enum akv_code akv_secret_encoding_decode(enum akv_secret_encoding encoding,
					 const struct akv_secret *value,
					 struct akv_secret **out,
					 struct akv_error *err)
{
	AKV_AUTO(secret) *bytes = NULL;
	enum akv_code code = akv_secret_new(akv_secret_len(value), &bytes, err);

	if (code != AKV_OK)
		return code;
	switch (encoding) {
	case AKV_SECRET_ENCODING_TEXT:
		code = akv_secret_append_secret(bytes, value, err);
		break;
	case AKV_SECRET_ENCODING_BASE64:
		code = decode_base64(value, bytes, err);
		break;
	case AKV_SECRET_ENCODING_HEX:
		code = decode_hex(value, bytes, err);
		break;
	}
	if (code != AKV_OK)
		return code;
	*out = bytes;
	bytes = NULL; /* the caller's now */
	return AKV_OK;
}
