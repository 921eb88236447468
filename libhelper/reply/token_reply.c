/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/token_reply.h"

enum { LIFE_MAX_S = 24 * 60 * 60 };

void akv_token_clear(struct akv_token *token)
{
	akv_secret_free(token->value);
	*token = (struct akv_token){ 0 };
}

static enum akv_code refuse(const struct akv_http_reply *reply,
			    const char *what, struct akv_error *err)
{
	return akv_status_bad_body(reply, "Entra ID", "NotAToken", what, err);
}

/* It goes into a header: nothing there but visible ASCII. */
static bool is_printable(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (bytes[i] <= 0x20 || bytes[i] >= 0x7f)
			return false;
	return true;
}

static enum akv_code read_value(const struct akv_http_reply *reply,
				const struct akv_json *json,
				struct akv_secret **out, struct akv_error *err)
{
	char type[16];
	size_t len = 0;
	const char *value =
		akv_json_text(akv_json_member(json, "access_token"), &len);

	if (value == NULL || len == 0)
		return refuse(reply, "no access token", err);
	if (len > AKV_SECRET_TOKEN_MAX)
		return refuse(reply, "too long an access token", err);
	if (!is_printable(value, len))
		return refuse(reply, "an access token that no header can carry",
			      err);
	if (!akv_json_copy_text(json, "token_type", type, sizeof(type)) ||
	    !akv_text_equal_nocase(type, "Bearer"))
		return refuse(reply, "a token that is no Bearer token", err);
	return akv_secret_new_from(value, len, out, err);
}

/* When the token received at ${now_s} expires; false when that is not said, or
 * is over. */
static bool read_expiry(const struct akv_json *json, int64_t now_s,
			int64_t *out)
{
	int64_t life_s;
	int64_t expires_on;

	if (!akv_json_integer(akv_json_member(json, "expires_in"), &life_s)) {
		if (!akv_json_integer(akv_json_member(json, "expires_on"),
				      &expires_on) ||
		    expires_on < 0)
			return false;
		life_s = expires_on - now_s;
	}
	if (life_s <= 0)
		return false;
	*out = now_s + (life_s < LIFE_MAX_S ? life_s : LIFE_MAX_S);
	return true;
}

static enum akv_code read_token(const struct akv_http_reply *reply,
				const struct akv_json *json, int64_t now_s,
				struct akv_token *out, struct akv_error *err)
{
	int64_t expires_at;

	if (!read_expiry(json, now_s, &expires_at))
		return refuse(reply, "a token without a life", err);
	out->expires_at = expires_at;
	return read_value(reply, json, &out->value, err);
}

enum akv_code akv_token_reply_parse(const struct akv_http_reply *reply,
				    const struct akv_entra_request *request,
				    int64_t now_s, struct akv_token *out,
				    struct akv_error *err)
{
	AKV_AUTO(json) *json = NULL;
	struct akv_token token = { 0 };
	enum akv_code code;

	if (reply->body == NULL ||
	    akv_json_parse(reply->body, &json, NULL) != AKV_OK)
		return refuse(reply, "something that is not JSON", err);
	if (akv_json_text(akv_json_member(json, "error"), NULL) != NULL)
		return akv_entra_error(reply, request, err);
	code = read_token(reply, json, now_s, &token, err);
	if (code != AKV_OK)
		return code;
	*out = token; /* the caller's now */
	return AKV_OK;
}
