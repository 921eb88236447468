/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "libhelper/edge/json_string.h"

#include "libhelper/edge/json_strict.h"

/* What may come next. */
enum expected {
	VALUE,
	VALUE_OR_END, /* behind [ */
	NAME,
	NAME_OR_END, /* behind { */
	COLON,
	COMMA_OR_END,
	NOTHING,
};

/* A name as it is written, without its quotes. */
struct name {
	size_t start;
	size_t len;
};

struct scan {
	const char *text;
	size_t len;
	size_t at;
	enum expected expected;
	const char *problem;
	/* the open arrays and objects, outermost first */
	size_t depth;
	struct {
		char end; /* ] or } */
		size_t first_name;
	} open[AKV_JSON_STRICT_DEPTH];
	/* the names of the open objects, outermost first */
	size_t name_count;
	struct name names[AKV_JSON_STRICT_MEMBERS];
};

static bool fail(struct scan *scan, const char *problem)
{
	scan->problem = problem;
	return false;
}

/* The byte ${ahead} of where we are; NUL, which JSON has no use for outside
 * of strings, at the end. */
static char peek(const struct scan *scan, size_t ahead)
{
	return ahead < scan->len - scan->at ? scan->text[scan->at + ahead] :
					      '\0';
}

/* -- strings -- */

/* Reads a string and gives its inside; ${has_nul}, if not NULL, says whether
 * it holds a NUL. */
static bool read_string(struct scan *scan, struct name *out, bool *has_nul)
{
	if (peek(scan, 0) != '"')
		return fail(scan, "no string where a name belongs");
	scan->at++;
	out->start = scan->at;
	while (peek(scan, 0) != '"') {
		uint32_t character;
		size_t used =
			akv_json_string_read(scan->text + scan->at,
					     scan->len - scan->at, &character);

		if (used == 0)
			return fail(scan, "bad character in a string");
		if (has_nul != NULL && character == 0)
			*has_nul = true;
		scan->at += used;
	}
	out->len = scan->at - out->start;
	scan->at++;
	return true;
}

/* Do both stand for the same characters, however they are escaped? */
static bool is_same_name(const struct scan *scan, struct name a, struct name b)
{
	while (a.len > 0 && b.len > 0) {
		uint32_t of_a = 0;
		uint32_t of_b = 0;
		size_t used_a = akv_json_string_read(scan->text + a.start,
						     a.len, &of_a);
		size_t used_b = akv_json_string_read(scan->text + b.start,
						     b.len, &of_b);

		if (of_a != of_b)
			return false;
		a = (struct name){ a.start + used_a, a.len - used_a };
		b = (struct name){ b.start + used_b, b.len - used_b };
	}
	return a.len == b.len;
}

static bool read_name(struct scan *scan)
{
	struct name name;
	bool has_nul = false;

	if (!read_string(scan, &name, &has_nul))
		return false;
	if (has_nul)
		return fail(scan, "NUL in a name");
	for (size_t i = scan->open[scan->depth - 1].first_name;
	     i < scan->name_count; i++)
		if (is_same_name(scan, scan->names[i], name))
			return fail(scan, "duplicate name");
	if (scan->name_count == AKV_JSON_STRICT_MEMBERS)
		return fail(scan, "too many members");
	scan->names[scan->name_count++] = name;
	scan->expected = COLON;
	return true;
}

/* -- values -- */

static size_t count_digits(const struct scan *scan, size_t ahead)
{
	size_t count = 0;

	while (peek(scan, ahead + count) >= '0' &&
	       peek(scan, ahead + count) <= '9')
		count++;
	return count;
}

static bool read_number(struct scan *scan)
{
	size_t ahead = peek(scan, 0) == '-' ? 1 : 0;
	size_t digits = count_digits(scan, ahead);

	if (digits == 0 || (digits > 1 && peek(scan, ahead) == '0'))
		return fail(scan, "bad number");
	ahead += digits;
	if (peek(scan, ahead) == '.') {
		digits = count_digits(scan, ahead + 1);
		if (digits == 0)
			return fail(scan, "bad number");
		ahead += 1 + digits;
	}
	if (peek(scan, ahead) == 'e' || peek(scan, ahead) == 'E') {
		ahead++;
		if (peek(scan, ahead) == '+' || peek(scan, ahead) == '-')
			ahead++;
		digits = count_digits(scan, ahead);
		if (digits == 0)
			return fail(scan, "bad number");
		ahead += digits;
	}
	scan->at += ahead;
	return true;
}

