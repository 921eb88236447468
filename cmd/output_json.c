/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "cmd/output_format.h"

struct printer {
	struct akv_output_sink *sink;
	const struct akv_output_style *style;
	size_t depth;
};

/* NOLINTBEGIN(misc-no-recursion): as deep as the document */

static void put_value(struct printer *printer, const struct akv_json *value);

static void put_line_start(struct printer *printer)
{
	akv_output_sink_text(printer->sink, "\n");
	akv_output_sink_fill(printer->sink, ' ', 2 * printer->depth);
}

static void put_coloured(struct printer *printer, const char *colour,
			 const struct akv_json *value)
{
	if (printer->style->has_colour)
		akv_output_sink_text(printer->sink, colour);
	akv_output_sink_json(printer->sink, value);
	if (printer->style->has_colour)
		akv_output_sink_text(printer->sink, "\x1b[0m");
}

static void put_name(struct printer *printer, const char *name)
{
	AKV_AUTO(json) *string = akv_json_new_text(name, strlen(name));

	put_coloured(printer, "\x1b[94m", string);
	akv_output_sink_text(printer->sink, ": ");
}

static void put_object(struct printer *printer, const struct akv_json *object)
{
	size_t count;
	struct akv_output_member *member =
		akv_output_members(object, printer->style->sorts, &count);

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			akv_output_sink_text(printer->sink, ",");
		put_line_start(printer);
		put_name(printer, member[i].name);
		put_value(printer, member[i].value);
	}
	free(member);
}

static void put_array(struct printer *printer, const struct akv_json *array)
{
	for (size_t i = 0; i < akv_json_count(array); i++) {
		if (i > 0)
			akv_output_sink_text(printer->sink, ",");
		put_line_start(printer);
		put_value(printer, akv_json_element(array, i));
	}
}

static void put_container(struct printer *printer, const struct akv_json *value)
{
	bool is_object = akv_json_kind(value) == AKV_JSON_OBJECT;

	akv_output_sink_text(printer->sink, is_object ? "{" : "[");
	printer->depth++;
	if (is_object)
		put_object(printer, value);
	else
		put_array(printer, value);
	printer->depth--;
	if (akv_json_count(value) > 0)
		put_line_start(printer);
	akv_output_sink_text(printer->sink, is_object ? "}" : "]");
}

static void put_value(struct printer *printer, const struct akv_json *value)
{
	switch (akv_json_kind(value)) {
	case AKV_JSON_OBJECT:
	case AKV_JSON_ARRAY:
		put_container(printer, value);
		break;
	case AKV_JSON_STRING:
		put_coloured(printer, "\x1b[33m", value);
		break;
	case AKV_JSON_NUMBER:
	case AKV_JSON_BOOLEAN:
	case AKV_JSON_NULL:
		put_coloured(printer, "\x1b[34m", value);
		break;
	}
}

/* NOLINTEND(misc-no-recursion) */

void akv_output_json(struct akv_output_sink *sink,
		     const struct akv_json *document,
		     const struct akv_output_style *style)
{
	struct printer printer = { .sink = sink, .style = style };

	put_value(&printer, document);
	akv_output_sink_text(sink, "\n");
}

void akv_output_json_element(struct akv_output_sink *sink,
			     const struct akv_json *element,
			     const struct akv_output_style *style)
{
	struct printer printer = { .sink = sink, .style = style, .depth = 1 };

	put_line_start(&printer);
	put_value(&printer, element);
}
