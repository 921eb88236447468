/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_VAULT_CHECK_ROW_H
#define AKV_CMD_VAULT_CHECK_ROW_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/* One prerequisite of a vault: what was seen of it, and what would mend it. */

enum akv_vault_check_state {
	AKV_VAULT_CHECK_OK,
	AKV_VAULT_CHECK_WARNING, /* works, and should be otherwise */
	AKV_VAULT_CHECK_FAILURE,
	AKV_VAULT_CHECK_NOT_VISIBLE, /* may be good or bad: nobody told us */
};

struct akv_vault_check_row {
	const char *name;
	enum akv_vault_check_state state;
	enum akv_code code;		   /* of a failure; else AKV_OK */
	char reason[AKV_ERROR_REASON_MAX]; /* a word for machines, or "" */
	char seen[AKV_ERROR_TEXT_MAX];
	char remedy[AKV_ERROR_HINT_MAX]; /* a command to copy, or "" */
};

/* akv_vault_check_row_set(row, state, fmt, ...): what was seen. */
void akv_vault_check_row_set(struct akv_vault_check_row *row,
			     enum akv_vault_check_state state, const char *fmt,
			     ...) AKV_PRINTF(3, 4);

/* akv_vault_check_row_remedy(row, fmt, ...): the command; one that is too long
 * is left out. */
void akv_vault_check_row_remedy(struct akv_vault_check_row *row,
				const char *fmt, ...) AKV_PRINTF(2, 3);

/* akv_vault_check_row_reason(row, reason) */
void akv_vault_check_row_reason(struct akv_vault_check_row *row,
				const char *reason);

/* akv_vault_check_row_error(row, state, err): all of it from ${err}; the
 * remedy is its first hint that is a command, else its first hint. */
void akv_vault_check_row_error(struct akv_vault_check_row *row,
			       enum akv_vault_check_state state,
			       const struct akv_error *err);

/* akv_vault_check_row_failure(row, code, reason): what a failure comes to. */
void akv_vault_check_row_failure(struct akv_vault_check_row *row,
				 enum akv_code code, const char *reason);

/* akv_vault_check_row_word(state): "ok", "warning", "failure", "not
 * visible". */
const char *akv_vault_check_row_word(enum akv_vault_check_state state);

#endif
