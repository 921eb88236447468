/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_VAULT_CONSENT_H
#define AKV_CMD_VAULT_CONSENT_H

#include "cmd/options.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * Privacy and compliance: what is read of a vault that is linked, and where it
 * goes.  Nobody links one without agreeing to that.
 */

/*
 * akv_vault_consent_check(options, err): may it be agreed to at all: with
 * --accept, or by somebody at the terminal?  AKV_ERR_USAGE (NotAgreed)
 * otherwise; whatever stdin has is no agreement.
 */
enum akv_code akv_vault_consent_check(const struct akv_options *options,
				      struct akv_error *err) AKV_CHECKED;

/*
 * akv_vault_consent_get(options, vault, err): unless it was agreed to with
 * --accept, show the text about ${vault} at the terminal and wait for the word
 * yes.  AKV_ERR_USAGE (NotAgreed) for any other.
 */
enum akv_code akv_vault_consent_get(const struct akv_options *options,
				    const char *vault, struct akv_error *err)
	AKV_CHECKED;

#endif
