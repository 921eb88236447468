/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "libhelper/base/clock.h"
#include "libhelper/core/check_state.h"

#include "cmd/vault_output.h"

/* As akv check left it; null where it never ran. */
static void add_state(const struct akv_config *config,
		      const struct akv_vault_config *vault,
		      struct akv_json *object)
{
	struct akv_check_summary summary = { 0 };
	char date[AKV_CLOCK_DATE_SIZE];
	bool is_known = akv_check_state_vault(config, vault, &summary) &&
			summary.checked_at != 0;

	if (is_known)
		akv_clock_date(summary.checked_at, date);
	akv_json_set_text(object, "state",
			  is_known ? akv_check_word(summary.worst) : NULL);
	akv_json_set_text(object, "checkedAt", is_known ? date : NULL);
}

struct akv_json *akv_vault_output(const struct akv_config *config,
				  const struct akv_vault_config *vault)
{
	struct akv_json *object = akv_json_new_object();

	akv_json_set_text(object, "name", vault->name);
	akv_json_set_text(object, "subscription", vault->subscription);
	akv_json_set_text(object, "resourceGroup", vault->resource_group);
	akv_json_set_text(object, "location", vault->location);
	akv_json_set_text(object, "permissionModel", vault->permission_model);
	add_state(config, vault, object);
	akv_json_set_text(object, "host", vault->host);
	akv_json_set_boolean(object, "isDefault", vault->is_default);
	return object;
}
