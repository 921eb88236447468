/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/base64.h"
#include "libhelper/edge/json.h"

#include "libhelper/reply/access_token.h"

/* The part that ${text} begins with, up to a dot or the end. */
static size_t part_len(const char *text)
{
	return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			    "abcdefghijklmnopqrstuvwxyz"
			    "0123456789-_");
}

/* Header, claims and signature, with dots between; the middle one. */
static const char *find_claims(const struct akv_secret *token, size_t *len)
{
	const char *header = akv_secret_text(token);
	const char *claims = header + part_len(header);
	const char *signature;

	if (claims == header || *claims++ != '.')
		return NULL;
	*len = part_len(claims);
	signature = claims + *len;
	if (*len == 0 || *signature++ != '.')
		return NULL;
	if (part_len(signature) == 0 ||
	    signature + part_len(signature) != header + akv_secret_len(token))
		return NULL;
	return claims;
}

static struct akv_json *read_claims(const struct akv_secret *token)
{
	AKV_AUTO(secret) *bytes = NULL;
	struct akv_json *json = NULL;
	size_t len;
	const char *claims = find_claims(token, &len);

	if (claims == NULL || akv_secret_new(len, &bytes, NULL) != AKV_OK ||
	    akv_base64_decode(claims, len, bytes, NULL) != AKV_OK ||
	    akv_json_parse(bytes, &json, NULL) != AKV_OK)
		return NULL;
	return json;
}

static bool read_id(const struct akv_json *claims, const char *name, char *id)
{
	if (akv_json_copy_text(claims, name, id, AKV_ACCESS_TOKEN_ID_SIZE) &&
	    akv_names_is_guid(id))
		return true;
	id[0] = '\0';
	return false;
}

bool akv_access_token_read(const struct akv_secret *token,
			   struct akv_access_token *out)
{
	AKV_AUTO(json) *claims = read_claims(token);

	*out = (struct akv_access_token){ 0 };
	if (claims == NULL)
		return false;
	(void)read_id(claims, "oid", out->object_id);
	(void)read_id(claims, "tid", out->tenant);
	if (!read_id(claims, "appid", out->client_id))
		(void)read_id(claims, "azp", out->client_id);
	return true;
}
