/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"

#include "libhelper/core/vault_facts.h"

enum {
	/* what is looked through for a vault, or for a role */
	SUBSCRIPTIONS_MAX = 64,
	ASSIGNMENTS_MAX = 64,
};

/* -- what is known at once -- */

/* Fits ${from}, which its own rule has made short enough. */
static void copy(char *to, size_t size, const char *from)
{
	struct akv_text text;

	akv_text_init(&text, to, size);
	akv_text_add(&text, from);
}

static void take_name(const struct akv_vault_config *vault,
		      struct akv_vault_place *place)
{
	struct akv_text text;

	akv_text_init(&text, place->name, sizeof(place->name));
	akv_text_add_bytes(&text, vault->host, strcspn(vault->host, "."));
}

void akv_vault_facts_start(const struct akv_vault_config *vault,
			   struct akv_vault_facts *out)
{
	*out = (struct akv_vault_facts){ 0 };
	if (vault->subscription == NULL || vault->resource_group == NULL)
		return;
	copy(out->place.subscription, sizeof(out->place.subscription),
	     vault->subscription);
	copy(out->place.resource_group, sizeof(out->place.resource_group),
	     vault->resource_group);
	take_name(vault, &out->place);
	out->has_place = true;
}

/* -- whose token it is -- */

void akv_vault_facts_who(const struct akv_token_source *source,
			 struct akv_vault_facts *facts)
{
	__attribute__((
		cleanup(akv_token_clear))) struct akv_token token = { 0 };

	facts->sign_in_code =
		akv_token_get(source, source->principal->cloud->vault_audience,
			      &token, &facts->sign_in_err);
	if (facts->sign_in_code == AKV_OK)
		(void)akv_access_token_read(token.value, &facts->who);
}

/* -- where the vault is -- */

struct search {
	const struct akv_vault_config *vault;
	struct akv_vault_facts *facts;
};

static bool see_vault(const struct akv_vault_resource *resource, void *context)
{
	struct search *search = context;

	if (!akv_text_equal_nocase(resource->host, search->vault->host))
		return true;
	search->facts->place = resource->place;
	search->facts->has_place = true;
	return false;
}

static enum akv_code
search_subscription(struct akv_resource_manager_client *client,
		    const char *subscription, struct search *search,
		    struct akv_error *err)
{
	const struct akv_vault_resource_visitor visitor = {
		.visit = see_vault,
		.context = search,
	};

	return akv_resource_manager_each_vault(client, subscription,
					       search->vault->resource_group,
					       &visitor, err);
}

struct subscriptions {
	char ids[SUBSCRIPTIONS_MAX][AKV_RESOURCE_ID_SIZE];
	size_t count;
};

static bool note_subscription(const struct akv_subscription *subscription,
			      void *context)
{
	struct subscriptions *found = context;

	copy(found->ids[found->count], sizeof(found->ids[0]), subscription->id);
	found->count++;
	return found->count < SUBSCRIPTIONS_MAX;
}

static enum akv_code
search_everywhere(struct akv_resource_manager_client *client,
		  struct search *search, struct akv_error *err)
{
	struct subscriptions found = { 0 };
	const struct akv_subscription_visitor visitor = {
		.visit = note_subscription,
		.context = &found,
	};
	enum akv_code code =
		akv_resource_manager_each_subscription(client, &visitor, err);

	for (size_t i = 0;
	     code == AKV_OK && i < found.count && !search->facts->has_place;
	     i++) {
		code = search_subscription(client, found.ids[i], search, err);
		/* in another subscription it may be seen */
		if (code == AKV_ERR_DENIED || code == AKV_ERR_NOT_FOUND)
			code = AKV_OK;
	}
	return code;
}

static enum akv_code find_place(struct akv_resource_manager_client *client,
				const struct akv_vault_config *vault,
				struct akv_vault_facts *facts,
				struct akv_error *err)
{
	struct search search = { .vault = vault, .facts = facts };
	enum akv_code code;

