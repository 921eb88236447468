/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/output_format.h"

/*
 * YAML 1.1 in block style, as the Azure CLI's library writes it, but that no
 * long line is folded and that a string of several lines is one between
 * double quotation marks.
 */

struct printer {
	struct akv_output_sink *sink;
	const struct akv_output_style *style;
	size_t depth;
};

/* NOLINTBEGIN(misc-no-recursion): as deep as the document */

/* -- strings -- */

enum quoting { PLAIN, SINGLE, DOUBLE };

/* What a reader may take for null, a boolean, or another mark. */
static bool is_word_of_yaml(const char *text)
{
	static const char *const words[] = {
		"~",	 "null",  "Null",  "NULL", "true", "True", "TRUE",
		"false", "False", "FALSE", "yes",  "Yes",  "YES",  "no",
		"No",	 "NO",	  "on",	   "On",   "ON",   "off",  "Off",
		"OFF",	 "<<",	  "=",	   "---",  "...",  "",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

/* A number, a date, a time: more than these hold such characters alone, and
 * quotation marks do them no harm. */
static bool looks_like_a_number(const char *text)
{
	return strchr("0123456789+-.", *text) != NULL &&
	       text[strspn(text, "0123456789+-._:,eExXoabcdfABCDFtTzZ "
				 "\tinNI")] == '\0';
}

/* How many bytes of ${at} only an escape can say; 0: none. */
static size_t unprintable(const char *at, size_t len)
{
	static const char *const marks[] = { "\xe2\x80\xa8", "\xe2\x80\xa9",
					     "\xef\xbb\xbf", "\xef\xbf\xbe",
					     "\xef\xbf\xbf" };
	unsigned char first = (unsigned char)*at;

	if (first < 0x20 || first == 0x7f)
		return 1;
	if (first == 0xc2 && len > 1 && (unsigned char)at[1] < 0xa0)
		return 2;
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (len > 2 && memcmp(at, marks[i], 3) == 0)
			return 3;
	return 0;
}

/* A blank in front or behind, and what begins or ends something else. */
static bool may_be_plain(const char *text, size_t len)
{
	if (strlen(text) != len || is_word_of_yaml(text) ||
	    looks_like_a_number(text) ||
	    strchr("-?:,[]{}#&*!|>'\"%@` ", *text) != NULL ||
	    strstr(text, ": ") != NULL || strstr(text, " #") != NULL)
		return false;
	return text[len - 1] != ' ' && text[len - 1] != ':';
}

static enum quoting quoting_of(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (unprintable(text + i, len - i) > 0)
			return DOUBLE;
	return may_be_plain(text, len) ? PLAIN : SINGLE;
}

static void put_single(struct akv_output_sink *sink, const char *text,
		       size_t len)
{
	akv_output_sink_text(sink, "'");
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\'')
			akv_output_sink_text(sink, "'");
		akv_output_sink_bytes(sink, text + i, 1);
	}
	akv_output_sink_text(sink, "'");
}

/* ${len} bytes of UTF-8 that are no printable character. */
static void put_escape(struct akv_output_sink *sink, const char *at, size_t len)
{
	static const char meant[] = "\n\r\t";
	static const char written[] = "nrt";
	const char *which = len == 1 ? memchr(meant, *at, 3) : NULL;
	unsigned int point = (unsigned char)*at;
	char escape[8];

	if (len == 2)
		point = (unsigned char)at[1];
	else if (len == 3)
		point = (point & 0xfU) << 12 |
			((unsigned char)at[1] & 0x3fU) << 6 |
			((unsigned char)at[2] & 0x3fU);
	if (which != NULL)
		(void)snprintf(escape, sizeof(escape), "\\%c",
			       written[which - meant]);
	else
		(void)snprintf(escape, sizeof(escape),
			       len == 3 ? "\\u%04X" : "\\x%02X", point);
	akv_output_sink_text(sink, escape);
	akv_secret_wipe(escape, sizeof(escape));
}

