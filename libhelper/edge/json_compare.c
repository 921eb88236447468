/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/edge/json_node.h"

static int compare_integers(struct json_object *a, struct json_object *b)
{
	int64_t of_a = json_object_get_int64(a);
	int64_t of_b = json_object_get_int64(b);

	return (of_a > of_b) - (of_a < of_b);
}

static int compare_numbers(struct json_object *a, struct json_object *b)
{
	double of_a;
	double of_b;

	/* as numbers with a fraction, large ones would be rounded */
	if (json_object_is_type(a, json_type_int) &&
	    json_object_is_type(b, json_type_int))
		return compare_integers(a, b);
	of_a = json_object_get_double(a);
	of_b = json_object_get_double(b);
	return (of_a > of_b) - (of_a < of_b);
}

/* The bytes of UTF-8 come in the order of the code points. */
static int compare_strings(const struct akv_json *a, const struct akv_json *b)
{
	size_t len_a = 0;
	size_t len_b = 0;
	const char *text_a = akv_json_text(a, &len_a);
	const char *text_b = akv_json_text(b, &len_b);
	int order = memcmp(text_a, text_b, len_a < len_b ? len_a : len_b);

	if (order != 0)
		return order;
	return (len_a > len_b) - (len_a < len_b);
}

bool akv_json_compare(const struct akv_json *a, const struct akv_json *b,
		      int *out)
{
	enum akv_json_kind kind = akv_json_kind(a);

	if (kind != akv_json_kind(b))
		return false;
	if (kind == AKV_JSON_NUMBER)
		*out = compare_numbers(akv_json_node(a), akv_json_node(b));
	else if (kind == AKV_JSON_STRING)
		*out = compare_strings(a, b);
	else
		return false;
	return true;
}

bool akv_json_compare_equal(const struct akv_json *a, const struct akv_json *b)
{
	int order;

	if (akv_json_compare(a, b, &order))
		return order == 0;
	return json_object_equal(akv_json_node(a), akv_json_node(b)) != 0;
}
