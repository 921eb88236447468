/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "cmd/output_sink.h"

/* Six bytes an escape: any value that a vault can hold, and its neighbours. */
enum { BUFFER_SIZE = 8 * AKV_SECRET_VALUE_MAX };

enum akv_code akv_output_sink_init(struct akv_output_sink *sink, int fd,
				   struct akv_error *err)
{
	*sink = (struct akv_output_sink){ .fd = fd, .err = err };
	return akv_secret_new(BUFFER_SIZE, &sink->buffer, err);
}

void akv_output_sink_clear(struct akv_output_sink *sink)
{
	akv_secret_free(sink->buffer);
	sink->buffer = NULL;
}

enum akv_code akv_output_sink_finish(struct akv_output_sink *sink)
{
	if (sink->code == AKV_OK)
		sink->code =
			akv_secret_write(sink->buffer, sink->fd, sink->err);
	akv_secret_truncate(sink->buffer, 0);
	return sink->code;
}

/* Room for ${len} more bytes, which are fewer than the buffer has. */
static void make_room(struct akv_output_sink *sink, size_t len)
{
	if (akv_secret_room(sink->buffer) < len)
		(void)!akv_output_sink_finish(sink);
}

void akv_output_sink_bytes(struct akv_output_sink *sink, const char *bytes,
			   size_t len)
{
	while (sink->code == AKV_OK && len > 0) {
		size_t part = len < BUFFER_SIZE ? len : BUFFER_SIZE;

		make_room(sink, part);
		if (sink->code == AKV_OK)
			sink->code = akv_secret_append(sink->buffer, bytes,
						       part, sink->err);
		bytes += part;
		len -= part;
	}
}

void akv_output_sink_text(struct akv_output_sink *sink, const char *text)
{
	akv_output_sink_bytes(sink, text, strlen(text));
}

void akv_output_sink_fill(struct akv_output_sink *sink, char c, size_t count)
{
	for (; count > 0; count--)
		akv_output_sink_bytes(sink, &c, 1);
}

void akv_output_sink_json(struct akv_output_sink *sink,
			  const struct akv_json *value)
{
	size_t len = 0;

	(void)akv_json_text(value, &len);
	/* the longest escape has six bytes, the longest number fewer than 64
	 * that a document of ours can have */
	make_room(sink, len > BUFFER_SIZE / 8 ? BUFFER_SIZE : 6 * len + 64);
	if (sink->code == AKV_OK)
		sink->code =
			akv_json_write(value, false, sink->buffer, sink->err);
}

/* How many bytes the character that ${first} begins has. */
static size_t character_len(unsigned char first)
{
	if (first >= 0xf0)
		return 4;
	if (first >= 0xe0)
		return 3;
	return first >= 0xc0 ? 2 : 1;
}

static size_t put_escaped(struct akv_output_sink *sink, const char *bytes,
			  size_t len)
{
	/* a character of four bytes, each as \xHH */
	char piece[4 * 4 + 1];
	size_t width = 0;

	for (size_t at = 0; at < len;) {
		size_t part = character_len((unsigned char)bytes[at]);
		struct akv_text text;

		if (part > len - at)
			part = len - at;
		akv_text_init(&text, piece, sizeof(piece));
		akv_text_add_escaped(&text, bytes + at, part);
		width += text.len == part ? 1 : text.len;
		if (sink != NULL)
			akv_output_sink_bytes(sink, piece, text.len);
		at += part;
	}
	akv_secret_wipe(piece, sizeof(piece));
	return width;
}

static size_t put_word(struct akv_output_sink *sink, const char *word)
{
	if (sink != NULL)
		akv_output_sink_text(sink, word);
	return strlen(word);
}

/* Into a buffer first: how long it is matters as well. */
static size_t put_number(struct akv_output_sink *sink,
			 const struct akv_json *value)
{
	AKV_AUTO(secret) *digits = NULL;

	if (akv_secret_new(BUFFER_SIZE / 8, &digits, NULL) != AKV_OK ||
	    akv_json_write(value, false, digits, NULL) != AKV_OK)
		return 0;
	return put_word(sink, akv_secret_text(digits));
}

size_t akv_output_sink_cell(struct akv_output_sink *sink,
			    const struct akv_json *value)
{
	char digits[24];
	struct akv_text text;
	size_t len = 0;
	bool truth;
	const char *string = akv_json_text(value, &len);

	if (string != NULL)
		return put_escaped(sink, string, len);
	if (akv_json_boolean(value, &truth))
		return put_word(sink, truth ? "True" : "False");
	if (akv_json_kind(value) == AKV_JSON_NUMBER)
		return put_number(sink, value);
	if (akv_json_kind(value) != AKV_JSON_ARRAY)
		return 0;
	akv_text_init(&text, digits, sizeof(digits));
	akv_text_addf(&text, "%zu", akv_json_count(value));
	return put_word(sink, digits);
}
