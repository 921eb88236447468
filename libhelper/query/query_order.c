/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "libhelper/query/query_run.h"

#include "libhelper/query/query_order.h"

/* An element with what it is sorted by, and where it was. */
struct entry {
	struct akv_json *key; /* owned */
	const struct akv_json *element;
	size_t at;
};

struct entries {
	struct entry *entry;
	size_t count;
};

static void clear(struct entries *entries)
{
	for (size_t i = 0; i < entries->count; i++)
		akv_json_free(entries->entry[i].key);
	free(entries->entry);
}

/* Equal ones stay in their order. */
static int compare(const void *a, const void *b)
{
	const struct entry *left = a;
	const struct entry *right = b;
	int order = 0;

	(void)akv_json_compare(left->key, right->key, &order);
	if (order != 0)
		return order;
	return (left->at > right->at) - (left->at < right->at);
}

/* All keys are strings, or all are numbers. */
static bool has_order(const struct entries *entries)
{
	int order;

	for (size_t i = 0; i < entries->count; i++)
		if (!akv_json_compare(entries->entry[0].key,
				      entries->entry[i].key, &order))
			return false;
	return true;
}

/* The list with its keys: each element itself, or what the expression finds
 * in it.  False when the run has failed. */
static bool fill(struct akv_query_run *run, const char *function,
		 const struct akv_json *list,
		 const struct akv_query_node *expression,
		 struct entries *entries)
{
	size_t count = akv_json_count(list);

	if (akv_json_kind(list) != AKV_JSON_ARRAY) {
		(void)akv_query_call_fail(run, function, "it takes a list");
		return false;
	}
	entries->entry = calloc(count + 1, sizeof(*entries->entry));
	if (entries->entry == NULL)
		abort();
	for (size_t i = 0; i < count && run->code == AKV_OK; i++) {
		struct entry *entry = &entries->entry[i];

		entry->element = akv_json_element(list, i);
		entry->at = i;
		entry->key = expression == NULL ?
				     akv_json_share(entry->element) :
				     akv_query_run_node(run, expression,
							entry->element);
		entries->count++;
	}
	if (run->code == AKV_OK && !has_order(entries))
		(void)akv_query_call_fail(
			run, function,
			"it compares strings with strings or numbers with "
			"numbers, and nothing else");
	return run->code == AKV_OK;
}

/* ${expression} stands for itself where the function takes one. */
static bool takes_expression(struct akv_query_run *run, const char *function,
			     const struct akv_query_argument *given)
{
	if (given[1].expression == NULL)
		(void)akv_query_call_fail(run, function,
					  "the second argument is an "
					  "expression: &name");
	return given[1].expression != NULL;
}

static struct akv_json *sort(struct akv_query_run *run, const char *function,
			     const struct akv_query_argument *list,
			     const struct akv_query_node *expression)
{
	__attribute__((cleanup(clear))) struct entries entries = { 0 };
	struct akv_json *out;

	if (!fill(run, function, list->value, expression, &entries))
		return NULL;
	qsort(entries.entry, entries.count, sizeof(*entries.entry), compare);
	out = akv_json_new_array();
	for (size_t i = 0; i < entries.count; i++)
		akv_json_append(out, akv_json_share(entries.entry[i].element));
	return out;
}

/* The first of the smallest (sign -1) or of the largest (1); null of none. */
static struct akv_json *pick(struct akv_query_run *run, const char *function,
			     const struct akv_query_argument *list,
			     const struct akv_query_node *expression, int sign)
{
	__attribute__((cleanup(clear))) struct entries entries = { 0 };
	size_t best = 0;

	if (!fill(run, function, list->value, expression, &entries) ||
	    entries.count == 0)
		return NULL;
	for (size_t i = 1; i < entries.count; i++) {
		int order = 0;

		(void)akv_json_compare(entries.entry[i].key,
				       entries.entry[best].key, &order);
		if (order * sign > 0)
			best = i;
	}
	return akv_json_share(entries.entry[best].element);
}

struct akv_json *akv_query_order_sort(struct akv_query_run *run,
				      const struct akv_query_argument *given,
				      AKV_UNUSED size_t count)
{
	return sort(run, "sort", given, NULL);
}

struct akv_json *akv_query_order_sort_by(struct akv_query_run *run,
					 const struct akv_query_argument *given,
					 AKV_UNUSED size_t count)
{
	if (!takes_expression(run, "sort_by", given))
		return NULL;
	return sort(run, "sort_by", given, given[1].expression);
}

struct akv_json *akv_query_order_min(struct akv_query_run *run,
				     const struct akv_query_argument *given,
				     AKV_UNUSED size_t count)
{
	return pick(run, "min", given, NULL, -1);
}

struct akv_json *akv_query_order_min_by(struct akv_query_run *run,
					const struct akv_query_argument *given,
					AKV_UNUSED size_t count)
{
	if (!takes_expression(run, "min_by", given))
		return NULL;
	return pick(run, "min_by", given, given[1].expression, -1);
}

struct akv_json *akv_query_order_max(struct akv_query_run *run,
				     const struct akv_query_argument *given,
				     AKV_UNUSED size_t count)
{
	return pick(run, "max", given, NULL, 1);
}

struct akv_json *akv_query_order_max_by(struct akv_query_run *run,
					const struct akv_query_argument *given,
					AKV_UNUSED size_t count)
{
	if (!takes_expression(run, "max_by", given))
		return NULL;
	return pick(run, "max_by", given, given[1].expression, 1);
}
