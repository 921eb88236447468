/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/query/query_order.h"
#include "libhelper/query/query_run.h"

#include "libhelper/query/query_function.h"

/* -- strings -- */

/* The strings of two arguments; false, and the run has failed, if one is
 * none. */
static bool two_strings(struct akv_query_run *run, const char *function,
			const struct akv_query_argument *given,
			const char *text[2], size_t len[2])
{
	for (size_t i = 0; i < 2; i++) {
		text[i] = akv_json_text(given[i].value, &len[i]);
		if (text[i] != NULL)
			continue;
		(void)akv_query_call_fail(run, function, "it takes strings");
		return false;
	}
	return true;
}

static struct akv_json *starts_with(struct akv_query_run *run,
				    const struct akv_query_argument *given,
				    AKV_UNUSED size_t count)
{
	const char *text[2];
	size_t len[2];

	if (!two_strings(run, "starts_with", given, text, len))
		return NULL;
	return akv_json_new_boolean(len[1] <= len[0] &&
				    memcmp(text[0], text[1], len[1]) == 0);
}

static struct akv_json *ends_with(struct akv_query_run *run,
				  const struct akv_query_argument *given,
				  AKV_UNUSED size_t count)
{
	const char *text[2];
	size_t len[2];

	if (!two_strings(run, "ends_with", given, text, len))
		return NULL;
	return akv_json_new_boolean(
		len[1] <= len[0] &&
		memcmp(text[0] + (len[0] - len[1]), text[1], len[1]) == 0);
}

/* A string that holds another, or a list that has such an element. */
static struct akv_json *contains(struct akv_query_run *run,
				 const struct akv_query_argument *given,
				 AKV_UNUSED size_t count)
{
	const struct akv_json *list = given[0].value;
	size_t text_len = 0;
	size_t part_len = 0;
	const char *text = akv_json_text(list, &text_len);
	const char *part = akv_json_text(given[1].value, &part_len);

	if (text != NULL)
		return akv_json_new_boolean(
			part != NULL &&
			memmem(text, text_len, part, part_len) != NULL);
	if (akv_json_kind(list) != AKV_JSON_ARRAY)
		return akv_query_call_fail(run, "contains",
					   "it takes a string or a list");
	for (size_t i = 0; i < akv_json_count(list); i++)
		if (akv_json_compare_equal(akv_json_element(list, i),
					   given[1].value))
			return akv_json_new_boolean(true);
	return akv_json_new_boolean(false);
}

/* How many characters the ${len} bytes of UTF-8 are. */
static int64_t count_characters(const char *text, size_t len)
{
	int64_t count = 0;

	for (size_t i = 0; i < len; i++)
		count += ((unsigned char)text[i] & 0xc0) != 0x80;
	return count;
}

static struct akv_json *length(struct akv_query_run *run,
			       const struct akv_query_argument *given,
			       AKV_UNUSED size_t count)
{
	size_t len = 0;
	const char *text = akv_json_text(given->value, &len);
	enum akv_json_kind kind = akv_json_kind(given->value);

	if (text != NULL)
		return akv_json_new_integer(count_characters(text, len));
	if (kind != AKV_JSON_ARRAY && kind != AKV_JSON_OBJECT)
		return akv_query_call_fail(
			run, "length",
			"it takes a string, a list or an object");
	return akv_json_new_integer((int64_t)akv_json_count(given->value));
}

/* How long the joined string is; false when ${list} is no list of strings. */
static bool measure(const struct akv_json *list, size_t glue_len, size_t *out)
{
	size_t sum = 0;

	if (akv_json_kind(list) != AKV_JSON_ARRAY)
		return false;
	for (size_t i = 0; i < akv_json_count(list); i++) {
		size_t len = 0;

		if (akv_json_text(akv_json_element(list, i), &len) == NULL)
			return false;
		sum += len + glue_len;
	}
	*out = sum;
	return true;
}

