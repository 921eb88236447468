/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/vault_object.h"

enum akv_code akv_vault_object_refuse(const struct akv_http_reply *reply,
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

enum akv_code akv_vault_object_open(const struct akv_http_reply *reply,
				    struct akv_json **out,
				    struct akv_error *err)
{
	char what[AKV_ERROR_TEXT_MAX];
	struct akv_error why;
	struct akv_text text;

	if (reply->body == NULL || !is_json_type(reply->content_type))
		return akv_vault_object_refuse(
			reply, "something that is not JSON", err);
	if (akv_json_parse(reply->body, out, &why) == AKV_OK)
		return AKV_OK;
	akv_text_init(&text, what, sizeof(what));
	akv_text_addf(&text, "something that is %s", why.text);
	return akv_vault_object_refuse(reply, what, err);
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

/* Steps over "/WORD/" at ${*at}. */
static bool take_folder(const char **at, const char *word)
{
	size_t len = strlen(word);

	if (**at != '/' || strncmp(*at + 1, word, len) != 0 ||
	    (*at)[len + 1] != '/')
		return false;
	*at += len + 2;
	return true;
}

bool akv_vault_object_read_id(const struct akv_json *json, const char *member,
			      const char *collection,
			      struct akv_vault_object_id *out)
{
	static const char scheme[] = "https://";
	struct akv_vault_object_id parts = { .version = "" };
	char id[512];
	const char *at;
	size_t len;

	if (!akv_json_copy_text(json, member, id, sizeof(id)) ||
	    !akv_text_starts_nocase(id, scheme))
		return false;
	at = id + sizeof(scheme) - 1;
	at += strcspn(at, "/");
	if (!take_folder(&at, collection))
		return false;
	len = strcspn(at, "/");
	if (!copy(at, len, parts.name, sizeof(parts.name)) ||
	    akv_names_check_secret(parts.name, NULL) != AKV_OK)
		return false;
	at += len;
	if (*at == '/' &&
	    (!copy(at + 1, strlen(at + 1), parts.version,
		   sizeof(parts.version)) ||
	     akv_names_check_version(parts.version, NULL) != AKV_OK))
		return false;
	*out = parts;
	return true;
}

bool akv_vault_object_read_time(const struct akv_json *json, const char *member,
				int64_t *out)
{
	const struct akv_json *time = akv_json_member(json, member);

	if (time == NULL)
		return true;
	if (!akv_json_integer(time, out))
		return false;
	/* 0 stands for none, so what was over in 1970 is over in 1970 */
	if (*out < 1)
		*out = 1;
	return true;
}
