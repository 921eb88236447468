/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "cmd/report.h"
#include "libhelper/base/text.h"
#include "libhelper/core/vault_list.h"

#include "cmd/vault_find.h"

enum akv_code akv_vault_find_client(struct akv_session *session,
				    int64_t timeout_ms,
				    struct akv_resource_manager_client **out,
				    struct akv_error *err)
{
	struct akv_token_source source;

	session->deadline = akv_clock_deadline_in(timeout_ms);
	source = akv_session_token_source(session);
	return akv_resource_manager_client_new(&source, out, err);
}

/* -- in the list of a subscription -- */

struct search {
	const char *name;
	struct akv_vault_resource vault;
	size_t count;
};

static bool compare(const struct akv_vault_resource *vault, void *context)
{
	struct search *search = context;

	if (!akv_text_equal_nocase(vault->place.name, search->name))
		return true;
	search->vault = *vault;
	search->count++;
	return search->count < 2;
}

static enum akv_code search(struct akv_resource_manager_client *client,
			    const struct akv_vault_wanted *wanted,
			    struct akv_vault_resource *out,
			    struct akv_error *err)
{
	struct search search = { .name = wanted->name };
	const struct akv_vault_resource_visitor visitor = { .visit = compare,
							    .context =
								    &search };
	enum akv_code code = akv_resource_manager_each_vault(
		client, wanted->subscription, NULL, &visitor, err);

	if (code != AKV_OK)
		return code;
	*out = search.vault;
	if (search.count == 1)
		return AKV_OK;
	if (search.count > 1) {
		akv_fail(err, AKV_ERR_USAGE, "AmbiguousVault",
			 "two vaults of the subscription have the name %s",
			 wanted->name);
		akv_error_hint(err, "say which one with --resource-group");
		return AKV_ERR_USAGE;
	}
	return akv_fail(err, AKV_ERR_DENIED, "VaultNotVisible",
			"no vault %s is to be seen in the subscription",
			wanted->name);
}

static enum akv_code ask_for(struct akv_resource_manager_client *client,
			     const struct akv_vault_wanted *wanted,
			     struct akv_vault_resource *out,
			     struct akv_error *err)
{
	struct akv_vault_place place = { 0 };

	if (wanted->subscription == NULL)
		return akv_fail(err, AKV_ERR_DENIED, "VaultNotVisible",
				"no subscription was named");
	if (wanted->resource_group == NULL)
		return search(client, wanted, out, err);
	(void)snprintf(place.subscription, sizeof(place.subscription), "%s",
		       wanted->subscription);
	(void)snprintf(place.resource_group, sizeof(place.resource_group), "%s",
		       wanted->resource_group);
	(void)snprintf(place.name, sizeof(place.name), "%s", wanted->name);
	return akv_resource_manager_vault(client, &place, out, err);
}

/* -- among the deleted ones -- */

struct deleted {
	const char *name;
	struct akv_deleted_vault vault;
	bool is_there;
};

static bool compare_deleted(const struct akv_deleted_vault *vault,
			    void *context)
{
	struct deleted *deleted = context;

	if (!akv_text_equal_nocase(vault->name, deleted->name))
		return true;
	deleted->vault = *vault;
	deleted->is_there = true;
	return false;
}

/* Good to know and not needed: a failure to look says nothing. */
static enum akv_code check_deleted(struct akv_resource_manager_client *client,
				   const struct akv_vault_wanted *wanted,
				   struct akv_error *err)
{
	struct deleted deleted = { .name = wanted->name };
	const struct akv_deleted_vault_visitor visitor = {
		.visit = compare_deleted, .context = &deleted
	};
	char until[AKV_CLOCK_DATE_SIZE] = "it is purged";

	if (wanted->subscription == NULL ||
	    akv_resource_manager_each_deleted_vault(
		    client, wanted->subscription, &visitor, NULL) != AKV_OK ||
	    !deleted.is_there)
		return AKV_OK;
	if (deleted.vault.purged_at != 0)
		akv_clock_date(deleted.vault.purged_at, until);
	akv_fail(err, AKV_ERR_NOT_FOUND, "VaultDeleted",
		 "the vault %s was deleted; it can be recovered until %s",
		 deleted.vault.name, until);
	akv_error_hint(err, "az keyvault recover --name %s",
		       deleted.vault.name);
	return AKV_ERR_NOT_FOUND;
}

/* -- may it be linked? -- */

static enum akv_code check_tenant(struct akv_resource_manager_client *client,
				  const struct akv_vault_resource *vault,
				  struct akv_error *err)
{
	struct akv_access_token who = { 0 };
	enum akv_code code = akv_resource_manager_client_who(client, &who, err);

	if (code != AKV_OK || vault->tenant[0] == '\0' ||
	    who.tenant[0] == '\0' ||
	    akv_text_equal_nocase(vault->tenant, who.tenant))
		return code;
	akv_fail(err, AKV_ERR_SIGN_IN, "WrongTenant",
		 "the vault %s belongs to tenant %s, and we sign in to %s",
		 vault->place.name, vault->tenant, who.tenant);
	akv_error_hint(err,
		       "akv login --tenant %s, as a principal of that "
		       "tenant",
		       vault->tenant);
	return AKV_ERR_SIGN_IN;
}

