/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_NAME_LIST_H
#define AKV_CMD_NAME_LIST_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

enum { AKV_NAME_LIST_MAX = 100000 };

/* Names that peers sent, for somebody to choose from.  All of it is owned. */
struct akv_name_list {
	char **names;
	size_t count;
	size_t room;
};

/*
 * akv_name_list_add(list, name, err): a copy of ${name} at the end.
 * AKV_ERR_PEER (TooMany) behind AKV_NAME_LIST_MAX of them.
 */
enum akv_code akv_name_list_add(struct akv_name_list *list, const char *name,
				struct akv_error *err) AKV_CHECKED;

/* akv_name_list_clear(list): release; an all-zero one is fine. */
void akv_name_list_clear(struct akv_name_list *list);

#endif
