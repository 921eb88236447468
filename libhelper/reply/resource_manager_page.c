/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/reply/status.h"

#include "libhelper/reply/resource_manager_page.h"

#define PEER "Azure Resource Manager"

static bool is_json_type(const char *content_type)
{
	return *content_type == '\0' ||
	       akv_text_starts_nocase(content_type, "application/json") ||
	       akv_text_starts_nocase(content_type, "text/json");
}

static enum akv_code open_body(const struct akv_http_reply *reply,
			       const char *reason, struct akv_json **out,
			       struct akv_error *err)
{
	char what[AKV_ERROR_TEXT_MAX];
	struct akv_error why;
	struct akv_text text;

	if (reply->body == NULL || !is_json_type(reply->content_type))
		return akv_status_bad_body(reply, PEER, reason,
					   "something that is not JSON", err);
	if (akv_json_parse(reply->body, out, &why) == AKV_OK)
		return AKV_OK;
	akv_text_init(&text, what, sizeof(what));
	akv_text_addf(&text, "something that is %s", why.text);
	return akv_status_bad_body(reply, PEER, reason, what, err);
}

/* NULL, or what is wrong with it. */
static const char *read_page(struct akv_resource_manager_page *page)
{
	const struct akv_json *items = akv_json_member(page->json, "value");
	const struct akv_json *link = akv_json_member(page->json, "nextLink");

	if (akv_json_kind(items) != AKV_JSON_ARRAY)
		return "no list";
	page->count = akv_json_count(items);
	if (page->count > AKV_RESOURCE_MANAGER_PAGE_MAX)
		return "a page with too many items";
	if (link != NULL && !akv_json_copy_text(page->json, "nextLink",
						page->next, sizeof(page->next)))
		return "a link to the next page that is none";
	return NULL;
}

enum akv_code
akv_resource_manager_page_open(const struct akv_http_reply *reply,
			       struct akv_resource_manager_page *out,
			       struct akv_error *err)
{
	struct akv_resource_manager_page page = { 0 };
	const char *problem;
	enum akv_code code = open_body(reply, "NotAList", &page.json, err);

	if (code != AKV_OK)
		return code;
	problem = read_page(&page);
	if (problem != NULL) {
		akv_resource_manager_page_clear(&page);
		return akv_status_bad_body(reply, PEER, "NotAList", problem,
					   err);
	}
	*out = page; /* the caller's now */
	return AKV_OK;
}

const struct akv_json *
akv_resource_manager_page_item(const struct akv_resource_manager_page *page,
			       size_t i)
{
	return akv_json_element(akv_json_member(page->json, "value"), i);
}

void akv_resource_manager_page_clear(struct akv_resource_manager_page *page)
{
	akv_json_free(page->json);
	*page = (struct akv_resource_manager_page){ 0 };
}

enum akv_code
akv_resource_manager_page_open_one(const struct akv_http_reply *reply,
				   struct akv_json **out, struct akv_error *err)
{
	AKV_AUTO(json) *json = NULL;
	enum akv_code code = open_body(reply, "NotAResource", &json, err);

	if (code != AKV_OK)
		return code;
	if (akv_json_kind(json) != AKV_JSON_OBJECT)
		return akv_status_bad_body(reply, PEER, "NotAResource",
					   "something that is no object", err);
	*out = json;
	json = NULL; /* the caller's now */
	return AKV_OK;
}
