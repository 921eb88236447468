/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/vault_object.h"

#include "libhelper/reply/secret_reply.h"

void akv_secret_bundle_clear(struct akv_secret_bundle *bundle)
{
	akv_secret_free(bundle->value);
	akv_json_free(bundle->json);
	*bundle = (struct akv_secret_bundle){ 0 };
}

/* Everything but the value; NULL, or what is wrong. */
static const char *read_properties(const struct akv_json *json,
				   struct akv_secret_bundle *out)
{
	const struct akv_json *attributes = akv_json_member(json, "attributes");
	struct akv_vault_object_id id = { .name = "" };

	if (!akv_vault_object_read_id(json, "id", "secrets", &id))
		return "no secret's id";
	memcpy(out->name, id.name, sizeof(out->name));
	memcpy(out->version, id.version, sizeof(out->version));
	if (!akv_vault_object_read_time(attributes, "exp", &out->expires_at) ||
	    !akv_vault_object_read_time(attributes, "nbf", &out->not_before))
		return "a time that is not a number";
	/* these two help people; a strange one is as good as none */
	(void)akv_json_copy_text(json, "contentType", out->content_type,
				 sizeof(out->content_type));
	if (akv_text_has_control(out->content_type))
		out->content_type[0] = '\0';
	(void)akv_json_copy_text(akv_json_member(json, "tags"), "username",
				 out->username, sizeof(out->username));
	return NULL;
}

enum akv_code akv_secret_reply_parse(const struct akv_http_reply *reply,
				     struct akv_secret_bundle *out,
				     struct akv_error *err)
{
	AKV_AUTO(json) *json = NULL;
	struct akv_secret_bundle bundle = { 0 };
	const char *value;
	const char *problem;
	size_t len = 0;
	enum akv_code code;

	code = akv_vault_object_open(reply, &json, err);
	if (code != AKV_OK)
		return code;
	value = akv_json_text(akv_json_member(json, "value"), &len);
	if (value == NULL)
		return akv_vault_object_refuse(reply, "no value", err);
	if (len > AKV_SECRET_VALUE_MAX)
		return akv_vault_object_refuse(
			reply, "a value longer than Key Vault keeps", err);
	problem = read_properties(json, &bundle);
	if (problem != NULL)
		return akv_vault_object_refuse(reply, problem, err);
	code = akv_secret_new_from(value, len, &bundle.value, err);
	if (code != AKV_OK)
		return code;
	bundle.json = json;
	json = NULL;   /* the bundle's now */
	*out = bundle; /* the caller's now */
	return AKV_OK;
}

enum akv_code akv_secret_reply_parse_deleted(const struct akv_http_reply *reply,
					     struct akv_deleted_secret *out,
					     struct akv_error *err)
{
	AKV_AUTO(json) *json = NULL;
	struct akv_deleted_secret deleted = { 0 };
	struct akv_vault_object_id id;
	enum akv_code code;

	code = akv_vault_object_open(reply, &json, err);
	if (code != AKV_OK)
		return code;
	if (!akv_vault_object_read_id(json, "id", "secrets", &id))
		return akv_vault_object_refuse(reply, "no secret's id", err);
	if (!akv_vault_object_read_time(json, "deletedDate",
					&deleted.deleted_at) ||
	    !akv_vault_object_read_time(json, "scheduledPurgeDate",
					&deleted.purged_at))
		return akv_vault_object_refuse(
			reply, "a time that is not a number", err);
	*out = deleted;
	return AKV_OK;
}
