/* SPDX-License-Identifier: MIT */
#include "libhelper/azure/names.h"
#include "libhelper/azure/resource_names.h"
#include "libhelper/base/text.h"
#include "libhelper/reply/resource_items.h"
#include "libhelper/reply/resource_manager_error.h"
#include "libhelper/reply/resource_manager_page.h"
#include "libhelper/reply/role_items.h"
#include "libhelper/reply/vault_resource.h"
#include "tests/fuzz/fuzz_reply.h"

/* Whatever Resource Manager sends, what is taken for a name is one by Azure's
 * rules, so that it can be asked for; and no error draws on a terminal. */

#define WHO "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42"

static void check_place(const struct akv_vault_place *place)
{
	fuzz_check(akv_names_is_guid(place->subscription));
	fuzz_check(akv_resource_names_check_group(place->resource_group,
						  NULL) == AKV_OK);
	fuzz_check(akv_names_check_vault(place->name, NULL) == AKV_OK);
}

static void check_location(const char *location)
{
	fuzz_check(*location == '\0' ||
		   akv_resource_names_check_location(location, NULL) == AKV_OK);
}

static void read_things(const struct akv_json *item)
{
	struct akv_subscription subscription;
	struct akv_resource_group group;
	struct akv_deleted_vault deleted;
	struct akv_vault_resource vault;
	char host[AKV_URL_HOST_SIZE];
	char uri[AKV_URL_HOST_SIZE * 2];
	struct akv_text text;

	if (akv_resource_items_read_subscription(item, &subscription))
		fuzz_check(akv_names_is_guid(subscription.id));
	if (akv_resource_items_read_group(item, &group)) {
		fuzz_check(akv_resource_names_check_group(group.name, NULL) ==
			   AKV_OK);
		check_location(group.location);
	}
	if (akv_resource_items_read_deleted_vault(item, &deleted)) {
		fuzz_check(akv_names_check_vault(deleted.name, NULL) == AKV_OK);
		check_location(deleted.location);
	}
	if (!akv_vault_resource_read(item, WHO, &vault))
		return;
	check_place(&vault.place);
	check_location(vault.location);
	akv_text_init(&text, uri, sizeof(uri));
	akv_text_addf(&text, "https://%s", vault.host);
	fuzz_check(vault.host[0] == '\0' ||
		   akv_url_check_vault_uri(uri, host, sizeof(host), NULL) ==
			   AKV_OK);
	fuzz_check(vault.retention_days >= 0);
}

static void read_roles(const struct akv_json *item)
{
	struct akv_role_assignment assignment;
	struct akv_role_definition role;
	struct akv_role_rights rights = { 0 };
	char buf[4096];
	struct akv_text text;

	if (akv_role_items_read_assignment(item, &assignment))
		fuzz_check(akv_names_is_guid(assignment.principal));
	(void)akv_role_items_read_definition(item, &role);
	if (!akv_role_permissions_add(item, &rights))
		return;
	akv_text_init(&text, buf, sizeof(buf));
	fuzz_check((akv_role_permissions_excess(&rights, &text) == 0) ==
		   (text.len == 0));
	fuzz_check(!text.cut);
}

static void read_page(const struct akv_http_reply *reply)
{
	struct akv_resource_manager_page page;
	struct akv_error err;
	enum akv_code code = akv_resource_manager_page_open(reply, &page, &err);

	if (code != AKV_OK) {
		fuzz_check_error(code, &err);
		return;
	}
	fuzz_check(page.count <= AKV_RESOURCE_MANAGER_PAGE_MAX);
	for (size_t i = 0; i < page.count; i++) {
		const struct akv_json *item =
			akv_resource_manager_page_item(&page, i);

		read_things(item);
		read_roles(item);
	}
	akv_resource_manager_page_clear(&page);
}

static void read_one(const struct akv_http_reply *reply)
{
	AKV_AUTO(json) *json = NULL;
	struct akv_error err;
	enum akv_code code =
		akv_resource_manager_page_open_one(reply, &json, &err);

	if (code != AKV_OK) {
		fuzz_check_error(code, &err);
		return;
	}
	read_things(json);
	read_roles(json);
}

static void read_error(const struct akv_http_reply *reply)
{
	static const struct akv_resource_manager_request request = {
		.what = "vault contoso",
		.scope = "/subscriptions/x",
		.tenant = "t",
		.client_id = "c",
	};
	struct akv_error err = { 0 };

	if (reply->status == 200)
		return;
	fuzz_check_error(akv_resource_manager_error(reply, &request, &err),
			 &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct akv_http_reply reply;

	if (!fuzz_reply_make(data, size, &reply))
		return 0;
	read_page(&reply);
	read_one(&reply);
	read_error(&reply);
	akv_secret_free(reply.body);
	return 0;
}
