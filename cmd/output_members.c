/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "cmd/output_format.h"

struct list {
	struct akv_output_member *member;
	size_t count;
};

static bool add(const char *name, const struct akv_json *value, void *context)
{
	struct list *list = context;

	list->member[list->count++] =
		(struct akv_output_member){ .name = name, .value = value };
	return true;
}

static int compare(const void *a, const void *b)
{
	const struct akv_output_member *left = a;
	const struct akv_output_member *right = b;

	return strcmp(left->name, right->name);
}

struct akv_output_member *akv_output_members(const struct akv_json *object,
					     bool sorts, size_t *count)
{
	struct list list = { 0 };

	list.member = calloc(akv_json_count(object) + 1, sizeof(*list.member));
	if (list.member == NULL)
		abort();
	akv_json_each(object, add, &list);
	if (sorts)
		qsort(list.member, list.count, sizeof(*list.member), compare);
	*count = list.count;
	return list.member;
}
