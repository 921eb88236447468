/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/core/resource_manager_list.h"

#include "libhelper/core/resource_manager.h"

static const struct akv_cloud *
cloud_of(const struct akv_resource_manager_client *client)
{
	return akv_resource_manager_client_principal(client)->cloud;
}

/* -- subscriptions -- */

static bool take_subscription(const struct akv_json *item, void *context)
{
	const struct akv_subscription_visitor *visitor = context;
	struct akv_subscription subscription;

	return !akv_resource_items_read_subscription(item, &subscription) ||
	       visitor->visit(&subscription, visitor->context);
}

enum akv_code akv_resource_manager_each_subscription(
	struct akv_resource_manager_client *client,
	const struct akv_subscription_visitor *visitor, struct akv_error *err)
{
	static const struct akv_resource_manager_request about = {
		.what = "subscriptions",
	};
	struct akv_subscription_visitor copy = *visitor;
	AKV_AUTO_RESOURCE_MANAGER_LIST list = { .client = client,
						.about = &about,
						.take = take_subscription,
						.context = &copy };
	enum akv_code code = akv_resource_manager_url_subscriptions(
		cloud_of(client), &list.at, err);

	return code == AKV_OK ? akv_resource_manager_list_read(&list, err) :
				code;
}

/* -- what is in a subscription -- */

/* What is asked for, in words and as a scope. */
struct place_text {
	char what[256];
	char scope[AKV_RESOURCE_MANAGER_ID_SIZE];
};

static struct akv_resource_manager_request describe(struct place_text *text,
						    const char *what,
						    const char *subscription,
						    const char *resource_group)
{
	struct akv_text words;

	akv_text_init(&words, text->what, sizeof(text->what));
	akv_text_addf(&words, "the %s of ", what);
	if (resource_group != NULL)
		akv_text_addf(&words, "resource group %s in ", resource_group);
	akv_text_addf(&words, "subscription %s", subscription);
	akv_text_init(&words, text->scope, sizeof(text->scope));
	akv_text_addf(&words, "/subscriptions/%s", subscription);
	if (resource_group != NULL)
		akv_text_addf(&words, "/resourceGroups/%s", resource_group);
	return (struct akv_resource_manager_request){ .what = text->what,
						      .scope = text->scope };
}

static bool take_group(const struct akv_json *item, void *context)
{
	const struct akv_resource_group_visitor *visitor = context;
	struct akv_resource_group group;

	return !akv_resource_items_read_group(item, &group) ||
	       visitor->visit(&group, visitor->context);
}

enum akv_code akv_resource_manager_each_group(
	struct akv_resource_manager_client *client, const char *subscription,
	const struct akv_resource_group_visitor *visitor, struct akv_error *err)
{
	struct place_text text;
	const struct akv_resource_manager_request about =
		describe(&text, "resource groups", subscription, NULL);
	struct akv_resource_group_visitor copy = *visitor;
	AKV_AUTO_RESOURCE_MANAGER_LIST list = { .client = client,
						.about = &about,
						.take = take_group,
						.context = &copy };
	enum akv_code code = akv_resource_manager_url_groups(
		cloud_of(client), subscription, &list.at, err);

	return code == AKV_OK ? akv_resource_manager_list_read(&list, err) :
				code;
}

static bool take_vault(const struct akv_json *item, void *context)
{
	const struct akv_vault_resource_visitor *visitor = context;
	struct akv_vault_resource vault;

	return !akv_vault_resource_read(item, NULL, &vault) ||
	       visitor->visit(&vault, visitor->context);
}

enum akv_code akv_resource_manager_each_vault(
	struct akv_resource_manager_client *client, const char *subscription,
	const char *resource_group,
	const struct akv_vault_resource_visitor *visitor, struct akv_error *err)
{
	struct place_text text;
	const struct akv_resource_manager_request about =
		describe(&text, "vaults", subscription, resource_group);
	struct akv_vault_resource_visitor copy = *visitor;
	AKV_AUTO_RESOURCE_MANAGER_LIST list = { .client = client,
						.about = &about,
						.take = take_vault,
						.context = &copy };
	enum akv_code code = akv_resource_manager_url_vaults(
		cloud_of(client), subscription, resource_group, &list.at, err);

	return code == AKV_OK ? akv_resource_manager_list_read(&list, err) :
				code;
}

