/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_VAULT_GRANTS_H
#define AKV_CMD_VAULT_GRANTS_H

#include <stddef.h>

#include "cmd/vault_words.h"
#include "libhelper/core/config.h"
#include "libhelper/core/vault_facts.h"
#include "libhelper/edge/json.h"

/*
 * The commands of the Azure CLI that grant us what reading a vault needs, and
 * that revoke it.  Made from names that have been checked; nobody runs them.
 */

/* Whom, where, and what for.  Borrowed. */
struct akv_vault_grants {
	const struct akv_vault_config *vault;
	enum akv_vault_words_model model; /* UNKNOWN: both are shown */
	const char *object_id;		  /* "": not known */
	const char *client_id;		  /* "": not known either */
	/* where the vault is; NULL: not known */
	const struct akv_vault_place *place;
	const char *const *secrets; /* of connections */
	size_t secret_count;
};

/*
 * akv_vault_grants_describe(grants): an array of objects with the members
 * model ("roles", "access policies"), action ("grant", "revoke"), scope
 * ("vault", or a secret's name), needed ("required", "optional", or
 * "alternative" to the required one; null to revoke), permission and command.
 * The caller's.
 */
struct akv_json *
akv_vault_grants_describe(const struct akv_vault_grants *grants);

#endif
