/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_VAULT_CHECK_ROWS_H
#define AKV_CMD_VAULT_CHECK_ROWS_H

#include "cmd/vault_check_rights.h"
#include "cmd/vault_check_row.h"

/*
 * The prerequisites of a vault, a row each: what was seen of it, and what
 * would mend it.  Made from what core found out; asks nobody.
 */

enum { AKV_VAULT_CHECK_ROWS = 15 };

/* akv_vault_check_rows_make(check, rows): all of them, in order. */
void akv_vault_check_rows_make(
	const struct akv_vault_check *check,
	struct akv_vault_check_row rows[AKV_VAULT_CHECK_ROWS]);

/* akv_vault_check_rows_worst(rows): the worst failure, by
 * akv_check_is_worse(); NULL where nothing failed. */
const struct akv_vault_check_row *akv_vault_check_rows_worst(
	const struct akv_vault_check_row rows[AKV_VAULT_CHECK_ROWS]);

#endif