static bool take_deleted_vault(const struct akv_json *item, void *context)
{
	const struct akv_deleted_vault_visitor *visitor = context;
	struct akv_deleted_vault vault;

	return !akv_resource_items_read_deleted_vault(item, &vault) ||
	       visitor->visit(&vault, visitor->context);
}

enum akv_code akv_resource_manager_each_deleted_vault(
	struct akv_resource_manager_client *client, const char *subscription,
	const struct akv_deleted_vault_visitor *visitor, struct akv_error *err)
{
	struct place_text text;
	const struct akv_resource_manager_request about =
		describe(&text, "deleted vaults", subscription, NULL);
	struct akv_deleted_vault_visitor copy = *visitor;
	AKV_AUTO_RESOURCE_MANAGER_LIST list = { .client = client,
						.about = &about,
						.take = take_deleted_vault,
						.context = &copy };
	enum akv_code code = akv_resource_manager_url_deleted_vaults(
		cloud_of(client), subscription, &list.at, err);

	return code == AKV_OK ? akv_resource_manager_list_read(&list, err) :
				code;
}

/* -- one vault -- */

void akv_resource_manager_place_id(const struct akv_vault_place *place,
				   char id[AKV_RESOURCE_MANAGER_ID_SIZE])
{
	struct akv_text text;

	akv_text_init(&text, id, AKV_RESOURCE_MANAGER_ID_SIZE);
	akv_text_addf(&text,
		      "/subscriptions/%s/resourceGroups/%s/providers/"
		      "Microsoft.KeyVault/vaults/%s",
		      place->subscription, place->resource_group, place->name);
}

static struct akv_resource_manager_request
describe_vault(struct place_text *text, const char *what,
	       const struct akv_vault_place *place)
{
	struct akv_text words;

	akv_text_init(&words, text->what, sizeof(text->what));
	akv_text_addf(&words, "%svault %s", what, place->name);
	akv_resource_manager_place_id(place, text->scope);
	return (struct akv_resource_manager_request){ .what = text->what,
						      .scope = text->scope };
}

static struct akv_resource_manager_vault
vault_of(const struct akv_resource_manager_client *client,
	 const struct akv_vault_place *place)
{
	return (struct akv_resource_manager_vault){
		.cloud = cloud_of(client),
		.subscription = place->subscription,
		.resource_group = place->resource_group,
		.name = place->name,
	};
}

static enum akv_code read_one(struct akv_resource_manager_client *client,
			      const struct akv_resource_manager_url *url,
			      const struct akv_resource_manager_request *about,
			      struct akv_json **out, struct akv_error *err)
{
	const struct akv_http_reply *reply;
	enum akv_code code = akv_resource_manager_client_get(client, url, about,
							     &reply, err);

	if (code != AKV_OK)
		return code;
	return akv_resource_manager_page_open_one(reply, out, err);
}

static enum akv_code another_resource(const char *what, struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_PEER, "NotAResource",
			"Azure Resource Manager answered with something else "
			"than %s",
			what);
}

static bool is_same_place(const struct akv_vault_place *a,
			  const struct akv_vault_place *b)
{
	return akv_text_equal_nocase(a->subscription, b->subscription) &&
	       akv_text_equal_nocase(a->resource_group, b->resource_group) &&
	       akv_text_equal_nocase(a->name, b->name);
}

enum akv_code
akv_resource_manager_vault(struct akv_resource_manager_client *client,
			   const struct akv_vault_place *place,
			   struct akv_vault_resource *out,
			   struct akv_error *err)
{
	AKV_AUTO(resource_manager_url) *url = NULL;
	AKV_AUTO(json) *json = NULL;
	const struct akv_resource_manager_vault id = vault_of(client, place);
	struct place_text text;
	const struct akv_resource_manager_request about =
		describe_vault(&text, "", place);
	struct akv_access_token who = { 0 };
	struct akv_vault_resource vault;
	enum akv_code code = akv_resource_manager_url_vault(&id, &url, err);

