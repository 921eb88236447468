/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/core/config_lines.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct akv_config_range akv_config_lines_at(const struct akv_secret *text,
					    int number)
{
	const char *bytes = akv_secret_text(text);
	size_t len = akv_secret_len(text);
	struct akv_config_range line = { 0, 0 };

	for (int i = 0; i < number; i++) {
		const char *newline =
			memchr(bytes + line.end, '\n', len - line.end);

		line.start = line.end;
		line.end =
			newline != NULL ? (size_t)(newline - bytes) + 1 : len;
	}
	return line;
}

/* Where ${line} ends but for white space, CR and LF. */
static size_t content_end(const char *bytes, struct akv_config_range line)
{
	size_t end = line.end;

	if (end > line.start && bytes[end - 1] == '\n')
		end--;
	if (end > line.start && bytes[end - 1] == '\r')
		end--;
	while (end > line.start && is_blank(bytes[end - 1]))
		end--;
	return end;
}

bool akv_config_lines_is_blank(const struct akv_secret *text,
			       struct akv_config_range line)
{
	return content_end(akv_secret_text(text), line) == line.start;
}

size_t akv_config_lines_equals(const struct akv_secret *text,
			       struct akv_config_range line)
{
	const char *bytes = akv_secret_text(text);
	size_t at = line.start;

	while (at < line.end && bytes[at] != '=')
		at++;
	return at < line.end ? at + 1 : at;
}

/* Where the comment begins, which has white space in front of it (the parser:
 * before_comment() in key_file.c). */
static size_t comment_start(const char *bytes, struct akv_config_range value)
{
	for (size_t i = value.start + 1; i < value.end; i++)
		if ((bytes[i] == ';' || bytes[i] == '#') &&
		    is_blank(bytes[i - 1]))
			return i;
	return value.end;
}

struct akv_config_range akv_config_lines_value(const struct akv_secret *text,
					       struct akv_config_range line)
{
	const char *bytes = akv_secret_text(text);
	size_t equals = akv_config_lines_equals(text, line);
	struct akv_config_range value = { equals, content_end(bytes, line) };

	value.end = comment_start(bytes, value);
	while (value.end > value.start && is_blank(bytes[value.end - 1]))
		value.end--;
	while (value.start < value.end && is_blank(bytes[value.start]))
		value.start++;
	return value;
}

const char *akv_config_lines_newline(const struct akv_secret *text)
{
	const char *bytes = akv_secret_text(text);
	struct akv_config_range line = akv_config_lines_at(text, 1);

	if (line.end >= 2 && bytes[line.end - 2] == '\r' &&
	    bytes[line.end - 1] == '\n')
		return "\r\n";
	return "\n";
}
