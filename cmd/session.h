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
#include "libhelper/reply/secret_reply.h"

/* What commands that read a vault share; all of it is owned. */
struct akv_session {
	struct akv_config *config;
	/* these two only after akv_session_set_up() or akv_session_fetch() */
	struct akv_principal *principal;
	struct akv_token_store *store;
	struct akv_deadline deadline;
};

/*
 * akv_session_open(timeout_ms, out, err): read the configuration and start the
 * clock.  ${out} is the caller's to akv_session_close().
 */
enum akv_code akv_session_open(int64_t timeout_ms, struct akv_session *out,
			       struct akv_error *err) AKV_CHECKED;

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
 * ${target}; warns on stderr when it is expired or not yet valid.  ${out} is
 * the caller's to clear.
 */
enum akv_code akv_session_fetch(struct akv_session *session,
				const struct akv_target *target,
				struct akv_secret_bundle *out,
				struct akv_error *err) AKV_CHECKED;

/*
 * akv_session_token_store_kind(config, out, err): AKV_TOKEN_STORE where it is
 * set, else the configuration's.  AKV_ERR_USAGE for an unknown word.
 */
enum akv_code akv_session_token_store_kind(const struct akv_config *config,
					   enum akv_token_store_kind *out,
					   struct akv_error *err) AKV_CHECKED;

#endif
