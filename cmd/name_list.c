/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "cmd/name_list.h"

enum { FIRST_ROOM = 64 };

static enum akv_code make_room(struct akv_name_list *list,
			       struct akv_error *err)
{
	size_t room = list->room == 0 ? FIRST_ROOM : 2 * list->room;
	char **names;

	if (list->count < list->room)
		return AKV_OK;
	names = reallocarray(list->names, room, sizeof(*names));
	if (names == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	list->names = names;
	list->room = room;
	return AKV_OK;
}

enum akv_code akv_name_list_add(struct akv_name_list *list, const char *name,
				struct akv_error *err)
{
	enum akv_code code;

	if (list->count >= AKV_NAME_LIST_MAX)
		return akv_fail(err, AKV_ERR_PEER, "TooMany",
				"there are more than %d names in a list",
				AKV_NAME_LIST_MAX);
	code = make_room(list, err);
	if (code != AKV_OK)
		return code;
	list->names[list->count] = strdup(name);
	if (list->names[list->count] == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
				"out of memory");
	list->count++;
	return AKV_OK;
}

void akv_name_list_clear(struct akv_name_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->names[i]);
	free(list->names);
	*list = (struct akv_name_list){ 0 };
}
