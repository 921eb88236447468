/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/secret_reply.h"

void akv_secret_bundle_clear(struct akv_secret_bundle *bundle)
{
	akv_secret_free(bundle->value);
	*bundle = (struct akv_secret_bundle){ 0 };
}

static enum akv_code refuse(const struct akv_http_reply *reply,
			    const char *what, struct akv_error *err)
{
	return akv_status_bad_body(reply, "the vault", "NotASecret", what, err);
}

/* Some gateways drop the type, none of Key Vault's answers has another. */
static bool is_json_type(const char *content_type)
{
	return *content_type == '\0' ||
	       akv_text_starts_nocase(content_type, "application/json") ||
	       akv_text_starts_nocase(content_type, "text/json");
}

static enum akv_code open_body(const struct akv_http_reply *reply,
			       struct akv_json **out, struct akv_error *err)
{
	char what[AKV_ERROR_TEXT_MAX];
	struct akv_error why;
	struct akv_text text;

	if (reply->body == NULL || !is_json_type(reply->content_type))
		return refuse(reply, "something that is not JSON", err);
	if (akv_json_parse(reply->body, out, &why) == AKV_OK)
		return AKV_OK;
	akv_text_init(&text, what, sizeof(what));
	akv_text_addf(&text, "something that is %s", why.text);
	return refuse(reply, what, err);
}

/* Copies ${len} bytes of ${from}; false when they do not fit. */
static bool copy(const char *from, size_t len, char *buf, size_t size)
{
	if (len >= size)
		return false;
	memcpy(buf, from, len);
	buf[len] = '\0';
	return true;
}

/*
 * Name and version out of https://HOST/secrets/NAME[/VERSION].  The host is
 * not compared with anything: TLS has said whose reply this is.
 */
static bool read_id(const struct akv_json *json, struct akv_secret_bundle *out)
{
	static const char scheme[] = "https://";
	static const char collection[] = "/secrets/";
	char id[512];
	const char *at;
	const char *name;
	size_t len;

	if (!akv_json_copy_text(json, "id", id, sizeof(id)) ||
	    !akv_text_starts_nocase(id, scheme))
		return false;
	at = id + sizeof(scheme) - 1;
	at += strcspn(at, "/");
	if (strncmp(at, collection, sizeof(collection) - 1) != 0)
		return false;
	name = at + sizeof(collection) - 1;
	len = strcspn(name, "/");
	if (!copy(name, len, out->name, sizeof(out->name)) ||
	    akv_names_check_secret(out->name, NULL) != AKV_OK)
		return false;
	if (name[len] == '\0')
		return true;
	at = name + len + 1;
	return copy(at, strlen(at), out->version, sizeof(out->version)) &&
	       akv_names_check_version(out->version, NULL) == AKV_OK;
}

/* A time in ${attributes}; false when it is there and is not one. */
static bool read_time(const struct akv_json *json, const char *name,
		      int64_t *out)
{
	const struct akv_json *member = akv_json_member(json, name);

	if (member == NULL)
		return true;
	if (!akv_json_integer(member, out))
		return false;
	/* 0 stands for none, so what was over in 1970 is over in 1970 */
	if (*out < 1)
		*out = 1;
	return true;
}

/* Everything but the value; NULL, or what is wrong. */
static const char *read_properties(const struct akv_json *json,
				   struct akv_secret_bundle *out)
{
	const struct akv_json *attributes = akv_json_member(json, "attributes");

	if (!read_id(json, out))
		return "no secret's id";
	if (!read_time(attributes, "exp", &out->expires_at) ||
	    !read_time(attributes, "nbf", &out->not_before))
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

	code = open_body(reply, &json, err);
	if (code != AKV_OK)
		return code;
	value = akv_json_text(akv_json_member(json, "value"), &len);
	if (value == NULL)
		return refuse(reply, "no value", err);
	if (len > AKV_SECRET_VALUE_MAX)
		return refuse(reply, "a value longer than Key Vault keeps",
			      err);
	problem = read_properties(json, &bundle);
	if (problem != NULL)
		return refuse(reply, problem, err);
	code = akv_secret_new_from(value, len, &bundle.value, err);
	if (code != AKV_OK)
		return code;
	*out = bundle; /* the caller's now */
	return AKV_OK;
}

enum akv_code akv_secret_reply_parse_deleted(const struct akv_http_reply *reply,
					     struct akv_deleted_secret *out,
					     struct akv_error *err)
{
	AKV_AUTO(json) *json = NULL;
	struct akv_deleted_secret deleted = { 0 };
	struct akv_secret_bundle bundle = { 0 };
	enum akv_code code;

	code = open_body(reply, &json, err);
	if (code != AKV_OK)
		return code;
	if (!read_id(json, &bundle))
		return refuse(reply, "no secret's id", err);
	if (!read_time(json, "deletedDate", &deleted.deleted_at) ||
	    !read_time(json, "scheduledPurgeDate", &deleted.purged_at))
		return refuse(reply, "a time that is not a number", err);
	*out = deleted;
	return AKV_OK;
}
