/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_TEXT_H
#define AKV_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/attr.h"

/*
 * Ordinary strings: bounded building, and the few questions that we ask of
 * them.  Never for secrets.  ASCII only where case matters: host names,
 * GUIDs and keywords are ASCII, and the locale must not change the answer.
 */

/* A string under construction in somebody else's buffer. */
struct akv_text {
	char *buf;   /* borrowed; always NUL-terminated after init */
	size_t size; /* bytes of ${buf}, the NUL included */
	size_t len;
	bool cut; /* something did not fit: the text must not be used */
};

/* akv_text_init(text, buf, size): start an empty text in ${buf}. */
void akv_text_init(struct akv_text *text, char *buf, size_t size);

/* akv_text_add(text, more): append a C string, or set ${text->cut}. */
void akv_text_add(struct akv_text *text, const char *more);

/* akv_text_add_bytes(text, bytes, len): append ${len} bytes. */
void akv_text_add_bytes(struct akv_text *text, const char *bytes, size_t len);

/* akv_text_addf(text, fmt, ...): append formatted words. */
void akv_text_addf(struct akv_text *text, const char *fmt, ...)
	AKV_PRINTF(2, 3);

/*
 * akv_text_add_escaped(text, bytes, len): append what a peer sent so that it
 * cannot act on a terminal: control characters, DEL, C1 controls and bytes
 * that are not UTF-8 become \n, \r, \t or \xHH.
 */
void akv_text_add_escaped(struct akv_text *text, const char *bytes, size_t len);

/* akv_text_equal_nocase(a, b): same but for ASCII case. */
bool akv_text_equal_nocase(const char *a, const char *b);

/* akv_text_starts_nocase(text, prefix): begins so, but for ASCII case. */
bool akv_text_starts_nocase(const char *text, const char *prefix);

/* akv_text_ends_nocase(text, suffix): ends so, but for ASCII case. */
bool akv_text_ends_nocase(const char *text, const char *suffix);

/* akv_text_lower(text): turn ASCII capitals of ${text} into small letters. */
void akv_text_lower(char *text);

/* akv_text_has_control(text): holds a byte below 0x20, or DEL? */
bool akv_text_has_control(const char *text);

/*
 * akv_text_number(text, max, out): ${text} as a decimal number of at most
 * ${max}, digits only.  False, with ${out} untouched, for anything else.
 */
bool akv_text_number(const char *text, int64_t max, int64_t *out);

/*
 * akv_text_add_percent_encoded(text, more): append the C string ${more} as the
 * value of a query's parameter: all but the unreserved characters of RFC 3986
 * (2.3) as %XX.
 */
void akv_text_add_percent_encoded(struct akv_text *text, const char *more);

/*
 * akv_text_percent_decode(text): decode %XX in place.  False, with ${text}
 * spoiled, for a bad escape or one that gives a NUL.
 */
bool akv_text_percent_decode(char *text);

#endif
