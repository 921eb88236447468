/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_VAULT_CLIENT_H
#define AKV_CORE_VAULT_CLIENT_H

#include "libhelper/azure/url.h"
#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/token.h"
#include "libhelper/edge/http.h"
#include "libhelper/reply/vault_error.h"

/*
 * One vault, and all that several requests to it share: the connection, the
 * token, and the reply.  Whatever is read of a vault is read through this: the
 * retries, and what a 401 calls for, are here and nowhere else.  One thread at
 * a time.
 */
struct akv_vault_client;

/*
 * akv_vault_client_new(source, host, out, err): a client of the vault
 * ${host}.  Opens nothing and asks nobody.  ${source} is copied; what it
 * points to must outlive the client, the caller's to akv_vault_client_free().
 */
enum akv_code akv_vault_client_new(const struct akv_token_source *source,
				   const char *host,
				   struct akv_vault_client **out,
				   struct akv_error *err) AKV_CHECKED;

/* akv_vault_client_free(client): close its connection; NULL does nothing. */
void akv_vault_client_free(struct akv_vault_client *client);
AKV_DEFINE_FREEP(vault_client)

/* akv_vault_client_host(client): whose client it is; borrowed. */
const char *akv_vault_client_host(const struct akv_vault_client *client);

/*
 * akv_vault_client_set_deadline(client, deadline): requests from here on are
 * to be done by ${deadline} in the place of the source's.  Where there was no
 * token, the next request looks for one again; and what was refused before may
 * be replaced again.
 */
void akv_vault_client_set_deadline(struct akv_vault_client *client,
				   struct akv_deadline deadline);

/*
 * akv_vault_client_request(client, secret, version): what akv_vault_error()
 * has to know about a request for ${secret} (may be NULL) in its ${version}
 * (NULL or "": the newest).  Borrows from ${client} and both.
 */
struct akv_vault_request
akv_vault_client_request(const struct akv_vault_client *client,
			 const char *secret, const char *version);

/*
 * akv_vault_client_get(client, url, about, out, err): GET ${url}, which must
 * be of the client's vault.  The first time, the token is found while the
 * connection is opened.  A refused token is replaced once, and once more where
 * the vault demands claims of it, unless the vault trusts another tenant or
 * another service; transient faults are retried.
 * ${about} is for the sentences.  Where there is no other token, that is the
 * reason of every request until akv_vault_client_set_deadline().
 *
 * AKV_OK: a reply with any status but 401 is in ${out}, to be judged by the
 * caller; borrowed until the client's next request.  Else as akv_token_get(),
 * akv_http_get() and, for a 401, akv_vault_error() and akv_challenge_check()
 * fail.
 */
enum akv_code akv_vault_client_get(struct akv_vault_client *client,
				   const struct akv_vault_url *url,
				   const struct akv_vault_request *about,
				   const struct akv_http_reply **out,
				   struct akv_error *err) AKV_CHECKED;

/*
 * akv_vault_client_get_once(client, url, out, err): the same, but whatever
 * comes back is final, a 401 too: for what is good to know and not needed.
 */
enum akv_code akv_vault_client_get_once(struct akv_vault_client *client,
					const struct akv_vault_url *url,
					const struct akv_http_reply **out,
					struct akv_error *err) AKV_CHECKED;

/* akv_vault_client_forget(client): wipe the last reply, which may hold a
 * secret, before the next request does. */
void akv_vault_client_forget(struct akv_vault_client *client);

#endif
