/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_VAULT_FACTS_H
#define AKV_CORE_VAULT_FACTS_H

#include <stdbool.h>

#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/resource_manager.h"
#include "libhelper/core/token.h"
#include "libhelper/reply/access_token.h"

/*
 * What can be learned of a vault and of us without asking the vault: whom our
 * token speaks for, and what Azure Resource Manager says of the vault's
 * set-up and of our rights.  A principal that may only read secrets sees
 * nothing of the latter: each part says whether it is known.
 */

/* A role that lets us do more than reading needs. */
struct akv_vault_excess {
	char role[AKV_ROLE_NAME_SIZE];	 /* its name; any characters */
	char scope[AKV_ROLE_SCOPE_SIZE]; /* where; any characters */
};

struct akv_vault_facts {
	/* AKV_OK: we are signed in; else why not */
	enum akv_code sign_in_code;
	struct akv_error sign_in_err;
	struct akv_access_token who; /* "" where the token cannot be read */

	/* where the vault is: by the configuration, else by Resource Manager */
	bool has_place;
	struct akv_vault_place place;

	bool has_resource; /* else ${resource_err} says why not */
	struct akv_error resource_err;
	struct akv_vault_resource resource;

	bool has_rights; /* of our roles; else ${rights_err} says why not */
	struct akv_error rights_err;
	struct akv_role_rights rights;
	bool has_excess; /* one role that gives too much is known by name */
	struct akv_vault_excess excess;
};

/* akv_vault_facts_start(vault, out): what the configuration says; asks
 * nobody. */
void akv_vault_facts_start(const struct akv_vault_config *vault,
			   struct akv_vault_facts *out);

/* akv_vault_facts_who(source, facts): sign in to the vaults' service, and no
 * more: ${sign_in_code} and ${who}. */
void akv_vault_facts_who(const struct akv_token_source *source,
			 struct akv_vault_facts *facts);

/*
 * akv_vault_facts_look(source, vault, facts): ask Resource Manager about
 * ${vault}, and add what it says to ${facts}, which akv_vault_facts_start()
 * began.  Where the configuration does not say where the vault is, it is
 * looked for in the subscriptions that we may see.
 */
void akv_vault_facts_look(const struct akv_token_source *source,
			  const struct akv_vault_config *vault,
			  struct akv_vault_facts *facts);

#endif