static void put_double(struct akv_output_sink *sink, const char *text,
		       size_t len)
{
	akv_output_sink_text(sink, "\"");
	for (size_t i = 0; i < len;) {
		size_t hidden = unprintable(text + i, len - i);

		if (hidden > 0) {
			put_escape(sink, text + i, hidden);
			i += hidden;
			continue;
		}
		if (text[i] == '"' || text[i] == '\\')
			akv_output_sink_text(sink, "\\");
		akv_output_sink_bytes(sink, text + i, 1);
		i++;
	}
	akv_output_sink_text(sink, "\"");
}

static void put_string(struct akv_output_sink *sink, const char *text,
		       size_t len)
{
	switch (quoting_of(text, len)) {
	case PLAIN:
		akv_output_sink_bytes(sink, text, len);
		break;
	case SINGLE:
		put_single(sink, text, len);
		break;
	case DOUBLE:
		put_double(sink, text, len);
		break;
	}
}

/* -- documents -- */

static void put_block(struct printer *printer, const struct akv_json *value);

static bool is_block(const struct akv_json *value)
{
	return akv_json_count(value) > 0;
}

static void put_inline(struct printer *printer, const struct akv_json *value)
{
	size_t len = 0;
	const char *text = akv_json_text(value, &len);

	if (text != NULL)
		put_string(printer->sink, text, len);
	else
		akv_output_sink_json(printer->sink, value);
}

static void put_indent(struct printer *printer)
{
	akv_output_sink_fill(printer->sink, ' ', 2 * printer->depth);
}

static void put_member(struct printer *printer,
		       const struct akv_output_member *member)
{
	bool is_list = akv_json_kind(member->value) == AKV_JSON_ARRAY;

	put_string(printer->sink, member->name, strlen(member->name));
	akv_output_sink_text(printer->sink, ":");
	if (!is_block(member->value)) {
		akv_output_sink_text(printer->sink, " ");
		put_inline(printer, member->value);
		akv_output_sink_text(printer->sink, "\n");
		return;
	}
	/* a list is not indented below its name */
	akv_output_sink_text(printer->sink, "\n");
	printer->depth += is_list ? 0 : 1;
	put_indent(printer);
	put_block(printer, member->value);
	printer->depth -= is_list ? 0 : 1;
}

static void put_element(struct printer *printer, const struct akv_json *value)
{
	akv_output_sink_text(printer->sink, "- ");
	if (!is_block(value)) {
		put_inline(printer, value);
		akv_output_sink_text(printer->sink, "\n");
		return;
	}
	/* on the same line */
	printer->depth++;
	put_block(printer, value);
	printer->depth--;
}

/* The first line is indented already. */
static void put_block(struct printer *printer, const struct akv_json *value)
{
	struct akv_output_member *member;
	size_t count = akv_json_count(value);

	if (akv_json_kind(value) == AKV_JSON_ARRAY) {
		for (size_t i = 0; i < count; i++) {
			if (i > 0)
				put_indent(printer);
			put_element(printer, akv_json_element(value, i));
		}
		return;
	}
	member = akv_output_members(value, printer->style->sorts, &count);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			put_indent(printer);
		put_member(printer, &member[i]);
	}
	free(member);
}

/* NOLINTEND(misc-no-recursion) */

void akv_output_yaml(struct akv_output_sink *sink,
		     const struct akv_json *document,
		     const struct akv_output_style *style)
{
	struct printer printer = { .sink = sink, .style = style };
	size_t len = 0;
	const char *text = akv_json_text(document, &len);

	if (is_block(document)) {
		put_block(&printer, document);
		return;
	}
	put_inline(&printer, document);
	akv_output_sink_text(sink, "\n");
	/* the end of a word alone has to be said */
	if (akv_json_kind(document) != AKV_JSON_ARRAY &&
	    akv_json_kind(document) != AKV_JSON_OBJECT &&
	    (text == NULL || quoting_of(text, len) == PLAIN))
		akv_output_sink_text(sink, "...\n");
}
