/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/resource_manager_error.h"

#define PEER "Azure Resource Manager"

enum { GUID_SIZE = 37 };

/* A reply taken apart. */
struct refusal {
	const struct akv_http_reply *reply;
	const struct akv_resource_manager_request *request;
	char code[AKV_ERROR_REASON_MAX]; /* error.code, or "" */
	char object_id[GUID_SIZE];	 /* whom it saw, or "" */
};

/* -- reading -- */

static void read_code(const struct akv_json *error, char *buf, size_t size)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789_.";

	(void)akv_json_copy_text(error, "code", buf, size);
	if (buf[strspn(buf, letters)] != '\0')
		buf[0] = '\0';
}

/* "... with object id 'GUID' does not have ..."; what comes in front of it is
 * a GUID too, so no name can pretend to be it. */
static void read_object_id(const struct akv_json *error, char *buf)
{
	static const char label[] = "with object id '";
	const char *message =
		akv_json_text(akv_json_member(error, "message"), NULL);
	const char *at = message == NULL ? NULL : strstr(message, label);

	buf[0] = '\0';
	if (at == NULL ||
	    strnlen(at, strlen(label) + GUID_SIZE) < strlen(label) + GUID_SIZE)
		return;
	memcpy(buf, at + strlen(label), GUID_SIZE - 1);
	buf[GUID_SIZE - 1] = '\0';
	if (!akv_names_is_guid(buf))
		buf[0] = '\0';
}

static void read_refusal(const struct akv_http_reply *reply,
			 const struct akv_resource_manager_request *request,
			 struct refusal *out)
{
	AKV_AUTO(json) *json = NULL;
	const struct akv_json *error;

	*out = (struct refusal){ .reply = reply, .request = request };
	if (reply->body == NULL ||
	    akv_json_parse(reply->body, &json, NULL) != AKV_OK)
		return;
	error = akv_json_member(json, "error");
	read_code(error, out->code, sizeof(out->code));
	read_object_id(error, out->object_id);
}

/* A proxy's page has no code of Resource Manager's. */
static bool is_theirs(const struct refusal *refusal)
{
	return refusal->code[0] != '\0';
}

/* -- saying -- */

static enum akv_code unauthorized(const struct refusal *refusal,
				  struct akv_error *err)
{
	enum akv_code code;

	if (!is_theirs(refusal) && refusal->reply->challenge[0] == '\0')
		return akv_status_not_theirs(refusal->reply, PEER, err);
	code = akv_fail(err, AKV_ERR_SIGN_IN,
			is_theirs(refusal) ? refusal->code : "Unauthorized",
			PEER " refused our token");
	if (strcmp(refusal->code, "InvalidAuthenticationTokenTenant") == 0)
		akv_error_hint(err,
			       "the subscription belongs to another tenant "
			       "than %s, which we sign in to",
			       refusal->request->tenant);
	akv_status_hint_clock(refusal->reply, err);
	return code;
}

static enum akv_code forbidden(const struct refusal *refusal,
			       struct akv_error *err)
{
	const struct akv_resource_manager_request *request = refusal->request;
	enum akv_code code;

	if (!is_theirs(refusal))
		return akv_status_not_theirs(refusal->reply, PEER, err);
	code = akv_fail(err, AKV_ERR_DENIED, refusal->code,
			"application %s has no role that lets it see %s",
			request->client_id, request->what);
	akv_error_hint(err, "reading secrets does not need this: name the "
			    "vault and akv reads from it");
	if (request->scope != NULL && refusal->object_id[0] != '\0')
		akv_error_hint(err,
			       "or: az role assignment create --role \"Key "
			       "Vault Reader\" --assignee-object-id %s "
			       "--assignee-principal-type ServicePrincipal "
			       "--scope '%s'",
			       refusal->object_id, request->scope);
	/* the same answer hides what is not there */
	akv_error_hint(err, "Resource Manager says the same of what does not "
			    "exist: check the names");
	return code;
}

static enum akv_code not_found(const struct refusal *refusal,
			       struct akv_error *err)
{
	if (!is_theirs(refusal))
		return akv_status_not_theirs(refusal->reply, PEER, err);
	return akv_fail(err, AKV_ERR_NOT_FOUND, refusal->code,
			PEER " does not know %s", refusal->request->what);
}

static enum akv_code bad_request(const struct refusal *refusal,
				 struct akv_error *err)
{
	if (!is_theirs(refusal))
		return akv_status_error(refusal->reply, PEER, "", err);
	if (strcmp(refusal->code, "InvalidSubscriptionId") == 0)
		return not_found(refusal, err);
	return akv_fail(err, AKV_ERR_OTHER, refusal->code,
			PEER " did not understand our request for %s",
			refusal->request->what);
}

static enum akv_code conflict(const struct refusal *refusal,
			      struct akv_error *err)
{
	enum akv_code code;

	if (strcmp(refusal->code, "MissingSubscriptionRegistration") != 0)
		return akv_status_error(refusal->reply, PEER, refusal->code,
					err);
	code = akv_fail(err, AKV_ERR_NOT_FOUND, refusal->code,
			"the subscription has never had a vault");
	akv_error_hint(err, "az provider register --namespace "
			    "Microsoft.KeyVault");
	return code;
}

static enum akv_code say(const struct refusal *refusal, struct akv_error *err)
{
	switch (refusal->reply->status) {
	case 400:
		return bad_request(refusal, err);
	case 401:
		return unauthorized(refusal, err);
	case 403:
		return forbidden(refusal, err);
	case 404:
		return not_found(refusal, err);
	case 409:
		return conflict(refusal, err);
	default:
		return akv_status_error(refusal->reply, PEER, refusal->code,
					err);
	}
}

enum akv_code
akv_resource_manager_error(const struct akv_http_reply *reply,
			   const struct akv_resource_manager_request *request,
			   struct akv_error *err)
{
	struct refusal refusal;
	enum akv_code code;

	read_refusal(reply, request, &refusal);
	code = say(&refusal, err);
	if (reply->request_id[0] != '\0')
		akv_error_hint(err, "request id: %s", reply->request_id);
	return code;
}
