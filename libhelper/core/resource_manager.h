/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_RESOURCE_MANAGER_H
#define AKV_CORE_RESOURCE_MANAGER_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/resource_manager_client.h"
#include "libhelper/core/token.h"
#include "libhelper/reply/resource_items.h"
#include "libhelper/reply/role_items.h"
#include "libhelper/reply/vault_resource.h"

/*
 * What Azure Resource Manager tells us: which subscriptions, resource groups
 * and vaults the principal may see, how a vault is set up, and what the
 * principal may do with it.  It can be asked by whoever has a role there, and
 * a principal that may only read secrets has none: it sees an empty list, or
 * AKV_ERR_DENIED.  Nothing here changes anything.
 *
 * Lists come page by page and are kept nowhere: a visitor is shown each item
 * as it comes, and ends the list early by returning false, which is a success.
 * Items that cannot be asked for by Azure's own rules for names are passed
 * over.  A list of more than AKV_RESOURCE_MANAGER_PAGES_MAX pages, or a page
 * that leads to itself, is AKV_ERR_PEER (EndlessList); a page that leads to
 * another host is AKV_ERR_PEER (BadNextLink).
 *
 * Everything fails besides as akv_resource_manager_client_get() does.
 */

enum { AKV_RESOURCE_MANAGER_PAGES_MAX = 1000 };

struct akv_subscription_visitor {
	bool (*visit)(const struct akv_subscription *subscription,
		      void *context);
	void *context;
};

struct akv_resource_group_visitor {
	bool (*visit)(const struct akv_resource_group *group, void *context);
	void *context;
};

struct akv_vault_resource_visitor {
	bool (*visit)(const struct akv_vault_resource *vault, void *context);
	void *context;
};

struct akv_deleted_vault_visitor {
	bool (*visit)(const struct akv_deleted_vault *vault, void *context);
	void *context;
};

struct akv_role_assignment_visitor {
	bool (*visit)(const struct akv_role_assignment *assignment,
		      void *context);
	void *context;
};

/* akv_resource_manager_each_subscription(client, visitor, err): none at all is
 * what a principal without any role sees. */
enum akv_code akv_resource_manager_each_subscription(
	struct akv_resource_manager_client *client,
	const struct akv_subscription_visitor *visitor, struct akv_error *err)
	AKV_CHECKED;

/* akv_resource_manager_each_group(client, subscription, visitor, err) */
enum akv_code akv_resource_manager_each_group(
	struct akv_resource_manager_client *client, const char *subscription,
	const struct akv_resource_group_visitor *visitor, struct akv_error *err)
	AKV_CHECKED;

/* akv_resource_manager_each_vault(client, subscription, resource_group,
 * visitor, err): of the group or, where ${resource_group} is NULL, of the
 * whole subscription. */
enum akv_code akv_resource_manager_each_vault(
	struct akv_resource_manager_client *client, const char *subscription,
	const char *resource_group,
	const struct akv_vault_resource_visitor *visitor, struct akv_error *err)
	AKV_CHECKED;

/* akv_resource_manager_each_deleted_vault(client, subscription, visitor, err):
 * none at all is also what a principal sees that may not look. */
enum akv_code akv_resource_manager_each_deleted_vault(
	struct akv_resource_manager_client *client, const char *subscription,
	const struct akv_deleted_vault_visitor *visitor, struct akv_error *err)
	AKV_CHECKED;

/*
 * akv_resource_manager_vault(client, place, out, err): one vault, with the
 * access policies of the principal itself.  AKV_ERR_PEER (NotAResource) when
 * the reply is another one's.
 */
enum akv_code
akv_resource_manager_vault(struct akv_resource_manager_client *client,
			   const struct akv_vault_place *place,
			   struct akv_vault_resource *out,
			   struct akv_error *err) AKV_CHECKED;

/* akv_resource_manager_rights(client, place, out, err): what the principal's
 * roles let it do with the vault; access policies are not in it. */
enum akv_code
akv_resource_manager_rights(struct akv_resource_manager_client *client,
			    const struct akv_vault_place *place,
			    struct akv_role_rights *out, struct akv_error *err)
	AKV_CHECKED;

/* akv_resource_manager_each_assignment(client, place, visitor, err): the role
 * assignments that hold for the principal at the vault, above and below. */
enum akv_code akv_resource_manager_each_assignment(
	struct akv_resource_manager_client *client,
	const struct akv_vault_place *place,
	const struct akv_role_assignment_visitor *visitor,
	struct akv_error *err) AKV_CHECKED;

/* akv_resource_manager_role(client, id, out, err): the role whose definition
 * has the resource id ${id}. */
enum akv_code
akv_resource_manager_role(struct akv_resource_manager_client *client,
			  const char *id, struct akv_role_definition *out,
			  struct akv_error *err) AKV_CHECKED;

enum { AKV_RESOURCE_MANAGER_ID_SIZE = 640 };

/* akv_resource_manager_place_id(place, id): its resource id, as the Azure CLI
 * takes it for a scope. */
void akv_resource_manager_place_id(const struct akv_vault_place *place,
				   char id[AKV_RESOURCE_MANAGER_ID_SIZE]);

#endif
