/* SPDX-License-Identifier: MIT */
#include "cmd/output.h"
#include "libhelper/base/text.h"

#include "cmd/check_print.h"

enum { SENTENCE_SIZE = 1024 };

/* A line of the terminal is not long: the sentence comes last. */
static struct akv_json *short_row(const struct akv_check_row *row)
{
	struct akv_json *object = akv_json_new_object();
	char sentence[SENTENCE_SIZE] = "";
	struct akv_text text;

	akv_json_set_text(object, "connection", row->connection->name);
	akv_json_set_text(object, "secret", row->secret);
	akv_json_set_text(object, "vault",
			  row->secret != NULL ? row->connection->vault->name :
						NULL);
	akv_json_set_text(object, "state", akv_check_word(row->state));
	akv_text_init(&text, sentence, sizeof(sentence));
	if (row->state != AKV_CHECK_ACCESSIBLE)
		akv_check_row_story(row, &text);
	akv_json_set_text(object, "message", sentence);
	return object;
}

enum akv_code akv_check_print(const struct akv_check_rows *rows,
			      enum akv_output_format format,
			      struct akv_error *err)
{
	AKV_AUTO(json) *list = akv_json_new_array();
	/* a query is asked of what the other formats show */
	bool is_short = format == AKV_OUTPUT_TABLE && !akv_output_has_query();

	for (size_t i = 0; i < rows->count; i++)
		akv_json_append(list, is_short ? short_row(&rows->list[i]) :
						 akv_check_row_describe(
							 &rows->list[i]));
	return akv_output_print(list, format, err);
}

static size_t count_bad(const struct akv_check_rows *rows)
{
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++)
		if (akv_check_row_code(&rows->list[i]) != AKV_OK)
			count++;
	return count;
}

enum akv_code akv_check_print_worst(const struct akv_check_rows *rows,
				    struct akv_error *err)
{
	const struct akv_check_row *worst = akv_check_rows_worst(rows);
	char sentence[SENTENCE_SIZE];
	struct akv_text text;

	if (worst == NULL || akv_check_row_code(worst) == AKV_OK)
		return AKV_OK;
	akv_text_init(&text, sentence, sizeof(sentence));
	akv_check_row_sentence(worst, &text);
	if (worst->err.code != AKV_OK)
		*err = worst->err;
	else
		akv_fail(err, akv_check_row_code(worst),
			 worst->state == AKV_CHECK_EXPIRED ?
				 "SecretExpired" :
				 "SecretNotYetValid",
			 "%s", sentence);
	if (rows->count > 1)
		akv_error_prefix(err, "%zu of %zu secrets cannot be used; %s",
				 count_bad(rows), rows->count,
				 worst->connection->name);
	else
		akv_error_prefix(err, "%s", worst->connection->name);
	return err->code;
}
