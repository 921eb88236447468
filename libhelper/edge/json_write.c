/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/edge/json_node.h"
#include "libhelper/edge/json_string.h"

#include "libhelper/edge/json.h"

/* -- strings -- */

enum { ESCAPE_SIZE = 8 };

/*
 * How the character ${c} has to be written; "" where it may stand as it is.
 * C1 might, but there are terminals that obey it, and whoever writes a content
 * type is not whom we trust with one.
 */
static void write_escape(unsigned char c, char escape[ESCAPE_SIZE])
{
	static const char meant[] = "\"\\\b\f\n\r\t";
	static const char written[] = "\"\\bfnrt";
	static const char digits[] = "0123456789abcdef";
	const char *which = memchr(meant, c, sizeof(meant) - 1);

	memset(escape, 0, ESCAPE_SIZE);
	if (which != NULL) {
		escape[0] = '\\';
		escape[1] = written[which - meant];
	} else if (c < 0x20 || (c >= 0x80 && c < 0xa0)) {
		memcpy(escape, "\\u00", 4);
		escape[4] = digits[c >> 4];
		escape[5] = digits[c & 0xf];
	}
}

/* The character's number, if it is below U+00A0; else any that is not. */
static unsigned char number_of(const char *bytes, size_t len)
{
	unsigned char first = (unsigned char)bytes[0];

	if (len == 1)
		return first;
	return len == 2 && first == 0xc2 ? (unsigned char)bytes[1] : 0xff;
}

static enum akv_code add_character(const char *bytes, size_t len,
				   struct akv_secret *out,
				   struct akv_error *err)
{
	char escape[ESCAPE_SIZE];
	enum akv_code code;

	if (len == 0)
		return akv_secret_append_text(out, "\\ufffd", err);
	write_escape(number_of(bytes, len), escape);
	if (*escape == '\0')
		return akv_secret_append(out, bytes, len, err);
	code = akv_secret_append_text(out, escape, err);
	akv_secret_wipe(escape, sizeof(escape));
	return code;
}

/*
 * Characters stay UTF-8, as the Azure CLI prints them; what is not UTF-8
 * becomes U+FFFD, so that the output always is.
 */
static enum akv_code add_string(const char *bytes, size_t len,
				struct akv_secret *out, struct akv_error *err)
{
	enum akv_code code = akv_secret_append_text(out, "\"", err);
	size_t i = 0;

	while (code == AKV_OK && i < len) {
		size_t used = akv_json_string_utf8_len(bytes + i, len - i);

		code = add_character(bytes + i, used, out, err);
		i += used == 0 ? 1 : used;
	}
	if (code != AKV_OK)
		return code;
	return akv_secret_append_text(out, "\"", err);
}

/* -- documents -- */

/*
 * json-c's own writer would keep the text in the object, where nobody wipes
 * it; this one writes straight into the secret.
 */
struct writer {
	struct akv_secret *out;
	struct akv_error *err;
	enum akv_code code;
	bool pretty;
	bool first; /* nothing was written yet in the innermost container */
	size_t depth;
};

static void put(struct writer *writer, const char *text)
{
	if (writer->code == AKV_OK)
		writer->code =
			akv_secret_append_text(writer->out, text, writer->err);
}

static void put_string(struct writer *writer, const char *text, size_t len)
{
	if (writer->code == AKV_OK)
		writer->code = add_string(text, len, writer->out, writer->err);
}

static void put_new_line(struct writer *writer)
{
	if (!writer->pretty)
		return;
	put(writer, "\n");
	for (size_t i = 0; i < writer->depth; i++)
		put(writer, "  ");
}

static void begin_container(struct writer *writer, const char *mark)
{
	put(writer, mark);
	writer->depth++;
	writer->first = true;
}

static void end_container(struct writer *writer, const char *mark)
{
	writer->depth--;
	if (!writer->first)
		put_new_line(writer);
	put(writer, mark);
	writer->first = false;
}

/* What stands in front of a value: the comma, the line, the name. */
static void put_lead(struct writer *writer, const char *name)
{
	if (!writer->first)
		put(writer, ",");
	writer->first = false;
	put_new_line(writer);
	if (name == NULL)
		return;
	put_string(writer, name, strlen(name));
	put(writer, writer->pretty ? ": " : ":");
}

static void put_value(struct writer *writer, struct json_object *node)
{
	switch (akv_json_kind(akv_json_from_node(node))) {
	case AKV_JSON_OBJECT:
		begin_container(writer, "{");
		break;
	case AKV_JSON_ARRAY:
		begin_container(writer, "[");
		break;
	case AKV_JSON_STRING:
		put_string(writer, json_object_get_string(node),
			   (size_t)json_object_get_string_len(node));
		break;
	case AKV_JSON_NULL:
	case AKV_JSON_BOOLEAN:
	case AKV_JSON_NUMBER:
		put(writer, json_object_to_json_string(node));
		break;
	}
}

/* NOLINTNEXTLINE(readability-function-size): json-c chose the parameters */
static int write_node(struct json_object *node, int flags,
		      struct json_object *parent, const char *name,
		      AKV_UNUSED size_t *index, void *context)
{
	struct writer *writer = context;

	if (flags == JSON_C_VISIT_SECOND) {
		end_container(writer,
			      json_object_is_type(node, json_type_object) != 0 ?
				      "}" :
				      "]");
	} else {
		if (parent != NULL)
			put_lead(writer, name);
		put_value(writer, node);
	}
	return writer->code == AKV_OK ? JSON_C_VISIT_RETURN_CONTINUE :
					JSON_C_VISIT_RETURN_STOP;
}

enum akv_code akv_json_write(const struct akv_json *json, bool pretty,
			     struct akv_secret *out, struct akv_error *err)
{
	struct writer writer = {
		.out = out, .err = err, .pretty = pretty, .first = true
	};

	(void)json_c_visit(akv_json_node(json), 0, write_node, &writer);
	return writer.code;
}
