/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "cmd/output_format.h"

/*
 * The bytes of a string as they are, because a script wants them: this is how
 * a value is read.
 */
static void put_field(struct akv_output_sink *sink,
		      const struct akv_json *value)
{
	size_t len = 0;
	const char *string = akv_json_text(value, &len);

	if (string != NULL)
		akv_output_sink_bytes(sink, string, len);
	else if (value == NULL)
		akv_output_sink_text(sink, "None");
	else
		(void)akv_output_sink_cell(sink, value);
}

/* A line of its own, where the Azure CLI writes true and not True. */
static void put_single(struct akv_output_sink *sink,
		       const struct akv_json *value)
{
	bool truth;

	if (akv_json_boolean(value, &truth))
		akv_output_sink_text(sink, truth ? "true" : "false");
	else
		put_field(sink, value);
}

static void put_list(struct akv_output_sink *sink, const struct akv_json *list)
{
	for (size_t i = 0; i < akv_json_count(list); i++) {
		if (i > 0)
			akv_output_sink_text(sink, "\t");
		put_field(sink, akv_json_element(list, i));
	}
}

static void put_object(struct akv_output_sink *sink,
		       const struct akv_json *object, bool sorts)
{
	size_t count;
	struct akv_output_member *member =
		akv_output_members(object, sorts, &count);

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			akv_output_sink_text(sink, "\t");
		put_field(sink, member[i].value);
	}
	free(member);
}

static void put_row(struct akv_output_sink *sink, const struct akv_json *row,
		    const struct akv_output_style *style)
{
	if (akv_json_kind(row) == AKV_JSON_OBJECT)
		put_object(sink, row, style->sorts);
	else if (akv_json_kind(row) == AKV_JSON_ARRAY)
		put_list(sink, row);
	else
		put_single(sink, row);
	akv_output_sink_text(sink, "\n");
}

void akv_output_tsv(struct akv_output_sink *sink,
		    const struct akv_json *document,
		    const struct akv_output_style *style)
{
	if (akv_json_kind(document) != AKV_JSON_ARRAY) {
		put_row(sink, document, style);
		return;
	}
	for (size_t i = 0; i < akv_json_count(document); i++)
		put_row(sink, akv_json_element(document, i), style);
}
