/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/base64.h"
#include "libhelper/base/text.h"
#include "protocol/ssh_key_lines.h"
#include "protocol/ssh_key_refusal.h"

#include "protocol/ssh_key.h"

#define BEGIN "-----BEGIN "
#define END "-----END "
#define DASHES "-----"

/* What may stand behind BEGIN, and how its base 64 has to begin. */
struct kind {
	const char *label;
	const char *magic;
	size_t magic_len;
	bool has_headers; /* RFC 1421 */
};

static const struct kind kinds[] = {
	{ "OPENSSH PRIVATE KEY", "openssh-key-v1", sizeof("openssh-key-v1"),
	  false },
	{ "PRIVATE KEY", "\x30", 1, false },
	{ "ENCRYPTED PRIVATE KEY", "\x30", 1, false },
	{ "RSA PRIVATE KEY", "\x30", 1, true },
	{ "EC PRIVATE KEY", "\x30", 1, true },
	{ "DSA PRIVATE KEY", "\x30", 1, true },
};

/* -- the frame -- */

/* Is ${line} "-----BEGIN LABEL-----", or END? */
static bool is_mark(const struct akv_ssh_key_line *line, const char *mark,
		    const char *label)
{
	size_t mark_len = strlen(mark);
	size_t label_len = strlen(label);

	return line->len == mark_len + label_len + strlen(DASHES) &&
	       memcmp(line->bytes, mark, mark_len) == 0 &&
	       memcmp(line->bytes + mark_len, label, label_len) == 0 &&
	       memcmp(line->bytes + mark_len + label_len, DASHES,
		      strlen(DASHES)) == 0;
}

/*
 * Take ${mark} and ${label} off ${lines}: they have spaces of their own, so
 * that this is not for akv_ssh_key_lines_next().
 */
static bool take_mark(struct akv_ssh_key_lines *lines, const char *mark,
		      const char *label)
{
	struct akv_ssh_key_line line = {
		.bytes = lines->at,
		.len = strlen(mark) + strlen(label) + strlen(DASHES),
	};

	if ((size_t)(lines->end - lines->at) < line.len ||
	    !is_mark(&line, mark, label))
		return false;
	lines->at += line.len;
	return true;
}

static const struct kind *take_begin(struct akv_ssh_key_lines *lines)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (take_mark(lines, BEGIN, kinds[i].label))
			return &kinds[i];
	return NULL;
}

/* -- what is between -- */

/* A key on its way. */
struct key {
	const struct kind *kind;
	struct akv_secret *out;	 /* its lines */
	struct akv_secret *body; /* its base 64, in one piece */
	bool has_headers;
};

static enum akv_code add_line(struct key *key,
			      const struct akv_ssh_key_line *line,
			      struct akv_error *err)
{
	enum akv_code code =
		akv_secret_append(key->out, line->bytes, line->len, err);

	if (code != AKV_OK)
		return code;
	return akv_secret_append_text(key->out, "\n", err);
}

static bool is_header(const struct akv_ssh_key_line *line)
{
	return memchr(line->bytes, ':', line->len) != NULL;
}

/* The headers, and the empty line that ends them. */
static enum akv_code add_header(struct key *key,
				struct akv_ssh_key_lines *lines,
				struct akv_ssh_key_line *line,
				struct akv_error *err)
{
	enum akv_code code;

	if (!key->kind->has_headers)
		return akv_ssh_key_refusal(
			"there are headers in it, as in a key of another "
			"kind",
			err);
	key->has_headers = true;
	while (is_header(line)) {
		code = add_line(key, line, err);
		if (code != AKV_OK)
			return code;
		if (!akv_ssh_key_lines_next(lines, line))
			return akv_ssh_key_refusal(
				"it is cut off behind its headers", err);
	}
	if (lines->spaces)
		return akv_secret_append_text(key->out, "\n", err);
	if (line->len > 0)
		return akv_ssh_key_refusal(
			"there is no empty line behind its headers", err);
	code = add_line(key, line, err);
	if (code == AKV_OK && !akv_ssh_key_lines_next(lines, line))
		return akv_ssh_key_refusal("it is cut off behind its headers",
					   err);
	return code;
}

static enum akv_code add_body(struct key *key,
			      const struct akv_ssh_key_line *line,
			      struct akv_error *err)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz"
				       "0123456789+/=";
	enum akv_code code;

	if (line->len == 0)
		return akv_ssh_key_refusal("there is an empty line in it", err);
	for (size_t i = 0; i < line->len; i++)
		if (strchr(alphabet, line->bytes[i]) == NULL)
			return akv_ssh_key_refusal(
				"there is something else than base 64 "
				"in it",
				err);
	code = akv_secret_append(key->body, line->bytes, line->len, err);
	if (code != AKV_OK)
		return code;
	return add_line(key, line, err);
}

static enum akv_code add_lines(struct key *key, struct akv_ssh_key_lines *lines,
			       struct akv_error *err)
{
	struct akv_ssh_key_line line = { 0 };
	enum akv_code code = AKV_OK;
	bool is_first = true;

	while (code == AKV_OK) {
		while (lines->spaces && lines->at < lines->end &&
		       (*lines->at == ' ' || *lines->at == '\n'))
			lines->at++;
		if (take_mark(lines, END, key->kind->label))
			return AKV_OK;
		if (!akv_ssh_key_lines_next(lines, &line))
			return akv_ssh_key_refusal(
				"it is cut off: its last line is missing", err);
		if (is_first && is_header(&line))
			code = add_header(key, lines, &line, err);
		is_first = false;
		if (code == AKV_OK)
			code = add_body(key, &line, err);
	}
	return code;
}

