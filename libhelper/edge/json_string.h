/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_JSON_STRING_H
#define AKV_EDGE_JSON_STRING_H

#include <stddef.h>
#include <stdint.h>

/*
 * What stands between the quotes of a JSON string (RFC 8259, 7), a character
 * at a time.  Private to the json files.
 */

/*
 * akv_json_string_read(at, len, out): the code point of the first character
 * in the ${len} bytes at ${at}, escaped or not, in ${out}.  Returns how many
 * bytes it took; 0 for a control character, a bad escape, a lone surrogate,
 * invalid UTF-8 and the end.  An unescaped quotation mark is a character here.
 */
size_t akv_json_string_read(const char *at, size_t len, uint32_t *out);

/*
 * akv_json_string_utf8_len(bytes, len): how many of the ${len} bytes are the
 * first character in UTF-8 (RFC 3629); 0 when they do not begin with one.
 */
size_t akv_json_string_utf8_len(const char *bytes, size_t len);

#endif
