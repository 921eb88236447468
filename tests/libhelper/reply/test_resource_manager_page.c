/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/reply/resource_manager_page.h"
#include "tests/fakes/fake_reply.h"

static struct akv_resource_manager_page page;
static struct akv_error err;

static void tear_down(void)
{
	akv_resource_manager_page_clear(&page);
	fake_reply_clear();
}

TestSuite(resource_manager_page, .fini = tear_down);

static enum akv_code open_page(const char *body)
{
	akv_resource_manager_page_clear(&page);
	fake_reply_set(200, body);
	return akv_resource_manager_page_open(&fake_reply, &page, &err);
}

Test(resource_manager_page, has_items_and_a_link)
{
	cr_assert_eq(open_page("{\"value\":[{\"a\":1},null],\"nextLink\":"
			       "\"https://management.azure.com/x\"}"),
		     AKV_OK);
	cr_expect_eq(page.count, 2);
	cr_expect_not_null(akv_resource_manager_page_item(&page, 0));
	cr_expect_null(akv_resource_manager_page_item(&page, 1));
	cr_expect_null(akv_resource_manager_page_item(&page, 2));
	cr_expect_str_eq(page.next, "https://management.azure.com/x");
}

Test(resource_manager_page, is_the_last_without_a_link)
{
	static const char *const bodies[] = {
		"{\"value\":[]}",
		"{\"value\":[],\"nextLink\":null}",
		"{\"value\":[],\"nextLink\":\"\"}",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		cr_assert_eq(open_page(bodies[i]), AKV_OK, "%s", bodies[i]);
		cr_expect_eq(page.count, 0);
		cr_expect_str_eq(page.next, "");
	}
}

Test(resource_manager_page, is_nothing_else)
{
	static const char *const bodies[] = {
		"",
		"<html>",
		"[]",
		"{}",
		"{\"value\":null}",
		"{\"value\":{}}",
		"{\"value\":[],\"nextLink\":7}",
		"{\"value\":[],\"nextLink\":{}}",
		"{\"value\":[],\"nextLink\":\"https://a\\u0000b\"}",
		"{\"value\":[],\"value\":[1]}",
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		cr_expect_eq(open_page(bodies[i]), AKV_ERR_PEER, "%s",
			     bodies[i]);
		cr_expect_str_eq(err.reason, "NotAList", "%s", bodies[i]);
	}
}

Test(resource_manager_page, is_no_captive_portal_s)
{
	fake_reply_set(200, "{\"value\":[]}");
	strcpy(fake_reply.content_type, "text/html");
	cr_expect_eq(akv_resource_manager_page_open(&fake_reply, &page, &err),
		     AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "NotAList");
}

/* {"value":[1,1,...]} with ${count} of them. */
static enum akv_code open_page_of(size_t count)
{
	char *body = malloc(2 * count + 32);
	char *at;
	enum akv_code code;

	cr_assert_not_null(body);
	at = stpcpy(body, "{\"value\":[1");
	for (size_t i = 1; i < count; i++)
		at = stpcpy(at, ",1");
	strcpy(at, "]}");
	code = open_page(body);
	free(body);
	return code;
}

Test(resource_manager_page, has_a_bound)
{
	cr_expect_eq(open_page_of(AKV_RESOURCE_MANAGER_PAGE_MAX), AKV_OK);
	cr_expect_eq(open_page_of(AKV_RESOURCE_MANAGER_PAGE_MAX + 1),
		     AKV_ERR_PEER);
}

Test(resource_manager_page, takes_no_link_without_an_end)
{
	static char body[AKV_RESOURCE_MANAGER_URL_SIZE + 64];
	char *at = stpcpy(body, "{\"value\":[],\"nextLink\":\"");

	memset(at, 'a', AKV_RESOURCE_MANAGER_URL_SIZE);
	strcpy(at + AKV_RESOURCE_MANAGER_URL_SIZE, "\"}");
	cr_expect_eq(open_page(body), AKV_ERR_PEER);
}

Test(resource_manager_page, opens_one_resource)
{
	AKV_AUTO(json) *json = NULL;

	fake_reply_set(200, "{\"id\":\"x\"}");
	cr_assert_eq(
		akv_resource_manager_page_open_one(&fake_reply, &json, &err),
		AKV_OK);
	cr_expect_str_eq(akv_json_text(akv_json_member(json, "id"), NULL), "x");
}

Test(resource_manager_page, opens_nothing_that_is_no_resource)
{
	AKV_AUTO(json) *json = NULL;

	fake_reply_set(200, "[]");
	cr_expect_eq(
		akv_resource_manager_page_open_one(&fake_reply, &json, &err),
		AKV_ERR_PEER);
	fake_reply_set(200, "nothing");
	cr_expect_eq(
		akv_resource_manager_page_open_one(&fake_reply, &json, &err),
		AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "NotAResource");
	cr_expect_null(json);
}
