/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_VAULT_WORDS_H
#define AKV_CMD_VAULT_WORDS_H

#include "libhelper/azure/url.h"
#include "libhelper/base/text.h"
#include "libhelper/core/config.h"
#include "libhelper/core/vault_facts.h"
#include "libhelper/core/vault_probe.h"

/* Words about vaults, for sentences and for commands to copy. */

/* What decides who may read. */
enum akv_vault_words_model {
	AKV_VAULT_WORDS_UNKNOWN,
	AKV_VAULT_WORDS_ROLES,
	AKV_VAULT_WORDS_POLICIES,
};

/* akv_vault_words_model(facts): by Resource Manager alone. */
enum akv_vault_words_model
akv_vault_words_model(const struct akv_vault_facts *facts);

/* akv_vault_words_right(right): behind "we may": "read secrets", ... */
const char *akv_vault_words_right(enum akv_vault_right right);

/* What Azure calls a vault: its name in the configuration may be another. */
struct akv_vault_words_name {
	char text[AKV_URL_HOST_SIZE];
};

/* akv_vault_words_name(vault): by its host. */
struct akv_vault_words_name
akv_vault_words_name(const struct akv_vault_config *vault);

/*
 * akv_vault_words_add_quoted(text, word): append ${word} as one word of a POSIX
 * shell, between ' unless it has nothing that would need them.  Control
 * characters become ?: no command is worth a terminal.
 */
void akv_vault_words_add_quoted(struct akv_text *text, const char *word);

#endif
