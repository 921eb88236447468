/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_VAULT_COMMAND_H
#define AKV_CMD_VAULT_COMMAND_H

#include <stddef.h>

#include "cmd/options.h"
#include "cmd/session.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"

/* What akv vault check and akv vault permissions share. */

/*
 * akv_vault_command_vault(session, options, out, err): the linked vault that
 * --name, --vault-name or the operand names, else the default one; borrowed.
 */
enum akv_code akv_vault_command_vault(const struct akv_session *session,
				      const struct akv_options *options,
				      const struct akv_vault_config **out,
				      struct akv_error *err) AKV_CHECKED;

enum { AKV_VAULT_COMMAND_SECRETS_MAX = 32 };

/*
 * akv_vault_command_secrets(config, vault, out): the names of the secrets that
 * connections use in ${vault}, each once, as many as ${out} has room for;
 * borrowed.  How many there are.
 */
size_t
akv_vault_command_secrets(const struct akv_config *config,
			  const struct akv_vault_config *vault,
			  const char *out[AKV_VAULT_COMMAND_SECRETS_MAX]);

#endif
