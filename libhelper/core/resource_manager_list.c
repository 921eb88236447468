/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/core/resource_manager.h"

#include "libhelper/core/resource_manager_list.h"

void akv_resource_manager_list_clear(struct akv_resource_manager_list *list)
{
	akv_resource_manager_page_clear(&list->page);
	akv_resource_manager_url_free(list->at);
	list->at = NULL;
}

static enum akv_code endless(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_PEER, "EndlessList",
			"Azure Resource Manager sends a list that does not "
			"end");
}

static enum akv_code read_page(struct akv_resource_manager_list *list,
			       struct akv_error *err)
{
	const struct akv_http_reply *reply;
	enum akv_code code;

	akv_resource_manager_page_clear(&list->page);
	code = akv_resource_manager_client_get(list->client, list->at,
					       list->about, &reply, err);
	if (code != AKV_OK)
		return code;
	return akv_resource_manager_page_open(reply, &list->page, err);
}

/* False: the visitor has seen enough. */
static bool take_items(const struct akv_resource_manager_list *list)
{
	for (size_t i = 0; i < list->page.count; i++)
		if (!list->take(akv_resource_manager_page_item(&list->page, i),
				list->context))
			return false;
	return true;
}

static enum akv_code go_on(struct akv_resource_manager_list *list,
			   struct akv_error *err)
{
	AKV_AUTO(resource_manager_url) *next = NULL;
	enum akv_code code = akv_resource_manager_url_next(
		list->at, list->page.next, &next, err);

	if (code != AKV_OK)
		return code;
	if (strcmp(akv_resource_manager_url_text(next),
		   akv_resource_manager_url_text(list->at)) == 0)
		return endless(err);
	akv_resource_manager_url_free(list->at);
	list->at = next;
	next = NULL; /* the list's now */
	return AKV_OK;
}

enum akv_code
akv_resource_manager_list_read(struct akv_resource_manager_list *list,
			       struct akv_error *err)
{
	for (size_t i = 0; i < AKV_RESOURCE_MANAGER_PAGES_MAX; i++) {
		enum akv_code code = read_page(list, err);

		if (code != AKV_OK || !take_items(list) ||
		    list->page.next[0] == '\0')
			return code;
		code = go_on(list, err);
		if (code != AKV_OK)
			return code;
	}
	return endless(err);
}
