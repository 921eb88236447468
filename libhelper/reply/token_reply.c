/* SPDX-License-Identifier: MIT */
#include "libhelper/edge/json.h"
#include "libhelper/reply/issued_token.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/token_reply.h"

static const char peer[] = "Entra ID";

void akv_token_clear(struct akv_token *token)
{
	akv_secret_free(token->value);
	*token = (struct akv_token){ 0 };
}

static enum akv_code refuse(const struct akv_http_reply *reply,
			    const char *what, struct akv_error *err)
{
	return akv_status_bad_body(reply, peer, "NotAToken", what, err);
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
	return akv_issued_token_expiry(life_s, now_s, out);
}

static enum akv_code read_token(const struct akv_http_reply *reply,
				const struct akv_json *json, int64_t now_s,
				struct akv_token *out, struct akv_error *err)
{
	int64_t expires_at;

	if (!read_expiry(json, now_s, &expires_at))
		return refuse(reply, "a token without a life", err);
	out->expires_at = expires_at;
	return akv_issued_token_read(reply, peer, json, &out->value, err);
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
