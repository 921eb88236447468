/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/reply/role_items.h"

bool akv_role_items_read_assignment(const struct akv_json *item,
				    struct akv_role_assignment *out)
{
	const struct akv_json *properties = akv_json_member(item, "properties");
	struct akv_role_assignment assignment = { 0 };

	if (!akv_json_copy_text(properties, "roleDefinitionId", assignment.role,
				sizeof(assignment.role)) ||
	    !akv_resource_items_read_guid(properties, "principalId",
					  assignment.principal) ||
	    !akv_json_copy_text(properties, "scope", assignment.scope,
				sizeof(assignment.scope)))
		return false;
	assignment.has_condition =
		akv_json_member(properties, "condition") != NULL;
	*out = assignment;
	return true;
}

bool akv_role_items_read_definition(const struct akv_json *item,
				    struct akv_role_definition *out)
{
	const struct akv_json *properties = akv_json_member(item, "properties");
	struct akv_role_definition definition = { 0 };

	if (!akv_role_permissions_add_all(
		    akv_json_member(properties, "permissions"),
		    &definition.rights))
		return false;
	(void)akv_json_copy_text(properties, "roleName", definition.name,
				 sizeof(definition.name));
	*out = definition;
	return true;
}