	if (facts->has_place)
		return AKV_OK;
	code = vault->subscription != NULL ?
		       search_subscription(client, vault->subscription, &search,
					   err) :
		       search_everywhere(client, &search, err);
	if (code == AKV_OK && !facts->has_place)
		code = akv_fail(err, AKV_ERR_NOT_FOUND, "VaultNotVisible",
				"vault %s is in no subscription that we may "
				"see",
				vault->name);
	return code;
}

/* -- what our roles let us do -- */

struct roles {
	struct akv_resource_manager_client *client;
	struct akv_vault_facts *facts;
	size_t looked_at;
	bool is_incomplete;
};

static bool is_too_much(const struct akv_role_rights *rights)
{
	char unused[8];
	struct akv_text text;

	akv_text_init(&text, unused, sizeof(unused));
	return akv_role_permissions_excess(rights, &text) > 0;
}

static bool see_assignment(const struct akv_role_assignment *assignment,
			   void *context)
{
	struct roles *roles = context;
	struct akv_vault_facts *facts = roles->facts;
	struct akv_role_definition role;

	if (roles->looked_at++ == ASSIGNMENTS_MAX) {
		roles->is_incomplete = true;
		return false;
	}
	if (akv_resource_manager_role(roles->client, assignment->role, &role,
				      NULL) != AKV_OK) {
		roles->is_incomplete = true;
		return true;
	}
	facts->rights.operations |= role.rights.operations;
	if (is_too_much(&role.rights) && !facts->has_excess) {
		facts->has_excess = true;
		copy(facts->excess.role, sizeof(facts->excess.role), role.name);
		copy(facts->excess.scope, sizeof(facts->excess.scope),
		     assignment->scope);
	}
	return true;
}

/*
 * Assignments show more than permissions do: which role it is, and those of
 * single secrets.  Few may see them, and then permissions, which everybody may
 * ask for, are what there is.
 */
static void look_at_rights(struct akv_resource_manager_client *client,
			   struct akv_vault_facts *facts)
{
	struct roles roles = { .client = client, .facts = facts };
	const struct akv_role_assignment_visitor visitor = {
		.visit = see_assignment,
		.context = &roles,
	};
	struct akv_role_rights permissions = { 0 };
	struct akv_error why = { 0 };

	facts->has_rights =
		akv_resource_manager_rights(client, &facts->place, &permissions,
					    &facts->rights_err) == AKV_OK;
	facts->rights = permissions;
	if (akv_resource_manager_each_assignment(client, &facts->place,
						 &visitor, &why) != AKV_OK)
		akv_trace("role assignments are not visible: %s", why.text);
	else if (!roles.is_incomplete)
		facts->has_rights = true;
}

/* -- all of it -- */

static void look_at_vault(struct akv_resource_manager_client *client,
			  struct akv_vault_facts *facts)
{
	facts->has_resource = akv_resource_manager_vault(
				      client, &facts->place, &facts->resource,
				      &facts->resource_err) == AKV_OK;
}

void akv_vault_facts_look(const struct akv_token_source *source,
			  const struct akv_vault_config *vault,
			  struct akv_vault_facts *facts)
{
	AKV_AUTO(resource_manager_client) *client = NULL;
	struct akv_error *why = &facts->resource_err;
	enum akv_code code;

	code = akv_resource_manager_client_new(source, &client, why);
	if (code == AKV_OK)
		code = find_place(client, vault, facts, why);
	if (code != AKV_OK) {
		facts->rights_err = *why;
		return;
	}
	look_at_vault(client, facts);
	/* what ended the talk about the vault ends all of it */
	if (!facts->has_resource && why->code != AKV_ERR_DENIED &&
	    why->code != AKV_ERR_NOT_FOUND) {
		facts->rights_err = *why;
		return;
	}
	look_at_rights(client, facts);
}
