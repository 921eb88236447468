/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "protocol/ssh_key_refusal.h"

#include "protocol/ssh_key_lines.h"

/* Does ${text} begin with ${word}? */
static bool begins(const char *text, size_t len, const char *word)
{
	return len >= strlen(word) && memcmp(text, word, strlen(word)) == 0;
}

/* How long the newline at ${text} is written; 0: there is none. */
static size_t newline_len(const char *text, size_t len,
			  struct akv_ssh_key_repairs *repairs)
{
	if (begins(text, len, "\n"))
		return 1;
	if (begins(text, len, "\r\n")) {
		repairs->crlf = true;
		return 2;
	}
	if (begins(text, len, "\\n") || begins(text, len, "\\r\\n")) {
		repairs->escapes = true;
		return text[1] == 'n' ? 2 : 4;
	}
	return 0;
}

static enum akv_code append(struct akv_secret *out, const char *text,
			    struct akv_error *err)
{
	unsigned char c = (unsigned char)*text;

	if (c == '\r')
		return akv_ssh_key_refusal(
			"there is a carriage return within a line", err);
	if (c < ' ' || c > '~')
		return akv_ssh_key_refusal("it has bytes that no key has", err);
	return akv_secret_append(out, text, 1, err);
}

enum akv_code akv_ssh_key_lines_end(const struct akv_secret *value,
				    struct akv_secret **out,
				    struct akv_ssh_key_repairs *repairs,
				    struct akv_error *err)
{
	AKV_AUTO(secret) *lines = NULL;
	const char *text = akv_secret_text(value);
	size_t left = akv_secret_len(value);
	enum akv_code code = akv_secret_new(left, &lines, err);

	while (code == AKV_OK && left > 0) {
		size_t used = newline_len(text, left, repairs);

		if (used > 0) {
			code = akv_secret_append_text(lines, "\n", err);
		} else {
			code = append(lines, text, err);
			used = 1;
		}
		text += used;
		left -= used;
	}
	if (code != AKV_OK)
		return code;

	*out = lines;
	lines = NULL; /* the caller's now */
	return AKV_OK;
}

static bool is_end(const struct akv_ssh_key_lines *lines, const char *at)
{
	return *at == '\n' || (lines->spaces && *at == ' ');
}

static const char *find_end(const struct akv_ssh_key_lines *lines,
			    const char *at)
{
	while (at < lines->end && !is_end(lines, at))
		at++;
	return at;
}

bool akv_ssh_key_lines_next(struct akv_ssh_key_lines *lines,
			    struct akv_ssh_key_line *line)
{
	const char *end;

	/* an empty line may have become one space more, or none at all */
	while (lines->spaces && lines->at < lines->end &&
	       is_end(lines, lines->at))
		lines->at++;
	if (lines->at == lines->end)
		return false;
	end = find_end(lines, lines->at);
	/* the space behind the colon of a header is its own */
	if (lines->spaces && end > lines->at && end[-1] == ':' &&
	    end < lines->end && *end == ' ')
		end = find_end(lines, end + 1);
	*line = (struct akv_ssh_key_line){
		.bytes = lines->at,
		.len = (size_t)(end - lines->at),
		.ended = end < lines->end,
	};
	lines->at = end + (line->ended ? 1 : 0);
	return true;
}
