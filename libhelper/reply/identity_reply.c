/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/issued_token.h"
#include "libhelper/reply/date_time.h"
#include "libhelper/reply/identity_service.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/identity_reply.h"

static const struct akv_identity_service *
service_of(const struct akv_identity_request *request)
{
	return akv_identity_service_of(request->source);
}

static enum akv_code refuse(const struct akv_http_reply *reply,
			    const struct akv_identity_request *request,
			    const char *what, struct akv_error *err)
{
	const struct akv_identity_service *service = service_of(request);
	enum akv_code code = akv_status_bad_body(reply, service->name,
						 "NotAToken", what, err);

	akv_error_hint(err, "check %s, if it is set", service->variable);
	return code;
}

static bool read_expires_on(const struct akv_json *json, int64_t *out)
{
	char text[48];

	if (akv_json_integer(akv_json_member(json, "expires_on"), out))
		return *out >= 0;
	return akv_json_copy_text(json, "expires_on", text, sizeof(text)) &&
	       akv_date_time_parse(text, out) && *out >= 0;
}

static bool read_expiry(const struct akv_json *json, int64_t now_s,
			int64_t *out)
{
	int64_t life_s;
	int64_t expires_on;

	if (!akv_json_integer(akv_json_member(json, "expires_in"), &life_s)) {
		if (!read_expires_on(json, &expires_on))
			return false;
		life_s = expires_on - now_s;
	}
	return akv_issued_token_expiry(life_s, now_s, out);
}

static enum akv_code wrong_identity(const struct akv_identity_request *request,
				    struct akv_error *err)
{
	const struct akv_identity_service *service = service_of(request);

	akv_fail(err, AKV_ERR_SIGN_IN, "WrongIdentity",
		 "%s gave a token of another identity than client id %s",
		 service->name, request->client_id);
	akv_error_hint(err, "%s", service->assign_user);
	return AKV_ERR_SIGN_IN;
}

/* Whose token it is, as far as that is said. */
static enum akv_code check_identity(const struct akv_json *json,
				    const struct akv_identity_request *request,
				    struct akv_error *err)
{
	bool must_say = request->source == AKV_MANAGED_IDENTITY_AZURE_ARC;
	const char *said =
		akv_json_text(akv_json_member(json, "client_id"), NULL);

	if (request->client_id == NULL || (said == NULL && !must_say))
		return AKV_OK;
	if (said != NULL && akv_text_equal_nocase(said, request->client_id))
		return AKV_OK;
	return wrong_identity(request, err);
}

static enum akv_code read_token(const struct akv_http_reply *reply,
				const struct akv_identity_request *request,
				const struct akv_json *json,
				struct akv_token *out, struct akv_error *err)
{
	enum akv_code code = check_identity(json, request, err);

	if (code != AKV_OK)
		return code;
	return akv_issued_token_read(reply, service_of(request)->name, json,
				     &out->value, err);
}

enum akv_code
akv_identity_reply_parse(const struct akv_http_reply *reply,
			 const struct akv_identity_request *request,
			 int64_t now_s, struct akv_token *out,
			 struct akv_error *err)
{
	AKV_AUTO(json) *json = NULL;
	struct akv_token token = { 0 };
	enum akv_code code;

	if (reply->body == NULL ||
	    akv_json_parse(reply->body, &json, NULL) != AKV_OK)
		return refuse(reply, request, "something that is not JSON",
			      err);
	if (akv_json_text(akv_json_member(json, "error"), NULL) != NULL)
		return akv_identity_error(reply, request, err);
	if (!read_expiry(json, now_s, &token.expires_at))
		return refuse(reply, request, "a token without a life", err);
	code = read_token(reply, request, json, &token, err);
	if (code != AKV_OK)
		return code;
	*out = token; /* the caller's now */
	return AKV_OK;
}
