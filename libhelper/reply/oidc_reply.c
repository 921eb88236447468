/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/jws.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/oidc_reply.h"

enum { MESSAGE_SIZE = 201 };

struct service {
	const char *name;
	const char *member; /* that holds the token */
	const char *remedy; /* when the job's own bearer is refused */
};

static const struct service services[] = {
	[AKV_OIDC_GITHUB_ACTIONS] = {
		.name = "GitHub Actions",
		.member = "value",
		.remedy = "ask while the job runs, and give the job "
			  "\"permissions: id-token: write\"",
	},
	[AKV_OIDC_AZURE_PIPELINES] = {
		.name = "Azure Pipelines",
		.member = "oidcToken",
		.remedy = "ask while the job runs, and map the job's own "
			  "token in the step: env: SYSTEM_ACCESSTOKEN: "
			  "$(System.AccessToken)",
	},
};

const char *akv_oidc_reply_service_name(enum akv_oidc_service service)
{
	return services[service].name;
}

/* -- refusals -- */

/* What the service says about it, on one line, or "". */
static void read_message(const struct akv_json *json, char *message)
{
	const char *text =
		akv_json_text(akv_json_member(json, "message"), NULL);
	size_t len;

	message[0] = '\0';
	if (text == NULL)
		return;
	len = strcspn(text, "\r\n");
	if (len >= MESSAGE_SIZE)
		len = MESSAGE_SIZE - 1;
	memcpy(message, text, len);
	message[len] = '\0';
}

static enum akv_code refused(const struct akv_http_reply *reply,
			     enum akv_oidc_service which, struct akv_error *err)
{
	const struct service *service = &services[which];
	AKV_AUTO(json) *json = NULL;
	char message[MESSAGE_SIZE];

	if (reply->body != NULL &&
	    akv_json_parse(reply->body, &json, NULL) != AKV_OK)
		json = NULL;
	read_message(json, message);
	akv_fail(err, AKV_ERR_SIGN_IN, "FederatedTokenRefused",
		 "%s refused to give the job a token (%d)%s%s", service->name,
		 reply->status, message[0] != '\0' ? ": " : "", message);
	if (which == AKV_OIDC_AZURE_PIPELINES && reply->status != 401)
		akv_error_hint(err, "check the service connection id, and that "
				    "the connection uses workload identity "
				    "federation and permits this pipeline");
	akv_error_hint(err, "%s", service->remedy);
	if (json == NULL)
		akv_error_hint(err, "the answer is no JSON: if a proxy stands "
				    "in between, check HTTPS_PROXY and "
				    "NO_PROXY");
	return AKV_ERR_SIGN_IN;
}

/* Azure DevOps shows whom it does not know a page for people. */
static enum akv_code sign_in_page(const struct akv_http_reply *reply,
				  struct akv_error *err)
{
	const struct service *service = &services[AKV_OIDC_AZURE_PIPELINES];

	akv_fail(err, AKV_ERR_SIGN_IN, "FederatedTokenRefused",
		 "%s answered with a page to sign in on (%d): it does not take "
		 "SYSTEM_ACCESSTOKEN",
		 service->name, reply->status);
	akv_error_hint(err, "%s", service->remedy);
	return AKV_ERR_SIGN_IN;
}

static bool is_sign_in_page(const struct akv_http_reply *reply,
			    enum akv_oidc_service which)
{
	return which == AKV_OIDC_AZURE_PIPELINES &&
	       (reply->status == 203 || reply->status == 302);
}

static bool is_refusal(int status)
{
	return status == 400 || status == 401 || status == 403 || status == 404;
}

/* -- the token -- */

static enum akv_code bad_body(const struct akv_http_reply *reply,
			      const struct service *service, const char *what,
			      struct akv_error *err)
{
	return akv_status_bad_body(reply, service->name, "NotAToken", what,
				   err);
}

static enum akv_code read_token(const struct akv_http_reply *reply,
				const struct service *service,
				struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(json) *json = NULL;
	const char *value;
	size_t len = 0;

	if (reply->body == NULL ||
	    akv_json_parse(reply->body, &json, NULL) != AKV_OK)
		return bad_body(reply, service, "something that is not JSON",
				err);
	value = akv_json_text(akv_json_member(json, service->member), &len);
	if (value == NULL)
		return bad_body(reply, service, "no token", err);
	switch (akv_jws_shape(value, len)) {
	case AKV_JWS_COMPACT:
		return akv_secret_new_from(value, len, out, err);
	case AKV_JWS_EMPTY:
		return bad_body(reply, service, "no token", err);
	case AKV_JWS_TOO_LONG:
		return bad_body(reply, service, "too long a token", err);
	case AKV_JWS_BROKEN:
	case AKV_JWS_OTHER:
		break;
	}
	return bad_body(reply, service, "a token that is no JWT", err);
}

enum akv_code akv_oidc_reply_parse(const struct akv_http_reply *reply,
				   enum akv_oidc_service service,
				   struct akv_secret **out,
				   struct akv_error *err)
{
	if (reply->status == 200)
		return read_token(reply, &services[service], out, err);
	if (is_sign_in_page(reply, service))
		return sign_in_page(reply, err);
	if (is_refusal(reply->status))
		return refused(reply, service, err);
	return akv_status_error(reply, services[service].name, "", err);
}