	if (code == AKV_OK)
		code = akv_resource_manager_client_who(client, &who, err);
	if (code == AKV_OK)
		code = read_one(client, url, &about, &json, err);
	if (code != AKV_OK)
		return code;
	if (!akv_vault_resource_read(
		    json, who.object_id[0] != '\0' ? who.object_id : NULL,
		    &vault) ||
	    !is_same_place(&vault.place, place))
		return another_resource(about.what, err);
	*out = vault;
	return AKV_OK;
}

/* -- who may do what -- */

struct rights_so_far {
	struct akv_role_rights rights;
	bool is_broken;
};

static bool take_rights(const struct akv_json *item, void *context)
{
	struct rights_so_far *so_far = context;

	so_far->is_broken = !akv_role_permissions_add(item, &so_far->rights);
	return !so_far->is_broken;
}

enum akv_code
akv_resource_manager_rights(struct akv_resource_manager_client *client,
			    const struct akv_vault_place *place,
			    struct akv_role_rights *out, struct akv_error *err)
{
	const struct akv_resource_manager_vault id = vault_of(client, place);
	struct place_text text;
	const struct akv_resource_manager_request about =
		describe_vault(&text, "its permissions for ", place);
	struct rights_so_far so_far = { 0 };
	AKV_AUTO_RESOURCE_MANAGER_LIST list = { .client = client,
						.about = &about,
						.take = take_rights,
						.context = &so_far };
	enum akv_code code =
		akv_resource_manager_url_permissions(&id, &list.at, err);

	if (code == AKV_OK)
		code = akv_resource_manager_list_read(&list, err);
	if (code != AKV_OK)
		return code;
	if (so_far.is_broken)
		return another_resource("permissions", err);
	*out = so_far.rights;
	return AKV_OK;
}

static bool take_assignment(const struct akv_json *item, void *context)
{
	const struct akv_role_assignment_visitor *visitor = context;
	struct akv_role_assignment assignment;

	return !akv_role_items_read_assignment(item, &assignment) ||
	       visitor->visit(&assignment, visitor->context);
}

enum akv_code akv_resource_manager_each_assignment(
	struct akv_resource_manager_client *client,
	const struct akv_vault_place *place,
	const struct akv_role_assignment_visitor *visitor,
	struct akv_error *err)
{
	const struct akv_resource_manager_vault id = vault_of(client, place);
	struct place_text text;
	const struct akv_resource_manager_request about =
		describe_vault(&text, "the role assignments of ", place);
	struct akv_role_assignment_visitor copy = *visitor;
	AKV_AUTO_RESOURCE_MANAGER_LIST list = { .client = client,
						.about = &about,
						.take = take_assignment,
						.context = &copy };
	struct akv_access_token who = { 0 };
	enum akv_code code = akv_resource_manager_client_who(client, &who, err);

	if (code == AKV_OK)
		code = akv_resource_manager_url_role_assignments(
			&id, who.object_id, &list.at, err);
	return code == AKV_OK ? akv_resource_manager_list_read(&list, err) :
				code;
}

enum akv_code
akv_resource_manager_role(struct akv_resource_manager_client *client,
			  const char *id, struct akv_role_definition *out,
			  struct akv_error *err)
{
	static const struct akv_resource_manager_request about = {
		.what = "the definition of a role",
	};
	AKV_AUTO(resource_manager_url) *url = NULL;
	AKV_AUTO(json) *json = NULL;
	enum akv_code code = akv_resource_manager_url_role_definition(
		cloud_of(client), id, &url, err);

	if (code == AKV_OK)
		code = read_one(client, url, &about, &json, err);
	if (code != AKV_OK)
		return code;
	if (!akv_role_items_read_definition(json, out))
		return another_resource(about.what, err);
	return AKV_OK;
}
