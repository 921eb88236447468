/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_SESSION_H
#define AKV_CMD_SESSION_H

#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/lookup.h"
#include "libhelper/core/principal.h"
#include "libhelper/core/token.h"
#include "libhelper/core/token_store.h"
#include "libhelper/core/vault_clients.h"
#include "libhelper/reply/secret_reply.h"

/* What commands that read a vault share; all of it is owned. */
struct akv_session {
	struct akv_config *config;
	/* these two only after akv_session_set_up() or akv_session_fetch() */
	struct akv_principal *principal;
	struct akv_token_store *store;
	/* only after akv_session_set_up() or akv_session_fetch_all(): a single
	 * request has nobody to share with */
	struct akv_token_share *share;
	struct akv_vault_clients *clients; /* after akv_session_fetch_all() */
	struct akv_deadline deadline;
};

/*
 * akv_session_open(timeout_ms, out, err): read the configuration and start the
 * clock.  ${out} is the caller's to akv_session_close().
 */
enum akv_code akv_session_open(int64_t timeout_ms, struct akv_session *out,
			       struct akv_error *err) AKV_CHECKED;

/*
 * akv_session_restart_clock(session, timeout_ms): what is done from here on
 * has ${timeout_ms}, and whatever failed for now may be tried again.
 */
void akv_session_restart_clock(struct akv_session *session, int64_t timeout_ms);

/*
 * akv_session_forget(session): wipe and release all but the configuration, for
 * who stays without asking a vault again.
 */
void akv_session_forget(struct akv_session *session);

/* akv_session_close(session): release; an all-zero one is fine. */
void akv_session_close(struct akv_session *session);

/*
 * akv_session_set_up(session, err): the principal, and the token store that is
 * configured.
 */
enum akv_code akv_session_set_up(struct akv_session *session,
				 struct akv_error *err) AKV_CHECKED;

/* akv_session_token_source(session): for akv_token_get(); borrows. */
struct akv_token_source
akv_session_token_source(const struct akv_session *session);

/*
 * akv_session_fetch(session, target, out, err): sign in and read the secret of
 * ${target}; warns on stderr when it is expired or not yet valid.  The
 * password of a connection that uses no vault comes from its store, and nobody
 * signs in.  ${out} is the caller's to clear.
 */
enum akv_code akv_session_fetch(struct akv_session *session,
				const struct akv_target *target,
				struct akv_secret_bundle *out,
				struct akv_error *err) AKV_CHECKED;

/*
 * akv_session_clients(session, out, err): akv_session_set_up(), and the vault
 * clients that threads side by side share one sign-in with; borrowed.
 */
enum akv_code akv_session_clients(struct akv_session *session,
				  struct akv_vault_clients **out,
				  struct akv_error *err) AKV_CHECKED;

/* What akv_session_fetch_all() has for one target. */
struct akv_session_result {
	enum akv_code code;
	struct akv_error error;		 /* when ${code} is not AKV_OK */
	struct akv_secret_bundle bundle; /* when it is; owned */
};

/*
 * akv_session_fetch_all(session, targets, count, results): what
 * akv_session_fetch() does, for ${count} targets side by side, which share one
 * sign-in and their connections, also with the next call's.  ${results} has
 * room for as many, is in the order of ${targets}, and all of it is filled in:
 * when not even the principal can be loaded, then with that reason.  Warnings
 * come in order, when all are done.  A target without a secret (nothing
 * matched) gives AKV_OK and an empty bundle.  The caller's to
 * akv_session_results_clear().
 */
void akv_session_fetch_all(struct akv_session *session,
			   const struct akv_target *targets, size_t count,
			   struct akv_session_result *results);

/* akv_session_results_clear(results, count): wipe and release; all-zero ones
 * are fine. */
void akv_session_results_clear(struct akv_session_result *results,
			       size_t count);

/* akv_session_first_failure(results, count): borrowed; NULL: none failed. */
const struct akv_session_result *
akv_session_first_failure(const struct akv_session_result *results,
			  size_t count);

/*
 * akv_session_token_store_kind(config, out, err): AKV_TOKEN_STORE where it is
 * set, else the configuration's.  AKV_ERR_USAGE for an unknown word.
 */
enum akv_code akv_session_token_store_kind(const struct akv_config *config,
					   enum akv_token_store_kind *out,
					   struct akv_error *err) AKV_CHECKED;

#endif
