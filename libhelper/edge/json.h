/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_JSON_H
#define AKV_EDGE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * JSON (RFC 8259), read from a service's bounded reply and written for our
 * own output.  Reading is strict where a mistake would hand over a wrong
 * password: duplicate names, NUL in a name, lone surrogates, invalid UTF-8,
 * nesting deeper than 16, more than 1024 members in the objects that are open
 * at a time, and bytes behind the value are refused before anything is built.
 * A string is wiped when its last owner frees or replaces it, the parser's
 * buffer as soon as it has been used; names of members are not.
 */
struct akv_json;

/*
 * akv_json_parse(text, out, err): the document in ${text}, an object or an
 * array.  AKV_ERR_PEER (NotJson), saying what is wrong at which byte, when it
 * is none; AKV_ERR_OTHER when there is no memory.  The caller's to
 * akv_json_free().
 */
enum akv_code akv_json_parse(const struct akv_secret *text,
			     struct akv_json **out, struct akv_error *err)
	AKV_CHECKED;

/* akv_json_free(json): wipe and release a whole document, but for parts that
 * have another owner (akv_json_share()); NULL is fine.  Only for documents
 * that _parse, _new_* and _share gave: never for borrowed parts. */
void akv_json_free(struct akv_json *json);
AKV_DEFINE_FREEP(json)

/* akv_json_share(json): one more owner of ${json}, which nobody may change from
 * now on: the way to put a part of one document into another without copying
 * what may be a secret.  The caller's to akv_json_free(); NULL for NULL. */
struct akv_json *akv_json_share(const struct akv_json *json);

/* -- looking; every pointer is borrowed from the document -- */

/* akv_json_member(json, name): that member; NULL if absent, null, or ${json}
 * is NULL or no object. */
const struct akv_json *akv_json_member(const struct akv_json *json,
				       const char *name);

/* akv_json_count(json): elements of an array, members of an object; else 0. */
size_t akv_json_count(const struct akv_json *json);

/* akv_json_element(json, i): element ${i} of an array; NULL if there is none,
 * or it is null. */
const struct akv_json *akv_json_element(const struct akv_json *json, size_t i);

/* akv_json_text(json, len): a string's bytes, NUL behind them, with the length
 * in ${len} if that is not NULL; NULL when it is no string. */
const char *akv_json_text(const struct akv_json *json, size_t *len);

/* akv_json_integer(json, out): a number without fraction and exponent, or a
 * string of digits (Entra and IMDS send both); false, with ${out} untouched,
 * for anything else and for what does not fit. */
bool akv_json_integer(const struct akv_json *json, int64_t *out);

/* akv_json_boolean(json, out): true or false; false when it is neither. */
bool akv_json_boolean(const struct akv_json *json, bool *out);

/* akv_json_copy_text(json, name, buf, size): string member ${name} in
 * ${buf}; "" and false when absent, no string, holding a NUL, or too long. */
bool akv_json_copy_text(const struct akv_json *json, const char *name,
			char *buf, size_t size);

/* akv_json_each(json, visit, context): call ${visit} for each member of an
 * object, in order, until it returns false; ${value} is NULL for null. */
void akv_json_each(const struct akv_json *json,
		   bool (*visit)(const char *name, const struct akv_json *value,
				 void *context),
		   void *context);

enum akv_json_kind {
	AKV_JSON_NULL,
	AKV_JSON_BOOLEAN,
	AKV_JSON_NUMBER,
	AKV_JSON_STRING,
	AKV_JSON_ARRAY,
	AKV_JSON_OBJECT,
};

/* akv_json_kind(json): what it is; a NULL pointer is AKV_JSON_NULL. */
enum akv_json_kind akv_json_kind(const struct akv_json *json);

/* akv_json_compare(a, b, out): which comes first, of two numbers or of two
 * strings (by code points): less than, equal to or greater than 0 in ${out};
 * false for anything else. */
bool akv_json_compare(const struct akv_json *a, const struct akv_json *b,
		      int *out);

/* akv_json_compare_equal(a, b): the same value, all the way down?  The order
 * of members does not matter; null equals null alone. */
bool akv_json_compare_equal(const struct akv_json *a, const struct akv_json *b);

/* -- building; out of memory ends the process, as in GLib -- */

/* akv_json_new_object(), akv_json_new_array(): empty ones. */
struct akv_json *akv_json_new_object(void);
struct akv_json *akv_json_new_array(void);
/* akv_json_new_text(bytes, len), ..._integer(), ..._boolean(): one value */
struct akv_json *akv_json_new_text(const char *bytes, size_t len);
struct akv_json *akv_json_new_integer(int64_t number);
struct akv_json *akv_json_new_boolean(bool truth);

/* akv_json_set_text(object, name, text): NULL ${text} sets null. */
void akv_json_set_text(struct akv_json *object, const char *name,
		       const char *text);
/* akv_json_set_integer(object, name, number) */
void akv_json_set_integer(struct akv_json *object, const char *name,
			  int64_t number);
/* akv_json_set_boolean(object, name, truth) */
void akv_json_set_boolean(struct akv_json *object, const char *name,
			  bool truth);
/* akv_json_set(object, name, value): ${value} is now ${object}'s; NULL is
 * null. */
void akv_json_set(struct akv_json *object, const char *name,
		  struct akv_json *value);
/* akv_json_append(array, value): ${value} is now ${array}'s. */
void akv_json_append(struct akv_json *array, struct akv_json *value);
/* akv_json_append_text(array, text) */
void akv_json_append_text(struct akv_json *array, const char *text);

/*
 * akv_json_write(json, pretty, out, err): append ${json} as text to ${out},
 * on one line or, if ${pretty}, indented by two as the Azure CLI does.
 * AKV_ERR_PEER when it does not fit.
 */
enum akv_code akv_json_write(const struct akv_json *json, bool pretty,
			     struct akv_secret *out, struct akv_error *err)
	AKV_CHECKED;

#endif
