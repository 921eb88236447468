/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_VAULT_CLIENTS_H
#define AKV_CORE_VAULT_CLIENTS_H

#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/token.h"
#include "libhelper/core/vault_client.h"

/*
 * The vault clients of the workers of side_by_side.h: each has one for each
 * vault that it has asked, and its connections stay open from job to job.
 */
struct akv_vault_clients;

/*
 * akv_vault_clients_new(source, out, err): none yet.  What ${source} points to
 * must outlive them; ${source->share} should be set, or each signs in.  The
 * caller's to free.
 */
enum akv_code akv_vault_clients_new(const struct akv_token_source *source,
				    struct akv_vault_clients **out,
				    struct akv_error *err) AKV_CHECKED;

/* akv_vault_clients_free(clients): close them all; NULL does nothing. */
void akv_vault_clients_free(struct akv_vault_clients *clients);
AKV_DEFINE_FREEP(vault_clients)

/* akv_vault_clients_set_deadline(clients, deadline): as
 * akv_vault_client_set_deadline(), for all, and for those to come.  While no
 * worker works. */
void akv_vault_clients_set_deadline(struct akv_vault_clients *clients,
				    struct akv_deadline deadline);

/*
 * akv_vault_clients_get(clients, worker, host, out, err): the client of the
 * vault ${host} that belongs to ${worker}, below AKV_SIDE_BY_SIDE_MAX; made
 * the first time.  Borrowed.  Fails as akv_vault_client_new() does.
 */
enum akv_code akv_vault_clients_get(struct akv_vault_clients *clients,
				    size_t worker, const char *host,
				    struct akv_vault_client **out,
				    struct akv_error *err) AKV_CHECKED;

#endif
