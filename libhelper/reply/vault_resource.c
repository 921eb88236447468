/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "libhelper/reply/vault_resource.h"

enum { RETENTION_DAYS_MAX = 3650 };

static bool is_true(const struct akv_json *json, const char *name)
{
	bool truth = false;

	return akv_json_boolean(akv_json_member(json, name), &truth) && truth;
}

static enum akv_vault_said read_said(const struct akv_json *json,
				     const char *name)
{
	bool truth;

	if (!akv_json_boolean(akv_json_member(json, name), &truth))
		return AKV_VAULT_UNSAID;
	return truth ? AKV_VAULT_YES : AKV_VAULT_NO;
}

/* Both spellings are seen; without a word it is open. */
static enum akv_vault_network read_network(const struct akv_json *properties)
{
	static const struct {
		const char *word;
		enum akv_vault_network network;
	} rows[] = {
		{ "Enabled", AKV_VAULT_NETWORK_ENABLED },
		{ "Disabled", AKV_VAULT_NETWORK_DISABLED },
		{ "SecuredByPerimeter", AKV_VAULT_NETWORK_PERIMETER },
	};
	const struct akv_json *member =
		akv_json_member(properties, "publicNetworkAccess");
	const char *word = akv_json_text(member, NULL);

	if (member == NULL || (word != NULL && *word == '\0'))
		return AKV_VAULT_NETWORK_ENABLED;
	for (size_t i = 0; word != NULL && i < sizeof(rows) / sizeof(*rows);
	     i++)
		if (akv_text_equal_nocase(word, rows[i].word))
			return rows[i].network;
	return AKV_VAULT_NETWORK_OTHER;
}

/* Without rules, everybody may come. */
static void read_rules(const struct akv_json *properties,
		       struct akv_vault_resource *out)
{
	const struct akv_json *rules =
		akv_json_member(properties, "networkAcls");
	const char *action =
		akv_json_text(akv_json_member(rules, "defaultAction"), NULL);

	out->denies_by_default =
		action != NULL && akv_text_equal_nocase(action, "Deny");
	out->address_rule_count =
		akv_json_count(akv_json_member(rules, "ipRules"));
	out->network_rule_count =
		akv_json_count(akv_json_member(rules, "virtualNetworkRules"));
	out->private_endpoint_count = akv_json_count(
		akv_json_member(properties, "privateEndpointConnections"));
}

static void read_host(const struct akv_json *properties,
		      char host[AKV_URL_HOST_SIZE])
{
	char uri[AKV_URL_HOST_SIZE * 2];

	host[0] = '\0';
	if (akv_json_copy_text(properties, "vaultUri", uri, sizeof(uri)))
		(void)!akv_url_check_vault_uri(uri, host, AKV_URL_HOST_SIZE,
					       NULL);
}

static void read_retention(const struct akv_json *properties,
			   struct akv_vault_resource *out)
{
	int64_t days = 0;

	out->soft_delete = read_said(properties, "enableSoftDelete");
	out->has_purge_protection =
		is_true(properties, "enablePurgeProtection");
	if (akv_json_integer(
		    akv_json_member(properties, "softDeleteRetentionInDays"),
		    &days) &&
	    days > 0 && days <= RETENTION_DAYS_MAX)
		out->retention_days = (int)days;
}

static bool needs_bound_tokens(const struct akv_json *properties)
{
	const struct akv_json *parameters =
		akv_json_member(properties, "tokenBindingParameters");
	const char *mode =
		akv_json_text(akv_json_member(parameters, "mode"), NULL);

	return mode != NULL && akv_text_equal_nocase(mode, "Enforced");
}

bool akv_vault_resource_read(const struct akv_json *item, const char *object_id,
			     struct akv_vault_resource *out)
{
	const struct akv_json *properties = akv_json_member(item, "properties");
	struct akv_vault_resource vault = { 0 };

	if (!akv_resource_items_read_vault_id(item, "id", &vault.place) ||
	    akv_json_kind(properties) != AKV_JSON_OBJECT)
		return false;
	akv_resource_items_read_location(item, vault.location);
	(void)akv_resource_items_read_guid(properties, "tenantId",
					   vault.tenant);
	read_host(properties, vault.host);
	/* null and absent are what vaults of old have: policies */
	if (is_true(properties, "enableRbacAuthorization"))
		vault.model = AKV_VAULT_MODEL_ROLES;
	vault.network = read_network(properties);
	read_rules(properties, &vault);
	read_retention(properties, &vault);
	vault.needs_bound_tokens = needs_bound_tokens(properties);
	if (object_id != NULL && vault.model == AKV_VAULT_MODEL_POLICIES)
		vault.has_rights = akv_access_policy_read(
			akv_json_member(properties, "accessPolicies"),
			object_id, &vault.rights);
	*out = vault;
	return true;
}

const char *akv_vault_resource_model_name(enum akv_vault_model model)
{
	switch (model) {
	case AKV_VAULT_MODEL_POLICIES:
		return "access policies";
	case AKV_VAULT_MODEL_ROLES:
		return "roles";
	}
	return "?";
}
