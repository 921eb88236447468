/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_ROLE_ITEMS_H
#define AKV_REPLY_ROLE_ITEMS_H

#include <stdbool.h>

#include "libhelper/edge/json.h"
#include "libhelper/reply/resource_items.h"
#include "libhelper/reply/role_permissions.h"

/* Role assignments and role definitions of Microsoft.Authorization. */

enum {
	AKV_ROLE_DEFINITION_ID_SIZE = 161,
	AKV_ROLE_SCOPE_SIZE = 1024,
	AKV_ROLE_NAME_SIZE = 257,
};

struct akv_role_assignment {
	/* the resource id of the role's definition */
	char role[AKV_ROLE_DEFINITION_ID_SIZE];
	char principal[AKV_RESOURCE_ID_SIZE]; /* whose; maybe a group's */
	/* where: a resource id; any characters */
	char scope[AKV_ROLE_SCOPE_SIZE];
	bool has_condition; /* holds for some names alone */
};

struct akv_role_definition {
	char name[AKV_ROLE_NAME_SIZE]; /* roleName; any characters */
	struct akv_role_rights rights;
};

/*
 * akv_role_items_read_assignment(item, out): false, with ${out} untouched, when
 * it lacks the role, the principal or the scope.
 */
bool akv_role_items_read_assignment(const struct akv_json *item,
				    struct akv_role_assignment *out);

/*
 * akv_role_items_read_definition(item, out): false, with ${out} untouched, when
 * it lacks its permissions or they break akv_role_permissions_add()'s rules.
 */
bool akv_role_items_read_definition(const struct akv_json *item,
				    struct akv_role_definition *out);

#endif