static enum akv_code check_location(const struct akv_config *config,
				    const struct akv_vault_found *found,
				    struct akv_error *err)
{
	if (config->location == NULL || found->location[0] == '\0' ||
	    akv_resource_names_same_location(config->location, found->location))
		return AKV_OK;
	akv_fail(err, AKV_ERR_USAGE, "WrongLocation",
		 "the vault %s is in %s, and this environment is in %s",
		 found->place.name, found->location, config->location);
	akv_error_hint(err,
		       "link a vault of %s, or change location in "
		       "[environment]",
		       config->location);
	return AKV_ERR_USAGE;
}

/* -- what is known then -- */

static void copy(char *out, size_t size, const char *text)
{
	(void)snprintf(out, size, "%s", text != NULL ? text : "");
}

static void set_host(const struct akv_config *config, const char *host,
		     struct akv_vault_found *found)
{
	char usual[AKV_URL_HOST_SIZE];

	(void)snprintf(usual, sizeof(usual), "%s%s", found->place.name,
		       config->cloud->vault_suffix);
	akv_text_lower(usual);
	copy(found->host, sizeof(found->host), host != NULL ? host : usual);
	if (strcmp(found->host, usual) != 0)
		(void)snprintf(found->uri, sizeof(found->uri), "https://%s",
			       found->host);
}

static void take_word(const struct akv_config *config,
		      const struct akv_vault_wanted *wanted,
		      struct akv_vault_found *out)
{
	copy(out->place.subscription, sizeof(out->place.subscription),
	     wanted->subscription);
	copy(out->place.resource_group, sizeof(out->place.resource_group),
	     wanted->resource_group);
	copy(out->place.name, sizeof(out->place.name), wanted->name);
	copy(out->location, sizeof(out->location), wanted->location);
	set_host(config, NULL, out);
}

static enum akv_code take_resource(const struct akv_config *config,
				   const struct akv_vault_resource *vault,
				   struct akv_vault_found *out,
				   struct akv_error *err)
{
	if (vault->host[0] == '\0')
		return akv_fail(err, AKV_ERR_PEER, "BadVaultUri",
				"the vault %s has an address that is no "
				"vault's",
				vault->place.name);
	out->place = vault->place;
	out->is_seen = true;
	copy(out->location, sizeof(out->location), vault->location);
	out->permission_model = vault->model == AKV_VAULT_MODEL_ROLES ?
					"rbac" :
					"access-policy";
	set_host(config, vault->host, out);
	return AKV_OK;
}

/* May not look, or cannot: what was said has to do. */
static bool is_invisible(enum akv_code code)
{
	return code == AKV_ERR_DENIED || code == AKV_ERR_UNREACHABLE ||
	       code == AKV_ERR_FIREWALL;
}

enum akv_code akv_vault_find_look(struct akv_session *session,
				  struct akv_resource_manager_client *client,
				  const struct akv_vault_wanted *wanted,
				  struct akv_vault_found *out,
				  struct akv_error *err)
{
	struct akv_vault_resource vault = { 0 };
	struct akv_error why = { 0 };
	enum akv_code code = ask_for(client, wanted, &vault, &why);

	enum akv_code deleted = AKV_OK;

	*out = (struct akv_vault_found){ 0 };
	if (code == AKV_ERR_NOT_FOUND || code == AKV_ERR_DENIED)
		deleted = check_deleted(client, wanted, err);
	if (deleted != AKV_OK)
		return deleted;
	if (is_invisible(code)) {
		take_word(session->config, wanted, out);
		return check_location(session->config, out, err);
	}
	if (code != AKV_OK) {
		if (err != NULL)
			*err = why;
		return code;
	}
	code = take_resource(session->config, &vault, out, err);
	if (code == AKV_OK)
		code = check_tenant(client, &vault, err);
	if (code == AKV_OK)
		code = check_location(session->config, out, err);
	return code;
}

/* -- the vault itself -- */

static bool stop(AKV_UNUSED const struct akv_list_item *item,
		 AKV_UNUSED void *context)
{
	return false;
}

enum akv_code akv_vault_find_prove(struct akv_session *session,
				   const struct akv_vault_found *found,
				   struct akv_error *err)
{
	AKV_AUTO(vault_client) *client = NULL;
	const struct akv_vault_list which = { .kind = AKV_URL_LIST_SECRETS };
	const struct akv_list_visitor visitor = { .visit = stop };
	struct akv_token_source source = akv_session_token_source(session);
	struct akv_error why = { 0 };
	enum akv_code code =
		akv_vault_client_new(&source, found->host, &client, &why);

	if (code == AKV_OK)
		code = akv_vault_list(client, &which, &visitor, &why);
	if (code == AKV_ERR_DENIED) {
		akv_report_note("the vault answers, but its secrets may not be "
				"listed: %s",
				why.text);
		return AKV_OK;
	}
	if (code != AKV_OK && err != NULL) {
		*err = why;
		akv_error_hint(err, "nothing was linked");
	}
	return code;
}
