/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/challenge.h"
#include "libhelper/base/base64.h"
#include "libhelper/edge/json.h"

#include "libhelper/reply/claims.h"

static bool is_object(const struct akv_secret *text)
{
	AKV_AUTO(json) *json = NULL;

	return akv_json_parse(text, &json, NULL) == AKV_OK &&
	       akv_json_kind(json) == AKV_JSON_OBJECT;
}

enum akv_code akv_claims_read(const char *encoded, struct akv_secret **out,
			      struct akv_error *err)
{
	AKV_AUTO(secret) *claims = NULL;
	enum akv_code code =
		akv_secret_new(AKV_CHALLENGE_CLAIMS_SIZE, &claims, err);

	if (code != AKV_OK)
		return code;
	if (strlen(encoded) >= AKV_CHALLENGE_CLAIMS_SIZE ||
	    akv_base64_decode(encoded, strlen(encoded), claims, NULL) !=
		    AKV_OK ||
	    !is_object(claims))
		return akv_fail(err, AKV_ERR_PEER, "InvalidClaims",
				"the claims that are demanded of our token "
				"cannot be read");
	*out = claims;
	claims = NULL; /* the caller's now */
	return AKV_OK;
}
