/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <unistd.h>

#include "cmd/output.h"
#include "cmd/output_format.h"

#include "cmd/output_list.h"

struct akv_output_list {
	enum akv_output_format format;
	struct akv_output_style style;
	struct akv_output_sink sink;
	struct akv_error failure; /* of the sink */
	struct akv_json *kept;	  /* NULL: nothing has to be */
	size_t count;		  /* of the elements that were printed */
};

enum akv_code akv_output_list_new(enum akv_output_format format,
				  struct akv_output_list **out,
				  struct akv_error *err)
{
	AKV_AUTO(output_list) *list = calloc(1, sizeof(*list));
	enum akv_code code;

	if (list == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	code = akv_output_sink_init(&list->sink, STDOUT_FILENO, err);
	if (code != AKV_OK)
		return code;
	list->sink.err = &list->failure;
	list->format = format;
	list->style = akv_output_style_of_azs(format);
	if (akv_output_has_query() || format == AKV_OUTPUT_TABLE)
		list->kept = akv_json_new_array();

	*out = list;
	list = NULL; /* the caller's now */
	return AKV_OK;
}

void akv_output_list_free(struct akv_output_list *list)
{
	if (list == NULL)
		return;
	akv_json_free(list->kept);
	akv_output_sink_clear(&list->sink);
	free(list);
}

/* In these formats a list is its elements, one behind the other. */
static void print_alone(struct akv_output_list *list, struct akv_json *element)
{
	AKV_AUTO(json) *array = akv_json_new_array();

	akv_json_append(array, element);
	if (list->format == AKV_OUTPUT_TSV)
		akv_output_tsv(&list->sink, array, &list->style);
	else
		akv_output_yaml(&list->sink, array, &list->style);
}

static void print_between_commas(struct akv_output_list *list,
				 struct akv_json *element)
{
	akv_output_sink_text(&list->sink, list->count == 0 ? "[" : ",");
	akv_output_json_element(&list->sink, element, &list->style);
	akv_json_free(element);
}

bool akv_output_list_add(struct akv_output_list *list, struct akv_json *element)
{
	if (list->kept != NULL) {
		akv_json_append(list->kept, element);
		return true;
	}
	switch (list->format) {
	case AKV_OUTPUT_JSON:
	case AKV_OUTPUT_JSONC:
		print_between_commas(list, element);
		break;
	case AKV_OUTPUT_YAML:
	case AKV_OUTPUT_TSV:
		print_alone(list, element);
		break;
	case AKV_OUTPUT_TABLE:
	case AKV_OUTPUT_NONE:
		akv_json_free(element);
		break;
	}
	list->count++;
	return list->sink.code == AKV_OK;
}

const struct akv_json *akv_output_list_kept(const struct akv_output_list *list)
{
	return list->kept;
}

enum akv_code akv_output_list_finish(struct akv_output_list *list,
				     struct akv_error *err)
{
	AKV_AUTO(json) *empty = NULL;
	enum akv_code code;

	if (list->kept != NULL)
		return akv_output_print_sorted(list->kept, list->format, err);
	if (list->count == 0) {
		empty = akv_json_new_array();
		return akv_output_print_sorted(empty, list->format, err);
	}
	if (list->format == AKV_OUTPUT_JSON || list->format == AKV_OUTPUT_JSONC)
		akv_output_sink_text(&list->sink, "\n]\n");
	code = akv_output_sink_finish(&list->sink);
	if (code != AKV_OK && err != NULL)
		*err = list->failure;
	return code;
}
