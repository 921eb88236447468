/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/edge/json_node.h"
#include "libhelper/edge/json_strict.h"

#include "libhelper/edge/json.h"

/* -- wiping -- */

/* json-c calls it when the last owner of a string lets go of it. */
static void wipe(struct json_object *node, AKV_UNUSED void *context)
{
	union {
		const char *text;
		void *bytes;
	} pointer;

	/* for a string this is where json-c keeps it, not a copy */
	pointer.text = json_object_get_string(node);
	akv_secret_wipe(pointer.bytes,
			(size_t)json_object_get_string_len(node));
}

/* NOLINTNEXTLINE(readability-function-size): json-c chose the parameters */
static int wipe_later(struct json_object *node, AKV_UNUSED int flags,
		      AKV_UNUSED struct json_object *parent,
		      AKV_UNUSED const char *key, AKV_UNUSED size_t *index,
		      AKV_UNUSED void *context)
{
	if (json_object_is_type(node, json_type_string))
		json_object_set_userdata(node, NULL, wipe);
	return JSON_C_VISIT_RETURN_CONTINUE;
}

void akv_json_free(struct akv_json *json)
{
	(void)json_object_put(akv_json_node(json));
}

struct akv_json *akv_json_share(const struct akv_json *json)
{
	return akv_json_from_node(json_object_get(akv_json_node(json)));
}

/* -- reading -- */

static enum akv_code out_of_memory(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
			"no memory to read JSON");
}

/*
 * Lets the parser's buffer, through which every string goes, grow to ${len}
 * now, while it is empty: growing later would leave copies in freed memory.
 */
static bool reserve(struct json_tokener *tokener, int len)
{
	if (printbuf_memset(tokener->pb, -1, 0, len) != 0)
		return false;
	printbuf_reset(tokener->pb);
	return true;
}

enum akv_code akv_json_parse(const struct akv_secret *text,
			     struct akv_json **out, struct akv_error *err)
{
	size_t len = akv_secret_len(text);
	struct json_tokener *tokener;
	struct json_object *node = NULL;
	enum akv_code code;

	code = akv_json_strict_check(akv_secret_text(text), len, err);
	if (code != AKV_OK)
		return code;
	if (len >= INT_MAX)
		return out_of_memory(err);

	tokener = json_tokener_new();
	if (tokener == NULL)
		return out_of_memory(err);
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT |
						JSON_TOKENER_VALIDATE_UTF8);
	if (reserve(tokener, (int)len))
		node = json_tokener_parse_ex(tokener, akv_secret_text(text),
					     (int)len);
	akv_secret_wipe(tokener->pb->buf, (size_t)tokener->pb->size);
	json_tokener_free(tokener);
	/* the check left no other reason */
	if (node == NULL)
		return out_of_memory(err);
	(void)json_c_visit(node, 0, wipe_later, NULL);
	*out = akv_json_from_node(node);
	return AKV_OK;
}

/* -- looking -- */

enum akv_json_kind akv_json_kind(const struct akv_json *json)
{
	switch (json_object_get_type(akv_json_node(json))) {
	case json_type_boolean:
		return AKV_JSON_BOOLEAN;
	case json_type_double:
	case json_type_int:
		return AKV_JSON_NUMBER;
	case json_type_object:
		return AKV_JSON_OBJECT;
	case json_type_array:
		return AKV_JSON_ARRAY;
	case json_type_string:
		return AKV_JSON_STRING;
	case json_type_null:
		break;
	}
	return AKV_JSON_NULL;
}

const struct akv_json *akv_json_member(const struct akv_json *json,
				       const char *name)
{
	struct json_object *member = NULL;

	if (akv_json_kind(json) != AKV_JSON_OBJECT)
		return NULL;
	(void)json_object_object_get_ex(akv_json_node(json), name, &member);
	return akv_json_from_node(member);
}

size_t akv_json_count(const struct akv_json *json)
{
	if (akv_json_kind(json) == AKV_JSON_ARRAY)
		return json_object_array_length(akv_json_node(json));
	if (akv_json_kind(json) == AKV_JSON_OBJECT)
		return (size_t)json_object_object_length(akv_json_node(json));
	return 0;
}

const struct akv_json *akv_json_element(const struct akv_json *json, size_t i)
{
	if (akv_json_kind(json) != AKV_JSON_ARRAY)
		return NULL;
	return akv_json_from_node(
		json_object_array_get_idx(akv_json_node(json), i));
}

