/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_VAULT_FORBIDDEN_H
#define AKV_REPLY_VAULT_FORBIDDEN_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/reply/vault_refusal.h"

/*
 * akv_vault_forbidden(refusal, err): a 403 has many causes that have nothing
 * to do with each other: a role or an access policy that is missing
 * (AKV_ERR_DENIED), the vault's network rules (AKV_ERR_FIREWALL), a disabled
 * secret (AKV_ERR_UNUSABLE), or a proxy (AKV_ERR_UNREACHABLE).  Private to
 * vault_error.c.
 */
enum akv_code akv_vault_forbidden(const struct akv_vault_refusal *refusal,
				  struct akv_error *err) AKV_CHECKED;

#endif
