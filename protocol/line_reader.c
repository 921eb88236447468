/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "protocol/line_reader.h"

struct akv_line_reader {
	int fd;
	bool at_end;		   /* ${fd} has no more */
	struct akv_secret *buffer; /* holds one line of the greatest length */
	size_t start;		   /* the first byte not yet handed out */
	size_t scanned;		   /* no LF between ${start} and here */
	size_t number;		   /* of the last line handed out */
	struct akv_error failure;  /* its code is AKV_OK: none so far */
};

enum akv_code akv_line_reader_new(int fd, struct akv_line_reader **out,
				  struct akv_error *err)
{
	AKV_AUTO(line_reader) *reader = calloc(1, sizeof(*reader));
	enum akv_code code;

	if (reader == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	reader->fd = fd;
	code = akv_secret_new(AKV_SECRET_LINE_MAX, &reader->buffer, err);
	if (code != AKV_OK)
		return code;

	*out = reader;
	reader = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_line_reader_free(struct akv_line_reader *reader)
{
	if (reader == NULL)
		return;
	akv_secret_free(reader->buffer);
	free(reader);
}

/* Begins a new buffer with the unfinished line; the old one is wiped. */
static enum akv_code make_room(struct akv_line_reader *reader,
			       struct akv_error *err)
{
	const char *rest = akv_secret_text(reader->buffer) + reader->start;
	size_t len = akv_secret_len(reader->buffer) - reader->start;
	AKV_AUTO(secret) *fresh = NULL;
	enum akv_code code;

	if (reader->start == 0)
		return akv_fail(err, AKV_ERR_USAGE, "LineTooLong",
				"line %zu is longer than %d bytes",
				reader->number + 1, AKV_SECRET_LINE_MAX);
	code = akv_secret_new(AKV_SECRET_LINE_MAX, &fresh, err);
	if (code != AKV_OK)
		return code;
	code = akv_secret_append(fresh, rest, len, err);
	if (code != AKV_OK)
		return code;

	akv_secret_free(reader->buffer);
	reader->buffer = fresh;
	fresh = NULL; /* the reader's now */
	reader->start = 0;
	reader->scanned = len;
	return AKV_OK;
}

static enum akv_code read_more(struct akv_line_reader *reader,
			       struct akv_error *err)
{
	enum akv_code code;
	ssize_t got;

	/* all was handed out: wipe it, and use its room again */
	if (reader->start == akv_secret_len(reader->buffer)) {
		akv_secret_truncate(reader->buffer, 0);
		reader->start = 0;
		reader->scanned = 0;
	}
	if (akv_secret_room(reader->buffer) == 0) {
		code = make_room(reader, err);
		if (code != AKV_OK)
			return code;
	}
	do {
		got = read(reader->fd, akv_secret_tail(reader->buffer),
			   akv_secret_room(reader->buffer));
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return akv_fail_errno(err, AKV_ERR_OTHER, "ReadFailed",
				      "cannot read the request");
	akv_secret_grow(reader->buffer, (size_t)got);
	reader->at_end = got == 0;
	return AKV_OK;
}

/* Whether ${reader} holds a whole line; ${len} is then its length. */
static bool find_line(struct akv_line_reader *reader, size_t *len)
{
	const char *text = akv_secret_text(reader->buffer);
	size_t end = akv_secret_len(reader->buffer);
	const char *lf =
		memchr(text + reader->scanned, '\n', end - reader->scanned);

	if (lf == NULL && !reader->at_end) {
		reader->scanned = end;
		return false;
	}
	*len = (lf != NULL ? (size_t)(lf - text) : end) - reader->start;
	return true;
}

static enum akv_code check(const struct akv_line *line, struct akv_error *err)
{
	if (memchr(line->bytes, '\0', line->len) != NULL)
		return akv_fail(err, AKV_ERR_USAGE, "NulInLine",
				"line %zu (%zu bytes) holds a NUL byte",
				line->number, line->len);
	if (memchr(line->bytes, '\r', line->len) == NULL)
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "CarriageReturnInLine",
		 "line %zu (%zu bytes) holds a carriage return", line->number,
		 line->len);
	akv_error_hint(err, "end lines with LF, not with CR LF");
	return AKV_ERR_USAGE;
}

static enum akv_code take_line(struct akv_line_reader *reader,
			       struct akv_line *out, struct akv_error *err)
{
	size_t buffered;
	size_t len;
	struct akv_line line;
	enum akv_code code;

	while (!find_line(reader, &len)) {
		code = read_more(reader, err);
		if (code != AKV_OK)
			return code;
	}
	buffered = akv_secret_len(reader->buffer) - reader->start;
	line = (struct akv_line){
		.kind = len > 0 ? AKV_LINE_TEXT : AKV_LINE_BLANK,
		.bytes = akv_secret_text(reader->buffer) + reader->start,
		.len = len,
		.number = reader->number + 1,
	};
	if (buffered == 0)
		line.kind = AKV_LINE_END;
	code = check(&line, err);
	if (code != AKV_OK)
		return code;

	if (line.kind != AKV_LINE_END)
		reader->number++;
	/* the last line may have no LF to step over */
	reader->start += len < buffered ? len + 1 : len;
	reader->scanned = reader->start;
	*out = line;
	return AKV_OK;
}

enum akv_code akv_line_reader_next(struct akv_line_reader *reader,
				   struct akv_line *out, struct akv_error *err)
{
	if (reader->failure.code == AKV_OK &&
	    take_line(reader, out, &reader->failure) == AKV_OK)
		return AKV_OK;
	if (err != NULL)
		*err = reader->failure;
	return reader->failure.code;
}

bool akv_line_reader_has_failed(const struct akv_line_reader *reader)
{
	return reader->failure.code != AKV_OK;
}

/* Is a blank line, or the end, among what was read ahead? */
static bool holds_block(const struct akv_line_reader *reader)
{
	const char *bytes = akv_secret_text(reader->buffer) + reader->start;
	size_t len = akv_secret_len(reader->buffer) - reader->start;

	return reader->at_end || (len > 0 && bytes[0] == '\n') ||
	       memmem(bytes, len, "\n\n", 2) != NULL;
}

static bool is_readable(int fd)
{
	struct pollfd input = { .fd = fd, .events = POLLIN };

	/* the end counts, and so does what read(2) is to complain about */
	return poll(&input, 1, 0) > 0;
}

bool akv_line_reader_has_block(struct akv_line_reader *reader)
{
	while (!akv_line_reader_has_failed(reader) && !holds_block(reader)) {
		if (!is_readable(reader->fd))
			return false;
		if (reader->start == 0 && akv_secret_room(reader->buffer) == 0)
			return true;
		if (read_more(reader, &reader->failure) != AKV_OK)
			return true;
	}
	return true;
}
