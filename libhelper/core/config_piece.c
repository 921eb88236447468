/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/core/config_piece.h"

bool akv_config_piece_needs_equals(const char *value)
{
	return value[0] == '\0' || value[0] == ';' || value[0] == '#';
}

static bool would_be_lost(const char *value, const char *space)
{
	return space == value || space[1] == '\0' || space[1] == ';' ||
	       space[1] == '#';
}

enum akv_code akv_config_piece_value(struct akv_secret *piece,
				     const char *value, struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	for (const char *c = value; *c != '\0' && code == AKV_OK; c++) {
		if (*c == '\\')
			code = akv_secret_append_text(piece, "\\\\", err);
		else if (*c == ' ' && would_be_lost(value, c))
			code = akv_secret_append_text(piece, "\\s", err);
		else
			code = akv_secret_append(piece, c, 1, err);
	}
	return code;
}

/* Texts, NULL behind the last. */
static enum akv_code add(struct akv_secret *piece, const char *const *texts,
			 struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	for (; *texts != NULL && code == AKV_OK; texts++)
		code = akv_secret_append_text(piece, *texts, err);
	return code;
}

enum akv_code akv_config_piece_setting(struct akv_secret *piece,
				       const char *key, const char *value,
				       const char *newline,
				       struct akv_error *err)
{
	const char *const name[] = {
		key, akv_config_piece_needs_equals(value) ? " =" : " = ", NULL
	};
	enum akv_code code = add(piece, name, err);

	if (code == AKV_OK)
		code = akv_config_piece_value(piece, value, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(piece, newline, err);
	return code;
}

/* A text of one line end alone is not worth telling. */
static bool ends_in_blank_line(const struct akv_secret *text,
			       const char *newline)
{
	const char *bytes = akv_secret_text(text);
	size_t len = akv_secret_len(text);
	size_t newline_len = strlen(newline);

	return len > newline_len && bytes[len - 1] == '\n' &&
	       bytes[len - newline_len - 1] == '\n';
}

enum akv_code akv_config_piece_group(struct akv_secret *piece,
				     const struct akv_secret *before,
				     const char *title, const char *newline,
				     struct akv_error *err)
{
	size_t len = akv_secret_len(before);
	bool is_ended = len == 0 || akv_secret_text(before)[len - 1] == '\n';
	bool is_apart = len == 0 || ends_in_blank_line(before, newline);
	const char *const texts[] = { is_ended ? "" : newline,
				      is_apart ? "" : newline,
				      "[",
				      title,
				      "]",
				      newline,
				      NULL };

	return add(piece, texts, err);
}
