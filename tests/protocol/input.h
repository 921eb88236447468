/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_PROTOCOL_INPUT_H
#define AKV_TESTS_PROTOCOL_INPUT_H

#include <stddef.h>

#include "protocol/line_reader.h"

/* What a caller writes to our stdin, with nobody at the other end. */

/* input_of(bytes, len): a descriptor that has these bytes and then ends. */
int input_of(const void *bytes, size_t len);

/*
 * input_in_pieces(bytes, len, piece): the same, but read(2) gives ${piece}
 * bytes at a time, however many are asked for.  For a few hundred pieces.
 */
int input_in_pieces(const char *bytes, size_t len, size_t piece);

/* reader_of(bytes, len), reader_of_text(text): a reader of such a one. */
struct akv_line_reader *reader_of(const void *bytes, size_t len);
struct akv_line_reader *reader_of_text(const char *text);

/*
 * long_line(prefix, len): ${prefix}, then as many "a" as make it ${len} bytes,
 * then an LF that is not counted.  The caller's to free.
 */
char *long_line(const char *prefix, size_t len);

/* overwrite(at, bytes): put the characters of ${bytes} at ${at}, no NUL. */
void overwrite(char *at, const char *bytes);

#endif
