/* SPDX-License-Identifier: MIT */
#include "libhelper/base/clock.h"
#include "libhelper/base/text.h"
#include "libhelper/edge/json.h"

#include "cmd/read_json.h"

static void set_date(struct akv_json *object, const char *name, int64_t unix_s)
{
	char date[AKV_CLOCK_DATE_SIZE];

	akv_clock_date(unix_s, date);
	akv_json_set_text(object, name, unix_s != 0 ? date : NULL);
}

static void set_id(struct akv_json *object, const struct akv_read_result *from)
{
	char id[512];
	struct akv_text text;

	akv_json_set_text(object, "id", NULL);
	if (akv_lookup_is_local(from->target))
		return;
	akv_text_init(&text, id, sizeof(id));
	akv_text_addf(&text, "https://%s/secrets/%s/%s",
		      from->target->id.vault->host, from->bundle->name,
		      from->bundle->version);
	akv_json_set_text(object, "id", text.cut ? NULL : id);
}

static const char *text_or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

/* Member by member in the order of the manual. */
static void fill(struct akv_json *object, const struct akv_read_result *from)
{
	const struct akv_connection_config *connection =
		from->target->connection;
	const struct akv_secret_bundle *bundle = from->bundle;
	const char *username = from->target->username;

	if (username == NULL)
		username = text_or_null(bundle->username);
	akv_json_set_text(object, "connection",
			  connection != NULL ? connection->name : NULL);
	akv_json_set_text(object, "url",
			  connection != NULL ? connection->url : NULL);
	akv_json_set_text(object, "username", username);
	akv_json_set(object, "password",
		     akv_json_new_text(akv_secret_text(bundle->value),
				       akv_secret_len(bundle->value)));
	akv_json_set_text(object, "vault",
			  akv_lookup_is_local(from->target) ?
				  NULL :
				  from->target->id.vault->name);
	akv_json_set_text(object, "secret", text_or_null(bundle->name));
	akv_json_set_text(object, "version", text_or_null(bundle->version));
	set_id(object, from);
	akv_json_set_text(object, "contentType",
			  text_or_null(bundle->content_type));
	set_date(object, "expires", bundle->expires_at);
	set_date(object, "notBefore", bundle->not_before);
}

enum akv_code akv_read_json_format(const struct akv_read_result *result,
				   struct akv_secret **out,
				   struct akv_error *err)
{
	AKV_AUTO(json) *object = akv_json_new_object();
	AKV_AUTO(secret) *text = NULL;
	enum akv_code code = akv_secret_new(AKV_SECRET_REPLY_MAX, &text, err);

	if (code != AKV_OK)
		return code;
	fill(object, result);
	code = akv_json_write(object, /* pretty= */ true, text, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(text, "\n", err);
	if (code != AKV_OK)
		return code;

	*out = text;
	text = NULL; /* the caller's now */
	return AKV_OK;
}
