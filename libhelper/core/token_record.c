/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/core/token_record.h"

static const char magic[] = "akv token 1\n";

/* What is left to read. */
struct rest {
	const char *at;
	size_t len;
};

/* True, and past it, if the rest begins with ${text}. */
static bool skip(struct rest *rest, const char *text, size_t len)
{
	if (rest->len < len || memcmp(rest->at, text, len) != 0)
		return false;
	rest->at += len;
	rest->len -= len;
	return true;
}

/* A line with a number as we write one: no sign, no 0 in front. */
static bool take_number(struct rest *rest, int64_t *out)
{
	const char *end = memchr(rest->at, '\n', rest->len);
	size_t len = end != NULL ? (size_t)(end - rest->at) : 0;
	char digits[24];

	if (end == NULL || len >= sizeof(digits))
		return false;
	memcpy(digits, rest->at, len);
	digits[len] = '\0';
	/* a NUL among them cuts it short: not all of the line was a number */
	if (strlen(digits) != len || (digits[0] == '0' && len > 1) ||
	    !akv_text_number(digits, INT64_MAX, out))
		return false;
	return skip(rest, digits, len) && skip(rest, "\n", 1);
}

static bool is_token(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (bytes[i] <= ' ' || bytes[i] > '~')
			return false;
	return len > 0 && len <= AKV_SECRET_TOKEN_MAX;
}

static bool take_head(struct rest *rest, const char *key, int64_t *expires_at)
{
	return skip(rest, magic, strlen(magic)) &&
	       skip(rest, key, strlen(key)) && skip(rest, "\n", 1) &&
	       take_number(rest, expires_at);
}

enum akv_token_record_verdict
akv_token_record_parse(const struct akv_secret *record, const char *key,
		       int64_t now_s, struct akv_token *out)
{
	struct rest rest = { .at = akv_secret_text(record),
			     .len = akv_secret_len(record) };
	struct akv_token token = { 0 };

	if (!take_head(&rest, key, &token.expires_at) ||
	    !is_token(rest.at, rest.len))
		return AKV_TOKEN_RECORD_GARBAGE;
	/* too far ahead: the clock was set back, or somebody wrote that */
	if (token.expires_at < now_s + AKV_TOKEN_RECORD_MARGIN_S ||
	    token.expires_at > now_s + AKV_TOKEN_RECORD_LIFE_MAX_S)
		return AKV_TOKEN_RECORD_STALE;
	if (akv_secret_new_from(rest.at, rest.len, &token.value, NULL) !=
	    AKV_OK)
		return AKV_TOKEN_RECORD_STALE;
	*out = token;
	return AKV_TOKEN_RECORD_GOOD;
}

enum akv_code akv_token_record_new(const char *key,
				   const struct akv_token *token,
				   struct akv_secret **out,
				   struct akv_error *err)
{
	AKV_AUTO(secret) *record = NULL;
	char head[AKV_TOKEN_RECORD_HEAD_MAX + 1];
	struct akv_text text;
	enum akv_code code;

	akv_text_init(&text, head, sizeof(head));
	akv_text_addf(&text, "%s%s\n%lld\n", magic, key,
		      (long long)token->expires_at);
	if (text.cut || token->expires_at < 0 ||
	    !is_token(akv_secret_text(token->value),
		      akv_secret_len(token->value)))
		return akv_fail(err, AKV_ERR_OTHER, "TokenNotKept",
				"the token does not look like one");
	code = akv_secret_new(text.len + akv_secret_len(token->value), &record,
			      err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append_text(record, head, err);
	if (code == AKV_OK)
		code = akv_secret_append_secret(record, token->value, err);
	if (code != AKV_OK)
		return code;

	*out = record;
	record = NULL; /* the caller's now */
	return AKV_OK;
}
