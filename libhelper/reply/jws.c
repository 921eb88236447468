/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/base64.h"
#include "libhelper/edge/json.h"

#include "libhelper/reply/jws.h"

static const char base64url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				"abcdefghijklmnopqrstuvwxyz"
				"0123456789-_";

/* The JSON object that ${len} characters of ${part} stand for, or NULL. */
static struct akv_json *read_object(const char *part, size_t len)
{
	AKV_AUTO(secret) *bytes = NULL;
	struct akv_json *json = NULL;

	if (akv_secret_new(len, &bytes, NULL) != AKV_OK ||
	    akv_base64_decode(part, len, bytes, NULL) != AKV_OK ||
	    akv_json_parse(bytes, &json, NULL) != AKV_OK)
		return NULL;
	if (akv_json_kind(json) == AKV_JSON_OBJECT)
		return json;
	akv_json_free(json);
	return NULL;
}

static bool is_three_parts(const char *text, size_t len)
{
	const char *end = text + len;

	for (int dots = 2; dots >= 0; dots--) {
		size_t part_len = strspn(text, base64url);

		text += part_len;
		if (part_len == 0 || (dots > 0 && *text++ != '.'))
			return false;
	}
	return text == end;
}

static bool has_header(const char *text)
{
	AKV_AUTO(json) *header = read_object(text, strspn(text, base64url));

	return header != NULL;
}

enum akv_jws_shape akv_jws_shape(const char *text, size_t len)
{
	if (len == 0)
		return AKV_JWS_EMPTY;
	if (len > AKV_SECRET_TOKEN_MAX)
		return AKV_JWS_TOO_LONG;
	if (is_three_parts(text, len))
		return has_header(text) ? AKV_JWS_COMPACT : AKV_JWS_OTHER;
	return strpbrk(text, " \t\r\n") != NULL ? AKV_JWS_BROKEN :
						  AKV_JWS_OTHER;
}

bool akv_jws_expires_at(const struct akv_secret *token, int64_t *out)
{
	const char *claims = strchr(akv_secret_text(token), '.');
	AKV_AUTO(json) *json = NULL;

	if (claims == NULL)
		return false;
	claims++;
	json = read_object(claims, strspn(claims, base64url));
	return akv_json_integer(akv_json_member(json, "exp"), out);
}