const char *akv_json_text(const struct akv_json *json, size_t *len)
{
	if (akv_json_kind(json) != AKV_JSON_STRING)
		return NULL;
	if (len != NULL)
		*len = (size_t)json_object_get_string_len(akv_json_node(json));
	return json_object_get_string(akv_json_node(json));
}

/* A number that does not fit is kept by json-c as the nearest one that does,
 * which is another number. */
static bool read_integer(struct json_object *node, int64_t *out)
{
	int64_t number = json_object_get_int64(node);

	if (number == INT64_MAX || number == INT64_MIN)
		return false;
	*out = number;
	return true;
}

bool akv_json_integer(const struct akv_json *json, int64_t *out)
{
	size_t len = 0;
	const char *text = akv_json_text(json, &len);

	if (text != NULL)
		return strlen(text) == len &&
		       akv_text_number(text, INT64_MAX - 1, out);
	if (!json_object_is_type(akv_json_node(json), json_type_int))
		return false;
	return read_integer(akv_json_node(json), out);
}

bool akv_json_boolean(const struct akv_json *json, bool *out)
{
	if (akv_json_kind(json) != AKV_JSON_BOOLEAN)
		return false;
	*out = json_object_get_boolean(akv_json_node(json)) != 0;
	return true;
}

bool akv_json_copy_text(const struct akv_json *json, const char *name,
			char *buf, size_t size)
{
	size_t len = 0;
	const char *text = akv_json_text(akv_json_member(json, name), &len);

	buf[0] = '\0';
	if (text == NULL || len >= size || strlen(text) != len)
		return false;
	memcpy(buf, text, len + 1);
	return true;
}

void akv_json_each(const struct akv_json *json,
		   bool (*visit)(const char *name, const struct akv_json *value,
				 void *context),
		   void *context)
{
	struct json_object_iterator at;
	struct json_object_iterator end;

	if (akv_json_kind(json) != AKV_JSON_OBJECT)
		return;
	at = json_object_iter_begin(akv_json_node(json));
	end = json_object_iter_end(akv_json_node(json));
	while (json_object_iter_equal(&at, &end) == 0) {
		if (!visit(json_object_iter_peek_name(&at),
			   akv_json_from_node(json_object_iter_peek_value(&at)),
			   context))
			return;
		json_object_iter_next(&at);
	}
}

/* -- building -- */

static struct json_object *made(struct json_object *node)
{
	if (node == NULL)
		abort();
	return node;
}

struct akv_json *akv_json_new_text(const char *bytes, size_t len)
{
	struct json_object *node;

	if (len > INT_MAX)
		abort();
	node = made(json_object_new_string_len(bytes, (int)len));
	json_object_set_userdata(node, NULL, wipe);
	return akv_json_from_node(node);
}

struct akv_json *akv_json_new_integer(int64_t number)
{
	return akv_json_from_node(made(json_object_new_int64(number)));
}

struct akv_json *akv_json_new_boolean(bool truth)
{
	return akv_json_from_node(made(json_object_new_boolean(truth)));
}

static struct akv_json *text_or_null(const char *text)
{
	return text == NULL ? NULL : akv_json_new_text(text, strlen(text));
}

struct akv_json *akv_json_new_object(void)
{
	return akv_json_from_node(made(json_object_new_object()));
}

struct akv_json *akv_json_new_array(void)
{
	return akv_json_from_node(made(json_object_new_array()));
}

void akv_json_set_text(struct akv_json *object, const char *name,
		       const char *text)
{
	akv_json_set(object, name, text_or_null(text));
}

void akv_json_set_integer(struct akv_json *object, const char *name,
			  int64_t number)
{
	akv_json_set(object, name, akv_json_new_integer(number));
}

void akv_json_set_boolean(struct akv_json *object, const char *name, bool truth)
{
	akv_json_set(object, name, akv_json_new_boolean(truth));
}

void akv_json_set(struct akv_json *object, const char *name,
		  struct akv_json *value)
{
	if (json_object_object_add(akv_json_node(object), name,
				   akv_json_node(value)) != 0)
		abort();
}

void akv_json_append(struct akv_json *array, struct akv_json *value)
{
	if (json_object_array_add(akv_json_node(array), akv_json_node(value)) !=
	    0)
		abort();
}

void akv_json_append_text(struct akv_json *array, const char *text)
{
	akv_json_append(array, text_or_null(text));
}
