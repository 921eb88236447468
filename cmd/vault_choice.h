/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_VAULT_CHOICE_H
#define AKV_CMD_VAULT_CHOICE_H

#include "cmd/session.h"
#include "cmd/vault_find.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * akv_vault_choice_make(session, timeout_ms, wanted, place, err): let a person
 * at the terminal choose what ${wanted} does not say: the subscription, the
 * resource group or all of them, the vault.  All pages of each list are
 * fetched first.  AKV_ERR_DENIED (NothingVisible), saying what to do, when the
 * principal sees none of it.
 */
enum akv_code akv_vault_choice_make(struct akv_session *session,
				    int64_t timeout_ms,
				    const struct akv_vault_wanted *wanted,
				    struct akv_vault_place *place,
				    struct akv_error *err) AKV_CHECKED;

#endif
