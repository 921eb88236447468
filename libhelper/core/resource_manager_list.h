/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_RESOURCE_MANAGER_LIST_H
#define AKV_CORE_RESOURCE_MANAGER_LIST_H

#include <stdbool.h>

#include "libhelper/azure/resource_manager_url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/resource_manager_client.h"
#include "libhelper/reply/resource_manager_page.h"

/*
 * A list of Azure Resource Manager's, read page by page; one page is in memory
 * at a time.  Private to resource_manager.c.
 */
struct akv_resource_manager_list {
	struct akv_resource_manager_client *client;
	const struct akv_resource_manager_request *about;
	/* shown each item, NULL for null; false ends the list */
	bool (*take)(const struct akv_json *item, void *context);
	void *context;
	struct akv_resource_manager_url *at; /* the first page; owned */
	struct akv_resource_manager_page page;
};

/* akv_resource_manager_list_read(list, err): all of it, by the rules of
 * resource_manager.h. */
enum akv_code
akv_resource_manager_list_read(struct akv_resource_manager_list *list,
			       struct akv_error *err) AKV_CHECKED;

/* akv_resource_manager_list_clear(list): release what it owns. */
void akv_resource_manager_list_clear(struct akv_resource_manager_list *list);

#define AKV_AUTO_RESOURCE_MANAGER_LIST \
	__attribute__((cleanup(akv_resource_manager_list_clear))) struct \
		akv_resource_manager_list

#endif
