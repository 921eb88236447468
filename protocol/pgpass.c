/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "protocol/pgpass.h"

enum { DEFAULT_PORT = 5432 };

static const char *spell(unsigned char c)
{
	switch (c) {
	case ':':
		return "\\:";
	case '\\':
		return "\\\\";
	case '\0':
	case '\n':
	case '\r':
		return "";
	default:
		return NULL;
	}
}

static const struct akv_field_rule rule = {
	.format = "a PostgreSQL password file",
	.spell = spell,
};

static enum akv_code check(const struct akv_entry *entry, struct akv_error *err)
{
	enum akv_code code = akv_entry_need_host(entry, rule.format, err);

	if (code == AKV_OK)
		code = akv_entry_need_username(entry, rule.format, err);
	if (code != AKV_OK)
		return code;
	/* libpq takes the line, and then says that there is no password */
	if (akv_secret_len(entry->value) == 0)
		return akv_fail(err, AKV_ERR_UNUSABLE, "DoesNotFit",
				"the password is empty, which %s cannot hold",
				rule.format);
	return AKV_OK;
}

static enum akv_code append(struct akv_secret *line,
			    const struct akv_field *field, const char *behind,
			    struct akv_error *err)
{
	enum akv_code code = akv_entry_append(line, &rule, field, err);

	return code != AKV_OK ? code :
				akv_secret_append_text(line, behind, err);
}

static enum akv_code append_line(struct akv_secret *line,
				 const struct akv_entry *entry,
				 struct akv_error *err)
{
	char port[16];
	const char *path = entry->path != NULL ? entry->path : "*";

	(void)snprintf(port, sizeof(port), "%d",
		       entry->port != 0 ? entry->port : DEFAULT_PORT);

	const struct akv_field fields[] = {
		akv_entry_text("host", entry->host),
		akv_entry_text("port", port),
		akv_entry_text("database", path),
		akv_entry_text("user name", entry->username),
		akv_entry_password(entry),
	};
	const size_t count = sizeof(fields) / sizeof(fields[0]);
	enum akv_code code = AKV_OK;

	for (size_t i = 0; code == AKV_OK && i < count; i++)
		code = append(line, &fields[i], i + 1 < count ? ":" : "\n",
			      err);
	return code;
}

enum akv_code akv_pgpass_format(const struct akv_entry *entry,
				struct akv_secret **out, struct akv_error *err)
{
	AKV_AUTO(secret) *line = NULL;
	enum akv_code code = check(entry, err);

	if (code == AKV_OK)
		code = akv_entry_new_output(entry, &line, err);
	if (code == AKV_OK)
		code = append_line(line, entry, err);
	if (code != AKV_OK)
		return code;

	*out = line;
	line = NULL; /* the caller's now */
	return AKV_OK;
}
