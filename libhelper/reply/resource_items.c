/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/azure/names.h"
#include "libhelper/base/text.h"
#include "libhelper/reply/date_time.h"

#include "libhelper/reply/resource_items.h"

enum { RESOURCE_ID_SIZE = 1024 };

bool akv_resource_items_read_guid(const struct akv_json *item,
				  const char *member,
				  char out[AKV_RESOURCE_ID_SIZE])
{
	if (akv_json_copy_text(item, member, out, AKV_RESOURCE_ID_SIZE) &&
	    akv_names_is_guid(out))
		return true;
	out[0] = '\0';
	return false;
}

void akv_resource_items_read_location(const struct akv_json *item,
				      char out[AKV_RESOURCE_LOCATION_SIZE])
{
	if (!akv_json_copy_text(item, "location", out,
				AKV_RESOURCE_LOCATION_SIZE) ||
	    akv_resource_names_check_location(out, NULL) != AKV_OK)
		out[0] = '\0';
}

/* -- a vault's resource id -- */

/* Goes over ${prefix}, whatever its case, and takes what follows up to the
 * next slash or the end. */
static bool take_part(const char **at, const char *prefix, char *out,
		      size_t size)
{
	size_t len;

	if (!akv_text_starts_nocase(*at, prefix))
		return false;
	*at += strlen(prefix);
	len = strcspn(*at, "/");
	if (len == 0 || len >= size)
		return false;
	memcpy(out, *at, len);
	out[len] = '\0';
	*at += len;
	return true;
}

bool akv_resource_items_read_vault_id(const struct akv_json *item,
				      const char *member,
				      struct akv_vault_place *out)
{
	struct akv_vault_place place;
	char id[RESOURCE_ID_SIZE];
	const char *at = id;

	if (!akv_json_copy_text(item, member, id, sizeof(id)) ||
	    !take_part(&at, "/subscriptions/", place.subscription,
		       sizeof(place.subscription)) ||
	    !take_part(&at, "/resourceGroups/", place.resource_group,
		       sizeof(place.resource_group)) ||
	    !take_part(&at, "/providers/Microsoft.KeyVault/vaults/", place.name,
		       sizeof(place.name)) ||
	    *at != '\0')
		return false;
	if (!akv_names_is_guid(place.subscription) ||
	    akv_resource_names_check_group(place.resource_group, NULL) !=
		    AKV_OK ||
	    akv_names_check_vault(place.name, NULL) != AKV_OK)
		return false;
	*out = place;
	return true;
}

/* -- items -- */

bool akv_resource_items_read_subscription(const struct akv_json *item,
					  struct akv_subscription *out)
{
	struct akv_subscription subscription = { 0 };

	if (!akv_resource_items_read_guid(item, "subscriptionId",
					  subscription.id))
		return false;
	(void)akv_resource_items_read_guid(item, "tenantId",
					   subscription.tenant);
	(void)akv_json_copy_text(item, "displayName", subscription.display_name,
				 sizeof(subscription.display_name));
	(void)akv_json_copy_text(item, "state", subscription.state,
				 sizeof(subscription.state));
	*out = subscription;
	return true;
}

bool akv_resource_items_read_group(const struct akv_json *item,
				   struct akv_resource_group *out)
{
	struct akv_resource_group group = { 0 };

	if (!akv_json_copy_text(item, "name", group.name, sizeof(group.name)) ||
	    akv_resource_names_check_group(group.name, NULL) != AKV_OK)
		return false;
	akv_resource_items_read_location(item, group.location);
	*out = group;
	return true;
}

static int64_t read_date(const struct akv_json *item, const char *member)
{
	int64_t at = 0;
	char text[64];

	if (akv_json_copy_text(item, member, text, sizeof(text)))
		(void)akv_date_time_parse(text, &at);
	return at > 0 ? at : 0;
}

bool akv_resource_items_read_deleted_vault(const struct akv_json *item,
					   struct akv_deleted_vault *out)
{
	const struct akv_json *properties = akv_json_member(item, "properties");
	struct akv_deleted_vault vault = { 0 };
	struct akv_vault_place place;

	if (!akv_json_copy_text(item, "name", vault.name, sizeof(vault.name)) ||
	    akv_names_check_vault(vault.name, NULL) != AKV_OK)
		return false;
	if (akv_resource_items_read_vault_id(properties, "vaultId", &place))
		memcpy(vault.resource_group, place.resource_group,
		       sizeof(vault.resource_group));
	akv_resource_items_read_location(properties, vault.location);
	vault.deleted_at = read_date(properties, "deletionDate");
	vault.purged_at = read_date(properties, "scheduledPurgeDate");
	*out = vault;
	return true;
}
