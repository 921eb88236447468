/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_VAULT_H
#define AKV_CORE_VAULT_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/token.h"
#include "libhelper/core/vault_client.h"
#include "libhelper/reply/secret_reply.h"

/* Which secret of which vault. */
struct akv_secret_id {
	const struct akv_vault_config *vault;
	const char *name;
	const char *version; /* NULL or "": the newest */
	bool is_shown;	     /* all that came with it is wanted, too */
};

/*
 * akv_vault_prepare(): what akv_vault_get_secret() needs and what is slow to
 * start begins to start in the background.  For callers that have something
 * else to do first.
 */
void akv_vault_prepare(void);

/*
 * akv_vault_read_secret(client, id, out, err): Get Secret.  A secret that is
 * not there is looked up among the deleted ones.  ${client} must be of the
 * vault of ${id}.  Fails with what akv_vault_error() makes of the reply, or as
 * akv_vault_client_get() does.  ${out} is the caller's to clear; its document,
 * whose strings lie in ordinary memory until then, is there for
 * ${id->is_shown} alone.
 */
enum akv_code akv_vault_read_secret(struct akv_vault_client *client,
				    const struct akv_secret_id *id,
				    struct akv_secret_bundle *out,
				    struct akv_error *err) AKV_CHECKED;

/*
 * akv_vault_get_secret(source, id, out, err): the same for who wants this one
 * secret and nothing more.  The vault's connection is opened while the token
 * is being found.
 */
enum akv_code akv_vault_get_secret(const struct akv_token_source *source,
				   const struct akv_secret_id *id,
				   struct akv_secret_bundle *out,
				   struct akv_error *err) AKV_CHECKED;

#endif
