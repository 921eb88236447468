/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "protocol/entry.h"

enum {
	/* the longest spelling of a byte: '"'"' */
	SPELLING_MAX = 5,
	/* keywords, quotes, a host, a port */
	FRAME_MAX = 1024,
};

/* Behind the name: the colon of a port, or the end. */
static const char *end_of_name(const char *host)
{
	const char *end = host[0] == '[' ? strchr(host, ']') : NULL;

	return end != NULL ? end + 1 : host + strcspn(host, ":");
}

enum akv_code akv_entry_set_host(struct akv_entry *entry, const char *host,
				 int port, struct akv_error *err)
{
	const char *end = end_of_name(host);
	size_t len = (size_t)(end - host);
	int64_t number = port;
	struct akv_text text;

	if (host[0] == '[' && len >= 2) {
		host++;
		len -= 2;
	}
	akv_text_init(&text, entry->host, sizeof(entry->host));
	akv_text_add_bytes(&text, host, len);
	if (text.cut)
		return akv_fail(err, AKV_ERR_UNUSABLE, "DoesNotFit",
				"the name of the host is longer than %d bytes",
				AKV_ENTRY_HOST_SIZE - 1);
	if (*end == ':' && !akv_text_number(end + 1, 65535, &number))
		number = port;
	entry->port = (int)number;
	return AKV_OK;
}

enum akv_code akv_entry_need_host(const struct akv_entry *entry,
				  const char *format, struct akv_error *err)
{
	if (entry->host[0] != '\0')
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "NoHost",
		 "%s needs a host, and the connection has none", format);
	akv_error_hint(err, "add url = PROTOCOL://USER@HOST to the connection");
	return AKV_ERR_USAGE;
}

enum akv_code akv_entry_need_username(const struct akv_entry *entry,
				      const char *format, struct akv_error *err)
{
	if (entry->username != NULL && entry->username[0] != '\0')
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "NoUsername",
		 "%s needs a user name, and nobody says it", format);
	akv_error_hint(err,
		       "add username = NAME, or a url with one, to the "
		       "connection; or give the secret the tag \"username\"");
	return AKV_ERR_USAGE;
}

struct akv_field akv_entry_password(const struct akv_entry *entry)
{
	return (struct akv_field){ .name = "password",
				   .bytes = akv_secret_text(entry->value),
				   .len = akv_secret_len(entry->value) };
}

struct akv_field akv_entry_text(const char *name, const char *text)
{
	return (struct akv_field){ .name = name,
				   .bytes = text,
				   .len = strlen(text) };
}

/* What ${c} is, for people; a kind, so that nobody learns the byte. */
static const char *kind_of(unsigned char c)
{
	if (c == '\0')
		return "a NUL byte";
	if (c == '\n' || c == '\r')
		return "a line break";
	if (c < 0x20 || c == 0x7f)
		return "a control character";
	return "a character";
}

static enum akv_code refuse(const struct akv_field_rule *rule,
			    const struct akv_field *field, unsigned char c,
			    struct akv_error *err)
{
	akv_fail(err, AKV_ERR_UNUSABLE, "DoesNotFit",
		 "the %s has %s, which %s cannot hold", field->name, kind_of(c),
		 rule->format);
	akv_error_hint(err, "--format base64 or json holds every value");
	return AKV_ERR_UNUSABLE;
}

enum akv_code akv_entry_append(struct akv_secret *out,
			       const struct akv_field_rule *rule,
			       const struct akv_field *field,
			       struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	for (size_t i = 0; code == AKV_OK && i < field->len; i++) {
		unsigned char c = (unsigned char)field->bytes[i];
		const char *spelling = rule->spell(c);

		if (spelling == NULL)
			code = akv_secret_append(out, &field->bytes[i], 1, err);
		else if (spelling[0] == '\0')
			code = refuse(rule, field, c, err);
		else
			code = akv_secret_append_text(out, spelling, err);
	}
	return code;
}

enum akv_code akv_entry_new_output(const struct akv_entry *entry,
				   struct akv_secret **out,
				   struct akv_error *err)
{
	size_t len = akv_secret_len(entry->value);

	if (entry->username != NULL)
		len += strlen(entry->username);
	if (entry->path != NULL)
		len += strlen(entry->path);
	return akv_secret_new(SPELLING_MAX * len + FRAME_MAX, out, err);
}
