/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "cmd/output_format.h"
#include "libhelper/base/process.h"
#include "libhelper/query/query.h"

#include "cmd/output.h"

/* Of the one command that this process runs. */
static struct akv_query *query;

enum akv_code akv_output_set_query(const char *text, struct akv_error *err)
{
	struct akv_query *parsed = NULL;
	enum akv_code code = akv_query_parse(text, &parsed, err);

	if (code != AKV_OK)
		return code;
	akv_query_free(query);
	query = parsed;
	return AKV_OK;
}

bool akv_output_has_query(void)
{
	return query != NULL;
}

static bool wants_colour(void)
{
	return isatty(STDOUT_FILENO) == 1 &&
	       akv_process_env("NO_COLOR") == NULL;
}

struct akv_output_style akv_output_style_of_azs(enum akv_output_format format)
{
	return (struct akv_output_style){
		.sorts = true,
		.hides_ids = true,
		.pads = true,
		.has_colour = format == AKV_OUTPUT_JSONC && wants_colour(),
	};
}

static enum akv_code print(const struct akv_json *document,
			   enum akv_output_format format,
			   struct akv_output_style style, struct akv_error *err)
{
	__attribute__((cleanup(
		akv_output_sink_clear))) struct akv_output_sink sink = { 0 };
	enum akv_code code = akv_output_sink_init(&sink, STDOUT_FILENO, err);

	if (code != AKV_OK)
		return code;
	switch (format) {
	case AKV_OUTPUT_JSONC:
		style.has_colour = wants_colour();
		akv_output_json(&sink, document, &style);
		break;
	case AKV_OUTPUT_JSON:
		akv_output_json(&sink, document, &style);
		break;
	case AKV_OUTPUT_YAML:
		akv_output_yaml(&sink, document, &style);
		break;
	case AKV_OUTPUT_TABLE:
		akv_output_table(&sink, document, &style);
		break;
	case AKV_OUTPUT_TSV:
		akv_output_tsv(&sink, document, &style);
		break;
	case AKV_OUTPUT_NONE:
		break;
	}
	return akv_output_sink_finish(&sink);
}

/* The members that a query names stay in its order for people and for
 * scripts; JSON and YAML have them by their names, as in the Azure CLI. */
static enum akv_code print_answer(const struct akv_json *document,
				  enum akv_output_format format,
				  struct akv_error *err)
{
	struct akv_output_style style = { .sorts = format != AKV_OUTPUT_TABLE &&
						   format != AKV_OUTPUT_TSV,
					  .pads = true };
	struct akv_json *found = NULL;
	enum akv_code code = akv_query_run(query, document, &found, err);

	/* null is no answer, in no format */
	if (code == AKV_OK && found != NULL)
		code = print(found, format, style, err);
	akv_json_free(found);
	return code;
}

enum akv_code akv_output_print(const struct akv_json *document,
			       enum akv_output_format format,
			       struct akv_error *err)
{
	struct akv_output_style style = { 0 };

	if (query != NULL)
		return print_answer(document, format, err);
	return print(document, format, style, err);
}

enum akv_code akv_output_print_sorted(const struct akv_json *document,
				      enum akv_output_format format,
				      struct akv_error *err)
{
	struct akv_output_style style = akv_output_style_of_azs(format);

	if (query != NULL)
		return print_answer(document, format, err);
	return print(document, format, style, err);
}

enum akv_code akv_output_print_rows(const struct akv_json *rows,
				    struct akv_error *err)
{
	struct akv_output_style style = { .pads = true };

	return print(rows, AKV_OUTPUT_TABLE, style, err);
}
