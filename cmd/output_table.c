/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"

#include "cmd/output_format.h"

enum { COLUMNS_MAX = 64, HEADING_SIZE = 256 };

struct column {
	const char *name; /* borrowed from a row */
	size_t width;
};

struct table {
	const struct akv_output_style *style;
	struct column columns[COLUMNS_MAX];
	size_t count;
};

/* Visits the cells of a row: their column's name and value. */
typedef void visit_fn(struct table *table, const char *name,
		      const struct akv_json *value, void *context);

static bool is_shown(const struct table *table,
		     const struct akv_output_member *member)
{
	enum akv_json_kind kind = akv_json_kind(member->value);

	if (kind == AKV_JSON_NULL || kind == AKV_JSON_ARRAY ||
	    kind == AKV_JSON_OBJECT)
		return false;
	return !table->style->hides_ids || (strcmp(member->name, "id") != 0 &&
					    strcmp(member->name, "type") != 0 &&
					    strcmp(member->name, "etag") != 0);
}

static void visit_members(struct table *table, const struct akv_json *row,
			  visit_fn *visit, void *context)
{
	size_t count;
	struct akv_output_member *member =
		akv_output_members(row, table->style->sorts, &count);

	for (size_t i = 0; i < count; i++)
		if (is_shown(table, &member[i]))
			visit(table, member[i].name, member[i].value, context);
	free(member);
}

/* What has no names for its columns gets them. */
static void visit_elements(struct table *table, const struct akv_json *row,
			   visit_fn *visit, void *context)
{
	static const char *const names[] = { "column1", "column2", "column3",
					     "column4", "column5", "column6",
					     "column7", "column8", "column9" };

	for (size_t i = 0;
	     i < akv_json_count(row) && i < sizeof(names) / sizeof(*names); i++)
		visit(table, names[i], akv_json_element(row, i), context);
}

static void visit_row(struct table *table, const struct akv_json *row,
		      visit_fn *visit, void *context)
{
	if (akv_json_kind(row) == AKV_JSON_OBJECT)
		visit_members(table, row, visit, context);
	else if (akv_json_kind(row) == AKV_JSON_ARRAY)
		visit_elements(table, row, visit, context);
	else
		visit(table, "result", row, context);
}

static struct column *find(struct table *table, const char *name)
{
	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->columns[i].name, name) == 0)
			return &table->columns[i];
	return NULL;
}

/* sftpPassword -> SftpPassword, as the Azure CLI writes headings. */
static struct akv_json *heading_of(const struct column *column)
{
	char heading[HEADING_SIZE];
	struct akv_text text;

	akv_text_init(&text, heading, sizeof(heading));
	akv_text_add(&text, column->name);
	if (heading[0] >= 'a' && heading[0] <= 'z')
		heading[0] = (char)(heading[0] - 'a' + 'A');
	return akv_json_new_text(heading, strlen(heading));
}

static void measure(struct table *table, const char *name,
		    const struct akv_json *value, AKV_UNUSED void *context)
{
	struct column *column = find(table, name);
	size_t width = akv_output_sink_cell(NULL, value);

	if (column == NULL && table->count < COLUMNS_MAX) {
		AKV_AUTO(json) *heading = NULL;

		column = &table->columns[table->count++];
		column->name = name;
		heading = heading_of(column);
		column->width = akv_output_sink_cell(NULL, heading) +
				(table->style->pads ? 2 : 0);
	}
	if (column != NULL && width > column->width)
		column->width = width;
}

/* The cells of a row, put where their columns are. */
struct cells {
	const struct akv_json *value[COLUMNS_MAX];
};

static void collect(struct table *table, const char *name,
		    const struct akv_json *value, void *context)
{
	struct cells *cells = context;
	const struct column *column = find(table, name);

	if (column != NULL)
		cells->value[column - table->columns] = value;
}

/* Nothing behind the last cell that has something in it. */
static void put_row(struct akv_output_sink *sink, const struct table *table,
		    const struct cells *cells)
{
	size_t blanks = 0;

	for (size_t i = 0; i < table->count; i++) {
		const struct akv_json *value = cells->value[i];
		size_t width = akv_output_sink_cell(NULL, value);

		if (width > 0) {
			akv_output_sink_fill(sink, ' ', blanks);
			(void)akv_output_sink_cell(sink, value);
			blanks = 0;
		}
		blanks += table->columns[i].width - width + 2;
	}
	akv_output_sink_text(sink, "\n");
}

static void put_headings(struct akv_output_sink *sink, struct table *table)
{
	struct cells cells = { 0 };
	AKV_AUTO(json) *headings = akv_json_new_array();

	for (size_t i = 0; i < table->count; i++) {
		akv_json_append(headings, heading_of(&table->columns[i]));
		cells.value[i] = akv_json_element(headings, i);
	}
	put_row(sink, table, &cells);
	for (size_t i = 0; i < table->count; i++) {
		if (i > 0)
			akv_output_sink_text(sink, "  ");
		akv_output_sink_fill(sink, '-', table->columns[i].width);
	}
	akv_output_sink_text(sink, "\n");
}

static void put_table(struct akv_output_sink *sink, struct table *table,
		      const struct akv_json *const *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		visit_row(table, rows[i], measure, NULL);
	if (table->count == 0)
		return;
	put_headings(sink, table);
	for (size_t i = 0; i < count; i++) {
		struct cells cells = { 0 };

		visit_row(table, rows[i], collect, &cells);
		put_row(sink, table, &cells);
	}
}

void akv_output_table(struct akv_output_sink *sink,
		      const struct akv_json *document,
		      const struct akv_output_style *style)
{
	struct table table = { .style = style };
	const struct akv_json **rows;
	size_t count = akv_json_count(document);

	/* an object is a table of one row */
	if (akv_json_kind(document) != AKV_JSON_ARRAY) {
		put_table(sink, &table, &document, 1);
		return;
	}
	rows = calloc(count + 1, sizeof(*rows));
	if (rows == NULL)
		abort();
	for (size_t i = 0; i < count; i++)
		rows[i] = akv_json_element(document, i);
	put_table(sink, &table, rows, count);
	free(rows);
}