static struct akv_json *join(struct akv_query_run *run,
			     const struct akv_query_argument *given,
			     AKV_UNUSED size_t count)
{
	const struct akv_json *list = given[1].value;
	AKV_AUTO(secret) *joined = NULL;
	size_t glue_len = 0;
	const char *glue = akv_json_text(given[0].value, &glue_len);
	size_t size = 0;

	if (glue == NULL || !measure(list, glue_len, &size))
		return akv_query_call_fail(
			run, "join", "it takes a string and a list of strings");
	run->code = akv_secret_new(size, &joined, run->err);
	for (size_t i = 0; i < akv_json_count(list); i++) {
		size_t len = 0;
		const char *text =
			akv_json_text(akv_json_element(list, i), &len);

		if (i > 0 && run->code == AKV_OK)
			run->code = akv_secret_append(joined, glue, glue_len,
						      run->err);
		if (run->code == AKV_OK)
			run->code =
				akv_secret_append(joined, text, len, run->err);
	}
	if (run->code != AKV_OK)
		return NULL;
	return akv_json_new_text(akv_secret_text(joined),
				 akv_secret_len(joined));
}

/* -- objects and lists -- */

static bool add_name(const char *name, AKV_UNUSED const struct akv_json *value,
		     void *context)
{
	akv_json_append_text(context, name);
	return true;
}

static bool add_value(AKV_UNUSED const char *name, const struct akv_json *value,
		      void *context)
{
	akv_json_append(context, akv_json_share(value));
	return true;
}

static struct akv_json *keys(struct akv_query_run *run,
			     const struct akv_query_argument *given,
			     AKV_UNUSED size_t count)
{
	struct akv_json *out;

	if (akv_json_kind(given->value) != AKV_JSON_OBJECT)
		return akv_query_call_fail(run, "keys", "it takes an object");
	out = akv_json_new_array();
	akv_json_each(given->value, add_name, out);
	return out;
}

static struct akv_json *values(struct akv_query_run *run,
			       const struct akv_query_argument *given,
			       AKV_UNUSED size_t count)
{
	struct akv_json *out;

	if (akv_json_kind(given->value) != AKV_JSON_OBJECT)
		return akv_query_call_fail(run, "values", "it takes an object");
	out = akv_json_new_array();
	akv_json_each(given->value, add_value, out);
	return out;
}

/* Unlike a projection, it keeps null. */
static struct akv_json *map(struct akv_query_run *run,
			    const struct akv_query_argument *given,
			    AKV_UNUSED size_t count)
{
	const struct akv_json *list = given[1].value;
	struct akv_json *out;

	if (given[0].expression == NULL ||
	    akv_json_kind(list) != AKV_JSON_ARRAY)
		return akv_query_call_fail(run, "map",
					   "it takes an expression and a list");
	out = akv_json_new_array();
	for (size_t i = 0; i < akv_json_count(list) && run->code == AKV_OK; i++)
		akv_json_append(out,
				akv_query_run_node(run, given[0].expression,
						   akv_json_element(list, i)));
	return out;
}

/* Character by character: what begins one is found from its end. */
static struct akv_json *reverse_text(struct akv_query_run *run,
				     const char *text, size_t len)
{
	AKV_AUTO(secret) *out = NULL;
	size_t end = len;

	run->code = akv_secret_new(len, &out, run->err);
	while (end > 0 && run->code == AKV_OK) {
		size_t start = end - 1;

		while (start > 0 && ((unsigned char)text[start] & 0xc0) == 0x80)
			start--;
		run->code = akv_secret_append(out, text + start, end - start,
					      run->err);
		end = start;
	}
	if (run->code != AKV_OK)
		return NULL;
	return akv_json_new_text(akv_secret_text(out), len);
}