static bool read_word(struct scan *scan)
{
	static const char *const words[] = { "true", "false", "null" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t len = strlen(words[i]);

		if (scan->len - scan->at >= len &&
		    memcmp(scan->text + scan->at, words[i], len) == 0) {
			scan->at += len;
			return true;
		}
	}
	return fail(scan, "no value where one belongs");
}

static bool open_container(struct scan *scan, char end)
{
	if (scan->depth == AKV_JSON_STRICT_DEPTH)
		return fail(scan, "nested too deep");
	scan->open[scan->depth].end = end;
	scan->open[scan->depth].first_name = scan->name_count;
	scan->depth++;
	scan->at++;
	scan->expected = end == '}' ? NAME_OR_END : VALUE_OR_END;
	return true;
}

static bool close_container(struct scan *scan)
{
	scan->depth--;
	scan->name_count = scan->open[scan->depth].first_name;
	scan->at++;
	scan->expected = scan->depth == 0 ? NOTHING : COMMA_OR_END;
	return true;
}

static bool read_value(struct scan *scan)
{
	struct name text;
	char first = peek(scan, 0);

	if (first == '{')
		return open_container(scan, '}');
	if (first == '[')
		return open_container(scan, ']');
	scan->expected = COMMA_OR_END;
	if (scan->depth == 0)
		return fail(scan, "neither an object nor an array");
	if (first == '"')
		return read_string(scan, &text, NULL);
	if (first == '-' || (first >= '0' && first <= '9'))
		return read_number(scan);
	return read_word(scan);
}

static bool read_colon(struct scan *scan)
{
	if (peek(scan, 0) != ':')
		return fail(scan, "no : behind a name");
	scan->at++;
	scan->expected = VALUE;
	return true;
}

static bool read_comma(struct scan *scan)
{
	if (peek(scan, 0) != ',')
		return fail(scan, "no comma behind a value");
	scan->at++;
	scan->expected = scan->open[scan->depth - 1].end == '}' ? NAME : VALUE;
	return true;
}

static bool is_at_end_of_container(const struct scan *scan)
{
	return scan->depth > 0 &&
	       peek(scan, 0) == scan->open[scan->depth - 1].end;
}

static bool step(struct scan *scan)
{
	switch (scan->expected) {
	case NAME_OR_END:
		if (is_at_end_of_container(scan))
			return close_container(scan);
		return read_name(scan);
	case NAME:
		return read_name(scan);
	case COLON:
		return read_colon(scan);
	case VALUE_OR_END:
		if (is_at_end_of_container(scan))
			return close_container(scan);
		return read_value(scan);
	case VALUE:
		return read_value(scan);
	case COMMA_OR_END:
		if (is_at_end_of_container(scan))
			return close_container(scan);
		return read_comma(scan);
	case NOTHING:
		break;
	}
	return fail(scan, "bytes behind the value");
}

static void skip_white_space(struct scan *scan)
{
	while (scan->at < scan->len &&
	       memchr(" \t\r\n", scan->text[scan->at], 4) != NULL)
		scan->at++;
}

enum akv_code akv_json_strict_check(const char *text, size_t len,
				    struct akv_error *err)
{
	struct scan scan;

	/* the names are filled in as they come */
	scan.text = text;
	scan.len = len;
	scan.at = 0;
	scan.expected = VALUE;
	scan.problem = NULL;
	scan.depth = 0;
	scan.name_count = 0;

	skip_white_space(&scan);
	while (scan.at < len && step(&scan))
		skip_white_space(&scan);
	if (scan.problem == NULL && scan.expected != NOTHING)
		scan.problem = "its end is missing";
	if (scan.problem == NULL)
		return AKV_OK;
	return akv_fail(err, AKV_ERR_PEER, "NotJson",
			"not JSON: %s, byte %zu of %zu", scan.problem, scan.at,
			len);
}
