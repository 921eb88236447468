/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_LINE_READER_H
#define AKV_PROTOCOL_LINE_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * Lines from a descriptor, as git-credential(1) bounds them: LF ends one, CR
 * and NUL are refused, the last may lack its LF.  Any line may hold a
 * password, so all bytes stay in one secret and are looked at where they lie.
 * The reader keeps what it read ahead: the next request's bytes are not lost.
 *
 * A line that is too long is an error for good.  To go on in the middle of
 * one would let its tail pass for a line of its own, and so let whoever wrote
 * a long value choose the host (git 71201ab0e5).
 */
struct akv_line_reader;

enum akv_line_kind {
	AKV_LINE_TEXT,
	AKV_LINE_BLANK, /* a line without a byte: ends a request */
	AKV_LINE_END,	/* no more lines */
};

struct akv_line {
	enum akv_line_kind kind;
	const char *bytes; /* borrowed until the next call; no NUL behind */
	size_t len;	   /* the LF not counted */
	size_t number;	   /* the first is 1 */
};

/*
 * akv_line_reader_new(fd, out, err): a reader of ${fd}, which stays the
 * caller's and must outlive it.
 */
enum akv_code akv_line_reader_new(int fd, struct akv_line_reader **out,
				  struct akv_error *err) AKV_CHECKED;

/* akv_line_reader_free(reader): wipe and release; NULL does nothing. */
void akv_line_reader_free(struct akv_line_reader *reader);
AKV_DEFINE_FREEP(line_reader)

/*
 * akv_line_reader_next(reader, out, err): the next line.  AKV_ERR_USAGE when
 * it is longer than AKV_SECRET_LINE_MAX bytes (its LF counted, whether or not
 * it has one) or holds CR or NUL, AKV_ERR_OTHER when reading fails.  After a
 * failure every call fails in the same way.
 */
enum akv_code akv_line_reader_next(struct akv_line_reader *reader,
				   struct akv_line *out, struct akv_error *err)
	AKV_CHECKED;

/* akv_line_reader_has_failed(reader): will every further call fail? */
bool akv_line_reader_has_failed(const struct akv_line_reader *reader);

/*
 * akv_line_reader_has_block(reader): can lines up to a blank one, or to the
 * end, be had without waiting for whoever writes them?  Reads what is there.
 * Also true where waiting would not help to know: the reader has failed, or
 * its room is full.
 */
bool akv_line_reader_has_block(struct akv_line_reader *reader);

#endif