static struct akv_json *reverse(struct akv_query_run *run,
				const struct akv_query_argument *given,
				AKV_UNUSED size_t count)
{
	size_t len = 0;
	const char *text = akv_json_text(given->value, &len);
	struct akv_json *out;

	if (text != NULL)
		return reverse_text(run, text, len);
	if (akv_json_kind(given->value) != AKV_JSON_ARRAY)
		return akv_query_call_fail(run, "reverse",
					   "it takes a list or a string");
	out = akv_json_new_array();
	for (size_t i = akv_json_count(given->value); i > 0; i--)
		akv_json_append(out, akv_json_share(akv_json_element(
					     given->value, i - 1)));
	return out;
}

/* -- anything -- */

static struct akv_json *not_null(AKV_UNUSED struct akv_query_run *run,
				 const struct akv_query_argument *given,
				 size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (given[i].value != NULL)
			return akv_json_share(given[i].value);
	return NULL;
}

static struct akv_json *to_array(AKV_UNUSED struct akv_query_run *run,
				 const struct akv_query_argument *given,
				 AKV_UNUSED size_t count)
{
	struct akv_json *out;

	if (akv_json_kind(given->value) == AKV_JSON_ARRAY)
		return akv_json_share(given->value);
	out = akv_json_new_array();
	akv_json_append(out, akv_json_share(given->value));
	return out;
}

static struct akv_json *type(AKV_UNUSED struct akv_query_run *run,
			     const struct akv_query_argument *given,
			     AKV_UNUSED size_t count)
{
	static const char *const names[] = {
		[AKV_JSON_NULL] = "null",     [AKV_JSON_BOOLEAN] = "boolean",
		[AKV_JSON_NUMBER] = "number", [AKV_JSON_STRING] = "string",
		[AKV_JSON_ARRAY] = "array",   [AKV_JSON_OBJECT] = "object",
	};
	const char *name = names[akv_json_kind(given->value)];

	return akv_json_new_text(name, strlen(name));
}

static const struct akv_query_function table[] = {
	{ "contains", 2, 2, contains },
	{ "ends_with", 2, 2, ends_with },
	{ "join", 2, 2, join },
	{ "keys", 1, 1, keys },
	{ "length", 1, 1, length },
	{ "map", 2, 2, map },
	{ "max", 1, 1, akv_query_order_max },
	{ "max_by", 2, 2, akv_query_order_max_by },
	{ "min", 1, 1, akv_query_order_min },
	{ "min_by", 2, 2, akv_query_order_min_by },
	{ "not_null", 1, AKV_QUERY_ARGUMENTS_MAX, not_null },
	{ "reverse", 1, 1, reverse },
	{ "sort", 1, 1, akv_query_order_sort },
	{ "sort_by", 2, 2, akv_query_order_sort_by },
	{ "starts_with", 2, 2, starts_with },
	{ "to_array", 1, 1, to_array },
	{ "type", 1, 1, type },
	{ "values", 1, 1, values },
};

/* JMESPath has them too: whoever writes one has made no mistake. */
static bool is_left_out(const char *name)
{
	static const char *const names[] = { "abs",	  "avg",      "ceil",
					     "floor",	  "merge",    "sum",
					     "to_number", "to_string" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

enum akv_code akv_query_function_find(const char *name,
				      const struct akv_query_function **out,
				      struct akv_error *err)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		if (strcmp(name, table[i].name) != 0)
			continue;
		*out = &table[i];
		return AKV_OK;
	}
	akv_fail(err, AKV_ERR_USAGE, "UnknownFunction",
		 is_left_out(name) ?
			 "--query: JMESPath's %s() is not supported here" :
			 "--query: there is no function %s()",
		 name);
	akv_error_hint(err, "contains, ends_with, join, keys, length, map, "
			    "max, max_by, min, min_by, not_null,");
	akv_error_hint(err, "reverse, sort, sort_by, starts_with, to_array, "
			    "type, values");
	return AKV_ERR_USAGE;
}
