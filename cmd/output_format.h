/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_OUTPUT_FORMAT_H
#define AKV_CMD_OUTPUT_FORMAT_H

#include "cmd/options.h"
#include "cmd/output_sink.h"

/* One format a file.  Private to the output files. */

struct akv_output_style {
	bool sorts;	/* members by their names */
	bool hides_ids; /* no id, type and etag in a table */
	bool pads;	/* a column is wider than its heading, by two */
	bool has_colour;
};

/* akv_output_json(sink, document, style) */
void akv_output_json(struct akv_output_sink *sink,
		     const struct akv_json *document,
		     const struct akv_output_style *style);

/* akv_output_json_element(sink, element, style): as an element of a list that
 * is the document, on lines of its own, without the comma. */
void akv_output_json_element(struct akv_output_sink *sink,
			     const struct akv_json *element,
			     const struct akv_output_style *style);

/* akv_output_style_of_azs(format): of a document of the Azure CLI's. */
struct akv_output_style akv_output_style_of_azs(enum akv_output_format format);

/* akv_output_yaml(sink, document, style) */
void akv_output_yaml(struct akv_output_sink *sink,
		     const struct akv_json *document,
		     const struct akv_output_style *style);

/* akv_output_tsv(sink, document, style): a line for each element of a list */
void akv_output_tsv(struct akv_output_sink *sink,
		    const struct akv_json *document,
		    const struct akv_output_style *style);

/* akv_output_table(sink, document, style) */
void akv_output_table(struct akv_output_sink *sink,
		      const struct akv_json *document,
		      const struct akv_output_style *style);

/* A member of an object, borrowed from it. */
struct akv_output_member {
	const char *name;
	const struct akv_json *value;
};

/* akv_output_members(object, sorts, count): its members, ${count} of them, in
 * the order that is asked for; the caller's to free(3). */
struct akv_output_member *akv_output_members(const struct akv_json *object,
					     bool sorts, size_t *count);

#endif