/* Is the base 64 whole, and does it hold what the frame says? */
static enum akv_code check_body(const struct key *key, struct akv_error *err)
{
	AKV_AUTO(secret) *bytes = NULL;
	const struct kind *kind = key->kind;
	enum akv_code code =
		akv_secret_new(akv_secret_len(key->body), &bytes, err);

	if (code != AKV_OK)
		return code;
	if (akv_base64_decode(akv_secret_text(key->body),
			      akv_secret_len(key->body), bytes, NULL) != AKV_OK)
		return akv_ssh_key_refusal("its base 64 is damaged", err);
	/* headers say how it is encrypted, so it may begin with anything */
	if (key->has_headers)
		return AKV_OK;
	if (akv_secret_len(bytes) < kind->magic_len ||
	    memcmp(akv_secret_text(bytes), kind->magic, kind->magic_len) != 0)
		return akv_ssh_key_refusal("its base 64 holds something else",
					   err);
	return AKV_OK;
}

/* -- all of it -- */

/* What stands behind the last line: nothing but its end. */
static enum akv_code check_rest(const struct akv_ssh_key_lines *lines,
				struct akv_ssh_key_repairs *repairs,
				struct akv_error *err)
{
	const char *at = lines->at;

	repairs->final_newline = at == lines->end;
	while (at < lines->end &&
	       (*at == '\n' || (lines->spaces && *at == ' ')))
		at++;
	if (at == lines->end)
		return AKV_OK;
	return akv_ssh_key_refusal("there is something behind its last line",
				   err);
}

static enum akv_code add_mark(struct key *key, const char *mark,
			      struct akv_error *err)
{
	enum akv_code code = akv_secret_append_text(key->out, mark, err);

	if (code == AKV_OK)
		code = akv_secret_append_text(key->out, key->kind->label, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(key->out, DASHES "\n", err);
	return code;
}

static enum akv_code read_key(struct key *key, struct akv_ssh_key_lines *lines,
			      struct akv_ssh_key_repairs *repairs,
			      struct akv_error *err)
{
	enum akv_code code;

	if (lines->at < lines->end && *lines->at == ' ')
		lines->spaces = true;
	else if (lines->at == lines->end || *lines->at != '\n')
		return akv_ssh_key_refusal(
			"its first line does not end where it should", err);
	repairs->spaces = lines->spaces;
	lines->at++;
	code = add_mark(key, BEGIN, err);
	if (code == AKV_OK)
		code = add_lines(key, lines, err);
	if (code == AKV_OK)
		code = check_body(key, err);
	if (code == AKV_OK)
		code = check_rest(lines, repairs, err);
	if (code == AKV_OK)
		code = add_mark(key, END, err);
	return code;
}

static void free_key(struct key *key)
{
	akv_secret_free(key->out);
	akv_secret_free(key->body);
}

/* Room for the empty line and the newline that may be missing. */
enum { MORE = 8 };

static enum akv_code mend(const struct akv_secret *value,
			  const struct akv_secret *text,
			  struct akv_secret **out,
			  struct akv_ssh_key_repairs *repairs,
			  struct akv_error *err)
{
	__attribute__((cleanup(free_key))) struct key key = { 0 };
	struct akv_ssh_key_lines lines = {
		.at = akv_secret_text(text),
		.end = akv_secret_text(text) + akv_secret_len(text),
	};
	enum akv_code code;

	key.kind = take_begin(&lines);
	if (key.kind == NULL)
		return akv_ssh_key_refusal_kind(value, err);
	code = akv_secret_new(akv_secret_len(text) + MORE, &key.out, err);
	if (code == AKV_OK)
		code = akv_secret_new(akv_secret_len(text), &key.body, err);
	if (code == AKV_OK)
		code = read_key(&key, &lines, repairs, err);
	if (code != AKV_OK)
		return code;
	*out = key.out;
	key.out = NULL; /* the caller's now */
	return AKV_OK;
}

enum akv_code akv_ssh_key_format(const struct akv_secret *value,
				 struct akv_secret **out,
				 struct akv_ssh_key_repairs *repairs,
				 struct akv_error *err)
{
	AKV_AUTO(secret) *text = NULL;
	AKV_AUTO(secret) *mended = NULL;
	enum akv_code code;

	*repairs = (struct akv_ssh_key_repairs){ 0 };
	if (strncmp(akv_secret_text(value), DASHES, strlen(DASHES)) != 0)
		return akv_ssh_key_refusal_kind(value, err);
	code = akv_ssh_key_lines_end(value, &text, repairs, err);
	if (code == AKV_OK)
		code = mend(value, text, &mended, repairs, err);
	if (code != AKV_OK)
		return code;
	if (!repairs->final_newline && !repairs->crlf && !repairs->escapes &&
	    !repairs->spaces)
		return akv_secret_new_from(akv_secret_text(value),
					   akv_secret_len(value), out, err);

	*out = mended;
	mended = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_ssh_key_repairs_text(const struct akv_ssh_key_repairs *repairs,
			      char *text)
{
	const struct {
		bool was_done;
		const char *what;
	} all[] = {
		{ repairs->crlf, "CR LF at the end of lines" },
		{ repairs->escapes, "\\n for newlines" },
		{ repairs->spaces, "spaces for newlines" },
		{ repairs->final_newline, "no newline at the end" },
	};
	struct akv_text words;

	akv_text_init(&words, text, AKV_SSH_KEY_REPAIRS_SIZE);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (!all[i].was_done)
			continue;
		akv_text_add(&words, words.len > 0 ? ", " : "");
		akv_text_add(&words, all[i].what);
	}
}
