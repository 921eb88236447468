/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "cmd/output_format.h"
#include "libhelper/base/clock.h"

#include "cmd/secret_document.h"

static void share(struct akv_json *out, const char *name,
		  const struct akv_json *value)
{
	akv_json_set(out, name, akv_json_share(value));
}

/* ${from} of ${item} in Unix seconds -> ${name} of ${out} as a date. */
static void set_date(struct akv_json *out, const char *name,
		     const struct akv_json *item, const char *from)
{
	char date[AKV_CLOCK_DATE_SIZE];
	int64_t seconds;

	if (!akv_json_integer(akv_json_member(item, from), &seconds)) {
		akv_json_set_text(out, name, NULL);
		return;
	}
	akv_clock_date(seconds, date);
	akv_json_set_text(out, name, date);
}

static struct akv_json *describe_attributes(const struct akv_json *from)
{
	struct akv_json *out = akv_json_new_object();

	set_date(out, "created", from, "created");
	share(out, "enabled", akv_json_member(from, "enabled"));
	set_date(out, "expires", from, "exp");
	set_date(out, "notBefore", from, "nbf");
	share(out, "recoverableDays", akv_json_member(from, "recoverableDays"));
	share(out, "recoveryLevel", akv_json_member(from, "recoveryLevel"));
	set_date(out, "updated", from, "updated");
	return out;
}

static struct akv_json *describe_tags(const struct akv_json *tags)
{
	struct akv_output_member *member;
	struct akv_json *out;
	size_t count;

	if (akv_json_kind(tags) != AKV_JSON_OBJECT)
		return NULL;
	out = akv_json_new_object();
	member = akv_output_members(tags, true, &count);
	for (size_t i = 0; i < count; i++)
		share(out, member[i].name, member[i].value);
	free(member);
	return out;
}

struct akv_json *akv_secret_document(const struct akv_json *item,
				     const char *name,
				     enum akv_secret_document_kind kind)
{
	bool is_deleted = kind == AKV_SECRET_DELETED_LISTED ||
			  kind == AKV_SECRET_DELETED_SHOWN;
	bool is_shown =
		kind == AKV_SECRET_SHOWN || kind == AKV_SECRET_DELETED_SHOWN;
	struct akv_json *out = akv_json_new_object();

	akv_json_set(out, "attributes",
		     describe_attributes(akv_json_member(item, "attributes")));
	share(out, "contentType", akv_json_member(item, "contentType"));
	if (is_deleted)
		set_date(out, "deletedDate", item, "deletedDate");
	share(out, "id", akv_json_member(item, "id"));
	if (is_shown)
		share(out, "kid", akv_json_member(item, "kid"));
	share(out, "managed", akv_json_member(item, "managed"));
	akv_json_set_text(out, "name", name);
	if (is_deleted) {
		share(out, "recoveryId", akv_json_member(item, "recoveryId"));
		set_date(out, "scheduledPurgeDate", item, "scheduledPurgeDate");
	}
	akv_json_set(out, "tags", describe_tags(akv_json_member(item, "tags")));
	if (is_shown)
		share(out, "value",
		      is_deleted ? NULL : akv_json_member(item, "value"));
	return out;
}

/* An empty text keeps the column where no secret has anything to put into it.
 */
static void set_cell(struct akv_json *row, const char *heading,
		     const struct akv_json *value)
{
	if (value == NULL)
		akv_json_set_text(row, heading, "");
	else
		share(row, heading, value);
}

struct akv_json *akv_secret_document_table(const struct akv_json *list)
{
	struct akv_json *rows = akv_json_new_array();

	for (size_t i = 0; i < akv_json_count(list); i++) {
		const struct akv_json *item = akv_json_element(list, i);
		const struct akv_json *attributes =
			akv_json_member(item, "attributes");
		struct akv_json *row = akv_json_new_object();

		set_cell(row, "Name", akv_json_member(item, "name"));
		set_cell(row, "Id", akv_json_member(item, "id"));
		set_cell(row, "ContentType",
			 akv_json_member(item, "contentType"));
		set_cell(row, "Enabled",
			 akv_json_member(attributes, "enabled"));
		set_cell(row, "Expires",
			 akv_json_member(attributes, "expires"));
		akv_json_append(rows, row);
	}
	return rows;
}
