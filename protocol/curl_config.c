/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "protocol/curl_config.h"

/* curl.1, --config: what may stand in double quotes. */
static const char *spell(unsigned char c)
{
	switch (c) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\t':
		return "\\t";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case '\v':
		return "\\v";
	case '\0':
		return "";
	default:
		return NULL;
	}
}

static const char *spell_username(unsigned char c)
{
	return c == ':' ? "" : spell(c);
}

static const struct akv_field_rule rule = {
	.format = "a configuration of curl",
	.spell = spell,
};
static const struct akv_field_rule username_rule = {
	.format = "a user name of curl",
	.spell = spell_username,
};

static enum akv_code append_line(struct akv_secret *line,
				 const struct akv_entry *entry,
				 struct akv_error *err)
{
	const struct akv_field user =
		akv_entry_text("user name", entry->username);
	const struct akv_field password = akv_entry_password(entry);
	enum akv_code code = akv_secret_append_text(line, "user = \"", err);

	if (code == AKV_OK)
		code = akv_entry_append(line, &username_rule, &user, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(line, ":", err);
	if (code == AKV_OK)
		code = akv_entry_append(line, &rule, &password, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(line, "\"\n", err);
	return code;
}

enum akv_code akv_curl_config_format(const struct akv_entry *entry,
				     struct akv_secret **out,
				     struct akv_error *err)
{
	AKV_AUTO(secret) *line = NULL;
	enum akv_code code = akv_entry_need_username(entry, rule.format, err);

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
