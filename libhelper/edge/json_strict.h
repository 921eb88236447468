/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_JSON_STRICT_H
#define AKV_EDGE_JSON_STRICT_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * Is it JSON?  Private to json.c, which asks before json-c sees a byte.
 * json-c, strict or not, keeps the last of two members of one name, replaces
 * lone surrogates and lets control characters through; and whenever it gives
 * up half way it frees what it has built without wiping it.  After this check
 * it has no reason to.
 */

enum {
	AKV_JSON_STRICT_DEPTH = 16,	/* of arrays and objects */
	AKV_JSON_STRICT_MEMBERS = 1024, /* of all objects open at a time */
};

/*
 * akv_json_strict_check(text, len, err): AKV_OK when the ${len} bytes of
 * ${text} are one JSON object or array (RFC 8259) in UTF-8, without duplicate
 * names, NUL in a name, and lone surrogates, within the bounds above; white
 * space may stand around it.  AKV_ERR_PEER (NotJson), saying what is wrong at
 * which byte, otherwise.
 */
enum akv_code akv_json_strict_check(const char *text, size_t len,
				    struct akv_error *err) AKV_CHECKED;

#endif
