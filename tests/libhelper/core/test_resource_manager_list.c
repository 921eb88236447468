/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/core/resource_manager_list.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_vault.h"

#define HOST "https://management.azure.com"
#define PAGE(item, link) "{\"value\":[" item "],\"nextLink\":\"" link "\"}"

static struct akv_resource_manager_client *client;
static struct akv_error err;
static int seen;
static int wanted;

static void set_up(void)
{
	fake_clock.monotonic_ms = 1000;
	wanted = 1000;
	cr_assert_eq(akv_resource_manager_client_new(fake_vault_source(),
						     &client, &err),
		     AKV_OK);
}

static void tear_down(void)
{
	akv_resource_manager_client_free(client);
}

TestSuite(resource_manager_list, .init = set_up, .fini = tear_down);

static bool take(AKV_UNUSED const struct akv_json *item,
		 AKV_UNUSED void *context)
{
	seen++;
	return seen < wanted;
}

static enum akv_code read_list(void)
{
	static const struct akv_resource_manager_request about = {
		.what = "subscriptions",
	};
	AKV_AUTO_RESOURCE_MANAGER_LIST list = { .client = client,
						.about = &about,
						.take = take };

	cr_assert_eq(akv_resource_manager_url_subscriptions(akv_cloud_default(),
							    &list.at, &err),
		     AKV_OK);
	return akv_resource_manager_list_read(&list, &err);
}

Test(resource_manager_list, goes_from_page_to_page)
{
	fake_vault_will_answer(200, PAGE("1,2", HOST "/subscriptions?a"), NULL);
	fake_vault_will_answer(200, PAGE("", HOST ":443/subscriptions?b"),
			       NULL);
	fake_vault_will_answer(200, PAGE("3", ""), NULL);
	cr_assert_eq(read_list(), AKV_OK);
	cr_expect_eq(seen, 3);
	cr_expect_str_eq(fake_vault.urls[1], HOST "/subscriptions?a");
	cr_expect_str_eq(fake_vault.urls[2], HOST "/subscriptions?b");
	cr_expect_eq(fake_vault.signed_in, 1);
}

Test(resource_manager_list, ends_when_the_visitor_has_seen_enough)
{
	wanted = 2;
	fake_vault_will_answer(200, PAGE("1,2,3", HOST "/subscriptions?a"),
			       NULL);
	cr_assert_eq(read_list(), AKV_OK);
	cr_expect_eq(seen, 2);
	cr_expect_eq(fake_vault.requests, 1);
}

Test(resource_manager_list, sends_the_token_to_no_other_host)
{
	fake_vault_will_answer(
		200, PAGE("1", "https://evil.example/subscriptions"), NULL);
	cr_expect_eq(read_list(), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "BadNextLink");
	cr_expect_eq(fake_vault.requests, 1);
}

Test(resource_manager_list, does_not_go_round_in_circles)
{
	fake_vault_will_answer(200, PAGE("1", HOST "/subscriptions?a"), NULL);
	fake_vault_will_answer(200, PAGE("1", HOST "/subscriptions?a"), NULL);
	cr_expect_eq(read_list(), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "EndlessList");
	cr_expect_eq(fake_vault.requests, 2);
}

Test(resource_manager_list, is_no_list)
{
	fake_vault_will_answer(200, "{}", NULL);
	cr_expect_eq(read_list(), AKV_ERR_PEER);
	cr_expect_str_eq(err.reason, "NotAList");
}

Test(resource_manager_list, fails_in_the_middle)
{
	fake_vault_will_answer(200, PAGE("1", HOST "/subscriptions?a"), NULL);
	fake_vault_will_answer(403, FAKE_VAULT_ERROR("AuthorizationFailed", ""),
			       NULL);
	cr_expect_eq(read_list(), AKV_ERR_DENIED);
	cr_expect_eq(seen, 1);
}
