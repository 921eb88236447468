/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "protocol/shell_variables.h"

static const char *spell(unsigned char c)
{
	switch (c) {
	case '\'':
		/* end the quotes, one in double quotes, begin them again */
		return "'\"'\"'";
	case '\0':
		return "";
	default:
		return NULL;
	}
}

static const struct akv_field_rule rule = { .format = "a variable",
					    .spell = spell };

bool akv_shell_variables_is_name(const char *name)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz_0123456789";
	static const size_t digits = 10;

	return name[0] != '\0' && name[strspn(name, letters)] == '\0' &&
	       strchr(letters + sizeof(letters) - 1 - digits, name[0]) == NULL;
}

static enum akv_code append(struct akv_secret *lines, const char *name,
			    const struct akv_field *field,
			    struct akv_error *err)
{
	enum akv_code code = akv_secret_append_text(lines, name, err);

	if (code == AKV_OK)
		code = akv_secret_append_text(lines, "='", err);
	if (code == AKV_OK)
		code = akv_entry_append(lines, &rule, field, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(lines, "'\n", err);
	return code;
}

static enum akv_code append_lines(struct akv_secret *lines, const char *name,
				  const struct akv_entry *entry,
				  struct akv_error *err)
{
	const struct akv_field password = akv_entry_password(entry);
	enum akv_code code = AKV_OK;

	if (name == NULL && entry->username != NULL) {
		const struct akv_field user =
			akv_entry_text("user name", entry->username);

		code = append(lines, "AKV_USERNAME", &user, err);
	}
	if (code != AKV_OK)
		return code;
	return append(lines, name != NULL ? name : "AKV_PASSWORD", &password,
		      err);
}

enum akv_code akv_shell_variables_format(const struct akv_entry *entry,
					 const char *name,
					 struct akv_secret **out,
					 struct akv_error *err)
{
	AKV_AUTO(secret) *lines = NULL;
	enum akv_code code = akv_entry_new_output(entry, &lines, err);

	if (code == AKV_OK)
		code = append_lines(lines, name, entry, err);
	if (code != AKV_OK)
		return code;

	*out = lines;
	lines = NULL; /* the caller's now */
	return AKV_OK;
}
