/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <string.h>

#include "protocol/netrc.h"

/* curl up to 8.9 reads lines into a buffer of 4096 bytes. */
enum { LINE_MAX_LEN = 4094 };

static const char *spell(unsigned char c)
{
	switch (c) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	default:
		return c < 0x20 || c == 0x7f ? "" : NULL;
	}
}

static const struct akv_field_rule rule = { .format = "a netrc file",
					    .spell = spell };

/* Would the bare word be taken for another, or for two? */
static bool needs_quotes(const struct akv_field *field)
{
	if (field->len > 0 && field->bytes[0] == '#')
		return true;
	for (size_t i = 0; i < field->len; i++)
		if (strchr(" \"\\", field->bytes[i]) != NULL)
			return true;
	return false;
}

static enum akv_code append(struct akv_secret *out, const char *keyword,
			    const struct akv_field *field,
			    struct akv_error *err)
{
	const char *quote = needs_quotes(field) ? "\"" : "";
	enum akv_code code = akv_secret_append_text(out, keyword, err);

	if (code == AKV_OK)
		code = akv_secret_append_text(out, quote, err);
	if (code == AKV_OK)
		code = akv_entry_append(out, &rule, field, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(out, quote, err);
	return code;
}

static enum akv_code check(const struct akv_entry *entry, struct akv_error *err)
{
	enum akv_code code = akv_entry_need_host(entry, rule.format, err);

	if (code == AKV_OK)
		code = akv_entry_need_username(entry, rule.format, err);
	if (code != AKV_OK)
		return code;
	if (akv_secret_len(entry->value) == 0)
		return akv_fail(err, AKV_ERR_UNUSABLE, "DoesNotFit",
				"the password is empty, which a netrc file "
				"cannot hold");
	return AKV_OK;
}

static enum akv_code append_line(struct akv_secret *line,
				 const struct akv_entry *entry,
				 struct akv_error *err)
{
	const struct akv_field host = akv_entry_text("host", entry->host);
	const struct akv_field user =
		akv_entry_text("user name", entry->username);
	const struct akv_field password = akv_entry_password(entry);
	enum akv_code code = append(line, "machine ", &host, err);

	if (code == AKV_OK)
		code = append(line, " login ", &user, err);
	if (code == AKV_OK)
		code = append(line, " password ", &password, err);
	if (code == AKV_OK && akv_secret_len(line) > LINE_MAX_LEN)
		code = akv_fail(err, AKV_ERR_UNUSABLE, "DoesNotFit",
				"the line would have %zu bytes; curl reads %d "
				"of a netrc file's",
				akv_secret_len(line), LINE_MAX_LEN);
	if (code == AKV_OK)
		code = akv_secret_append_text(line, "\n", err);
	return code;
}

enum akv_code akv_netrc_format(const struct akv_entry *entry,
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
