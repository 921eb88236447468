/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_VAULT_CHECK_RIGHTS_H
#define AKV_CMD_VAULT_CHECK_RIGHTS_H

#include "cmd/vault_check_row.h"
#include "cmd/vault_words.h"
#include "libhelper/core/config.h"
#include "libhelper/core/vault_facts.h"
#include "libhelper/core/vault_probe.h"

/* The rows about what we may do: what reading needs, and what is too much. */

/* What the rows are made from.  Borrowed. */
struct akv_vault_check {
	const struct akv_config *config;
	const struct akv_vault_config *vault;
	const char *client_id; /* whom we sign in as; "" where not known */
	const struct akv_vault_facts *facts;
	const struct akv_vault_probe *probe;
};

/* akv_vault_check_rights_model(check): what decides who may read, by Resource
 * Manager, else by the vault's own answers. */
enum akv_vault_words_model
akv_vault_check_rights_model(const struct akv_vault_check *check);

/* akv_vault_check_rights_tried(check, right, row): whether we have a right, by
 * trying it.  Only that to read secrets is one that nothing works without. */
void akv_vault_check_rights_tried(const struct akv_vault_check *check,
				  enum akv_vault_right right,
				  struct akv_vault_check_row *row);

/* akv_vault_check_rights_excess(check, row): whether we have rights that could
 * change something.  Ok only where all that could give us one was seen. */
void akv_vault_check_rights_excess(const struct akv_vault_check *check,
				   struct akv_vault_check_row *row);

#endif
