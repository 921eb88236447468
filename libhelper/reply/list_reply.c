/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/reply/list_reply.h"

/* What an item of each list is called, and where its name stands. */
static const struct {
	const char *collection;
	const char *id;
	const char *problem;
} kinds[] = {
	[AKV_URL_LIST_SECRETS] = { "secrets", "id", "no secret's id" },
	[AKV_URL_LIST_VERSIONS] = { "secrets", "id", "no secret's id" },
	[AKV_URL_LIST_DELETED_SECRETS] = { "secrets", "id", "no secret's id" },
	[AKV_URL_LIST_KEYS] = { "keys", "kid", "no key's id" },
	[AKV_URL_LIST_CERTIFICATES] = { "certificates", "id",
					"no certificate's id" },
};

/* A string member that is one line of C; else NULL. */
static const char *text_member(const struct akv_json *json, const char *name)
{
	size_t len = 0;
	const char *text = akv_json_text(akv_json_member(json, name), &len);

	return text != NULL && strlen(text) == len ? text : NULL;
}

static bool read_times(const struct akv_json *json,
		       const struct akv_json *attributes,
		       struct akv_list_item *item)
{
	const struct {
		const struct akv_json *in;
		const char *name;
		int64_t *out;
	} times[] = {
		{ attributes, "exp", &item->expires_at },
		{ attributes, "nbf", &item->not_before },
		{ attributes, "created", &item->created_at },
		{ attributes, "updated", &item->updated_at },
		{ json, "deletedDate", &item->deleted_at },
		{ json, "scheduledPurgeDate", &item->purged_at },
	};

	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		if (!akv_vault_object_read_time(times[i].in, times[i].name,
						times[i].out))
			return false;
	return true;
}

/* NULL, or what is wrong with ${json}. */
static const char *read_item(const struct akv_json *json,
			     enum akv_url_list_kind kind,
			     struct akv_list_item *out)
{
	const struct akv_json *attributes = akv_json_member(json, "attributes");
	struct akv_list_item item = {
		.id = text_member(json, kinds[kind].id),
		.is_enabled = true,
		.content_type = text_member(json, "contentType"),
		.recovery_level = text_member(attributes, "recoveryLevel"),
		.recovery_id = text_member(json, "recoveryId"),
		.json = json,
	};
	struct akv_vault_object_id id;

	if (!akv_vault_object_read_id(json, kinds[kind].id,
				      kinds[kind].collection, &id) ||
	    (kind == AKV_URL_LIST_VERSIONS && id.version[0] == '\0'))
		return kinds[kind].problem;
	memcpy(item.name, id.name, sizeof(item.name));
	memcpy(item.version, id.version, sizeof(item.version));
	if (!read_times(json, attributes, &item))
		return "a time that is not a number";
	/* as good as not said, where they are something else */
	(void)akv_json_boolean(akv_json_member(attributes, "enabled"),
			       &item.is_enabled);
	(void)akv_json_boolean(akv_json_member(json, "managed"),
			       &item.is_managed);
	(void)akv_json_integer(akv_json_member(attributes, "recoverableDays"),
			       &item.recoverable_days);
	*out = item;
	return NULL;
}

/* NULL, or what is wrong with any of ${items}: all are looked at before the
 * first is visited. */
static const char *check_items(const struct akv_json *items,
			       enum akv_url_list_kind kind)
{
	struct akv_list_item item;

	for (size_t i = 0; i < akv_json_count(items); i++) {
		const char *problem =
			read_item(akv_json_element(items, i), kind, &item);

		if (problem != NULL)
			return problem;
	}
	return NULL;
}

static bool visit_items(const struct akv_json *items,
			enum akv_url_list_kind kind,
			const struct akv_list_visitor *visitor)
{
	struct akv_list_item item;

	for (size_t i = 0; i < akv_json_count(items); i++)
		if (read_item(akv_json_element(items, i), kind, &item) ==
			    NULL &&
		    !visitor->visit(&item, visitor->context))
			return false;
	return true;
}

/* NULL, or what is wrong with the link to the next page. */
static const char *read_link(const struct akv_json *json,
			     struct akv_list_end *out)
{
	const struct akv_json *link = akv_json_member(json, "nextLink");
	const char *text = text_member(json, "nextLink");

	out->next_link[0] = '\0';
	if (link == NULL)
		return NULL;
	if (text == NULL)
		return "a link to the next page that is no text";
	if (strlen(text) >= sizeof(out->next_link))
		return "too long a link to the next page";
	memcpy(out->next_link, text, strlen(text) + 1);
	return NULL;
}

enum akv_code akv_list_reply_parse(const struct akv_http_reply *reply,
				   enum akv_url_list_kind kind,
				   const struct akv_list_visitor *visitor,
				   struct akv_list_end *out,
				   struct akv_error *err)
{
	AKV_AUTO(json) *json = NULL;
	const struct akv_json *items;
	const char *problem;
	enum akv_code code = akv_vault_object_open(reply, &json, err);

	if (code != AKV_OK)
		return code;
	items = akv_json_member(json, "value");
	if (akv_json_kind(items) != AKV_JSON_ARRAY)
		return akv_vault_object_refuse(reply, "no list", err);
	problem = read_link(json, out);
	if (problem == NULL)
		problem = check_items(items, kind);
	if (problem != NULL)
		return akv_vault_object_refuse(reply, problem, err);
	out->was_stopped = !visit_items(items, kind, visitor);
	return AKV_OK;
}

enum akv_code
akv_list_reply_parse_deleted(const struct akv_http_reply *reply,
			     const struct akv_list_visitor *visitor,
			     struct akv_error *err)
{
	AKV_AUTO(json) *json = NULL;
	struct akv_list_item item;
	const char *problem;
	enum akv_code code = akv_vault_object_open(reply, &json, err);

	if (code != AKV_OK)
		return code;
	problem = read_item(json, AKV_URL_LIST_DELETED_SECRETS, &item);
	if (problem != NULL)
		return akv_vault_object_refuse(reply, problem, err);
	(void)visitor->visit(&item, visitor->context);
	return AKV_OK;
}
