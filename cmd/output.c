/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/base/secret.h"
#include "libhelper/base/text.h"

#include "cmd/output.h"

enum {
	OUTPUT_MAX = 4 * 1024 * 1024,
	CELL_SIZE = 512,
	COLUMNS_MAX = 16,
};

/* What is printed, and how wide each column of a table is. */
struct printer {
	struct akv_secret *out;
	enum akv_output_format format;
	size_t widths[COLUMNS_MAX];
	size_t column; /* of the cell at hand */
	enum { MEASURE, HEADINGS, RULES, CELLS } pass;
	enum akv_code code;
	struct akv_error *err;
};

static void put(struct printer *printer, const char *text)
{
	if (printer->code == AKV_OK)
		printer->code = akv_secret_append_text(printer->out, text,
						       printer->err);
}

static void put_padded(struct printer *printer, const char *text, size_t width)
{
	put(printer, text);
	for (size_t len = strlen(text); len < width; len++)
		put(printer, " ");
}

static bool is_scalar(const struct akv_json *value)
{
	enum akv_json_kind kind = akv_json_kind(value);

	return kind != AKV_JSON_ARRAY && kind != AKV_JSON_OBJECT;
}

/* The value as words; control characters would break rows and columns. */
static void format_cell(const struct akv_json *value, char *cell)
{
	struct akv_text text;
	const char *string = akv_json_text(value, NULL);
	int64_t number;
	bool truth;

	akv_text_init(&text, cell, CELL_SIZE);
	if (string != NULL)
		akv_text_add_escaped(&text, string, strlen(string));
	else if (akv_json_integer(value, &number))
		akv_text_addf(&text, "%lld", (long long)number);
	else if (akv_json_boolean(value, &truth))
		akv_text_add(&text, truth ? "True" : "False");
}

/* sftpPassword -> SftpPassword, as the Azure CLI writes headings. */
static void format_heading(const char *name, char *cell)
{
	struct akv_text text;

	akv_text_init(&text, cell, CELL_SIZE);
	akv_text_add(&text, name);
	if (cell[0] >= 'a' && cell[0] <= 'z')
		cell[0] = (char)(cell[0] - 'a' + 'A');
}

static void format_rule(size_t width, char *cell)
{
	if (width >= CELL_SIZE)
		width = CELL_SIZE - 1;
	memset(cell, '-', width);
	cell[width] = '\0';
}

static void measure(struct printer *printer, const char *cell)
{
	size_t *width = &printer->widths[printer->column];

	if (strlen(cell) > *width)
		*width = strlen(cell);
}

static void trim_row(struct akv_secret *out)
{
	const char *text = akv_secret_text(out);
	size_t len = akv_secret_len(out);

	while (len > 0 && text[len - 1] == ' ')
		len--;
	akv_secret_truncate(out, len);
}

static bool print_table_cell(const char *name, const struct akv_json *value,
			     void *context)
{
	struct printer *printer = context;
	char cell[CELL_SIZE];

	if (!is_scalar(value) || printer->column >= COLUMNS_MAX)
		return true;
	if (printer->pass == HEADINGS)
		format_heading(name, cell);
	else if (printer->pass == RULES)
		format_rule(printer->widths[printer->column], cell);
	else
		format_cell(value, cell);

	if (printer->pass == MEASURE) {
		measure(printer, cell);
		format_heading(name, cell);
		measure(printer, cell);
	} else {
		if (printer->column > 0)
			put(printer, "  ");
		put_padded(printer, cell, printer->widths[printer->column]);
	}
	printer->column++;
	return true;
}

static bool print_tsv_cell(AKV_UNUSED const char *name,
			   const struct akv_json *value, void *context)
{
	struct printer *printer = context;
	char cell[CELL_SIZE];

	if (!is_scalar(value))
		return true;
	format_cell(value, cell);
	if (printer->column++ > 0)
		put(printer, "\t");
	put(printer, akv_json_kind(value) == AKV_JSON_NULL ? "None" : cell);
	return true;
}

static void print_row(struct printer *printer, const struct akv_json *row)
{
	printer->column = 0;
	akv_json_each(row,
		      printer->format == AKV_OUTPUT_TSV ? print_tsv_cell :
							  print_table_cell,
		      printer);
	if (printer->pass == MEASURE)
		return;
	if (printer->format == AKV_OUTPUT_TABLE)
		trim_row(printer->out);
	put(printer, "\n");
}

/* An object is a table of one row. */
static const struct akv_json *row_of(const struct akv_json *document, size_t i)
{
	if (akv_json_kind(document) == AKV_JSON_ARRAY)
		return akv_json_element(document, i);
	return i == 0 ? document : NULL;
}

static void print_rows(struct printer *printer, const struct akv_json *document)
{
	const struct akv_json *row;

	for (size_t i = 0; (row = row_of(document, i)) != NULL; i++)
		print_row(printer, row);
}

static void print_table(struct printer *printer,
			const struct akv_json *document)
{
	const struct akv_json *first = row_of(document, 0);

	if (first == NULL)
		return;
	printer->pass = MEASURE;
	print_rows(printer, document);
	printer->pass = HEADINGS;
	print_row(printer, first);
	printer->pass = RULES;
	print_row(printer, first);
	printer->pass = CELLS;
	print_rows(printer, document);
}

enum akv_code akv_output_print(const struct akv_json *document,
			       enum akv_output_format format,
			       struct akv_error *err)
{
	AKV_AUTO(secret) *out = NULL;
	struct printer printer = { .format = format,
				   .pass = CELLS,
				   .err = err };
	enum akv_code code = akv_secret_new(OUTPUT_MAX, &out, err);

	if (code != AKV_OK)
		return code;
	printer.out = out;
	switch (format) {
	case AKV_OUTPUT_JSON:
		printer.code = akv_json_write(document, true, out, err);
		put(&printer, "\n");
		break;
	case AKV_OUTPUT_TABLE:
		print_table(&printer, document);
		break;
	case AKV_OUTPUT_TSV:
		print_rows(&printer, document);
		break;
	}
	if (printer.code != AKV_OK)
		return printer.code;
	return akv_secret_write(out, STDOUT_FILENO, err);
}
