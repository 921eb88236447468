/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_RESOURCE_ITEMS_H
#define AKV_REPLY_RESOURCE_ITEMS_H

#include <stdbool.h>
#include <stdint.h>

#include "libhelper/azure/resource_names.h"
#include "libhelper/edge/json.h"

/*
 * Items of Azure Resource Manager's lists, as far as we use them.  A name that
 * breaks Azure's rules cannot be asked for, so such an item is not read: the
 * functions are false then.  What is for people alone ("" where it is not
 * there) may hold any characters: it is escaped where it is shown.
 */

enum {
	AKV_RESOURCE_ID_SIZE = 37, /* a GUID */
	AKV_RESOURCE_VAULT_NAME_SIZE = 25,
	AKV_RESOURCE_DISPLAY_NAME_SIZE = 257,
	AKV_RESOURCE_STATE_SIZE = 33,
};

struct akv_subscription {
	char id[AKV_RESOURCE_ID_SIZE];
	char tenant[AKV_RESOURCE_ID_SIZE];		   /* or "" */
	char display_name[AKV_RESOURCE_DISPLAY_NAME_SIZE]; /* for people */
	char state[AKV_RESOURCE_STATE_SIZE]; /* Enabled, Disabled, ... */
};

struct akv_resource_group {
	char name[AKV_RESOURCE_GROUP_SIZE];
	char location[AKV_RESOURCE_LOCATION_SIZE]; /* or "" */
};

/* A soft-deleted vault: its name is taken until it is purged. */
struct akv_deleted_vault {
	char name[AKV_RESOURCE_VAULT_NAME_SIZE];
	char resource_group[AKV_RESOURCE_GROUP_SIZE]; /* or "" */
	char location[AKV_RESOURCE_LOCATION_SIZE];    /* or "" */
	int64_t deleted_at; /* Unix seconds; 0 when absent */
	int64_t purged_at;  /* when it will be; 0 when absent */
};

/* akv_resource_items_read_subscription(item, out), ... */
bool akv_resource_items_read_subscription(const struct akv_json *item,
					  struct akv_subscription *out);
bool akv_resource_items_read_group(const struct akv_json *item,
				   struct akv_resource_group *out);
bool akv_resource_items_read_deleted_vault(const struct akv_json *item,
					   struct akv_deleted_vault *out);

/* Where a vault is: the parts of its resource id. */
struct akv_vault_place {
	char subscription[AKV_RESOURCE_ID_SIZE];
	char resource_group[AKV_RESOURCE_GROUP_SIZE];
	char name[AKV_RESOURCE_VAULT_NAME_SIZE];
};

/*
 * akv_resource_items_read_vault_id(item, member, out): the parts of the
 * resource id of a vault, /subscriptions/GUID/resourceGroups/NAME/providers/
 * Microsoft.KeyVault/vaults/NAME, whatever its case, in member ${member} of
 * ${item}.
 */
bool akv_resource_items_read_vault_id(const struct akv_json *item,
				      const char *member,
				      struct akv_vault_place *out);

/* akv_resource_items_read_location(item, out): member "location", or "". */
void akv_resource_items_read_location(const struct akv_json *item,
				      char out[AKV_RESOURCE_LOCATION_SIZE]);

/* akv_resource_items_read_guid(item, member, out): that member if it is a
 * GUID; else "" and false. */
bool akv_resource_items_read_guid(const struct akv_json *item,
				  const char *member,
				  char out[AKV_RESOURCE_ID_SIZE]);

#endif
