/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_VAULT_RESOURCE_H
#define AKV_REPLY_VAULT_RESOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/azure/url.h"
#include "libhelper/edge/json.h"
#include "libhelper/reply/access_policy.h"
#include "libhelper/reply/resource_items.h"

/*
 * A vault as Azure Resource Manager describes it (Microsoft.KeyVault,
 * "Vaults - Get"): how it is set up, never what is in it.
 */

enum akv_vault_model {
	AKV_VAULT_MODEL_POLICIES, /* access policies */
	AKV_VAULT_MODEL_ROLES,	  /* role-based: policies are ignored */
};

enum akv_vault_network {
	AKV_VAULT_NETWORK_ENABLED,   /* public; its rules may still say no */
	AKV_VAULT_NETWORK_DISABLED,  /* through private endpoints alone */
	AKV_VAULT_NETWORK_PERIMETER, /* a network security perimeter decides */
	AKV_VAULT_NETWORK_OTHER,     /* a word that we do not know */
};

/* A member that may be left out. */
enum akv_vault_said {
	AKV_VAULT_UNSAID,
	AKV_VAULT_YES,
	AKV_VAULT_NO,
};

struct akv_vault_resource {
	struct akv_vault_place place;
	char location[AKV_RESOURCE_LOCATION_SIZE]; /* or "" */
	char tenant[AKV_RESOURCE_ID_SIZE];	   /* or "" */
	/* of vaultUri, by akv_url_check_vault_uri(); "" where that refuses
	 * it */
	char host[AKV_URL_HOST_SIZE];
	enum akv_vault_model model;
	enum akv_vault_network network;
	bool denies_by_default; /* networkAcls.defaultAction: the firewall */
	size_t address_rule_count;
	size_t network_rule_count;
	size_t private_endpoint_count;
	enum akv_vault_said soft_delete;
	int retention_days; /* of soft delete; 0: not said */
	bool has_purge_protection;
	/* tokenBindingParameters.mode: bearer tokens are refused */
	bool needs_bound_tokens;
	/* what its policies give to the principal that was asked about, under
	 * AKV_VAULT_MODEL_POLICIES */
	bool has_rights;
	struct akv_access_rights rights;
};

/*
 * akv_vault_resource_read(item, object_id, out): ${item} of a list, or the
 * reply to a request for one vault.  ${object_id} is whose policies are looked
 * for; NULL: nobody's.  False, with ${out} untouched, when it is no vault that
 * could be asked for: no id by akv_resource_items_read_vault_id(), no
 * properties.
 */
bool akv_vault_resource_read(const struct akv_json *item, const char *object_id,
			     struct akv_vault_resource *out);

/* akv_vault_resource_model_name(model): "roles", "access policies". */
const char *akv_vault_resource_model_name(enum akv_vault_model model);

#endif
