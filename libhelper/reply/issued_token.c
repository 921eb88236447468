/* SPDX-License-Identifier: MIT */
#include "libhelper/base/text.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/issued_token.h"

enum { LIFE_MAX_S = 24 * 60 * 60 };

/* It goes into a header: nothing there but visible ASCII. */
static bool is_printable(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (bytes[i] <= 0x20 || bytes[i] >= 0x7f)
			return false;
	return true;
}

enum akv_code akv_issued_token_read(const struct akv_http_reply *reply,
				    const char *peer,
				    const struct akv_json *json,
				    struct akv_secret **out,
				    struct akv_error *err)
{
	const char *what = NULL;
	char type[16];
	size_t len = 0;
	const char *value =
		akv_json_text(akv_json_member(json, "access_token"), &len);

	if (value == NULL || len == 0)
		what = "no access token";
	else if (len > AKV_SECRET_TOKEN_MAX)
		what = "too long an access token";
	else if (!is_printable(value, len))
		what = "an access token that no header can carry";
	else if (!akv_json_copy_text(json, "token_type", type, sizeof(type)) ||
		 !akv_text_equal_nocase(type, "Bearer"))
		what = "a token that is no Bearer token";
	if (what != NULL)
		return akv_status_bad_body(reply, peer, "NotAToken", what, err);
	return akv_secret_new_from(value, len, out, err);
}

bool akv_issued_token_expiry(int64_t life_s, int64_t now_s, int64_t *out)
{
	if (life_s <= 0)
		return false;
	*out = now_s + (life_s < LIFE_MAX_S ? life_s : LIFE_MAX_S);
	return true;
}
