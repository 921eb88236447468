/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_TOKEN_STORE_H
#define AKV_CORE_TOKEN_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/core/config.h"
#include "libhelper/core/token_key.h"
#include "libhelper/reply/token_reply.h"

/*
 * Where access tokens are kept between runs.  A store makes things faster and
 * nothing else: whatever goes wrong in it is a miss, and it never prompts.
 *
 * What does not answer is waited for two seconds in one run, all waiting
 * together, and then not asked again.  The first look, which is without the
 * lock (single_flight.h), takes one of them at most: a service that a hundred
 * processes ask at once may be late for it, and must not be given up before
 * the look under the lock, or each of them would sign in.
 *
 * Any thread may call any function.
 */
struct akv_token_store;

/*
 * akv_token_store_open(kind, out, err): a store.  Nothing is asked yet, but
 * what takes time begins (libsecret is loaded): open it early.  With
 * AKV_TOKEN_STORE_AUTO each call goes to the first of these that answers: the
 * one that worked last time (remembered in the state directory), libsecret,
 * the kernel keyring; to none where CI=true.  Fails for lack of memory only.
 */
enum akv_code akv_token_store_open(enum akv_token_store_kind kind,
				   struct akv_token_store **out,
				   struct akv_error *err) AKV_CHECKED;

/* akv_token_store_free(store): NULL does nothing. */
void akv_token_store_free(struct akv_token_store *store);
AKV_DEFINE_FREEP(token_store)

/* akv_token_store_name(store): what answered last: libsecret, keyring, none. */
const char *akv_token_store_name(struct akv_token_store *store);

/*
 * akv_token_store_is_shared(store): whether other processes may find what is
 * put here.  False when the last look found no store that works.
 */
bool akv_token_store_is_shared(struct akv_token_store *store);

/*
 * akv_token_store_get(store, key, out): true, with the token in ${out} (the
 * caller's), when there is one that lasts five minutes more; else false.
 */
bool akv_token_store_get(struct akv_token_store *store,
			 const struct akv_token_key *key,
			 struct akv_token *out);

/* akv_token_store_put(store, key, token): keep it until it expires. */
void akv_token_store_put(struct akv_token_store *store,
			 const struct akv_token_key *key,
			 const struct akv_token *token);

/* akv_token_store_drop(store, key): forget it: the vault refused it. */
void akv_token_store_drop(struct akv_token_store *store,
			  const struct akv_token_key *key);

/* One row of akv_token_store_candidates(). */
struct akv_token_store_candidate {
	const char *name;
	bool usable;
	bool chosen;
	char why[384]; /* why it is used, or why it is not */
};

/*
 * akv_token_store_candidates(kind, rows): libsecret, keyring and none, in this
 * order: whether each works here and now (they are tried), and which one
 * akv_token_store_open() would use, for akv cache show; ${rows} has room for
 * AKV_TOKEN_STORE_CANDIDATES.
 */
enum { AKV_TOKEN_STORE_CANDIDATES = 3 };
void akv_token_store_candidates(enum akv_token_store_kind kind,
				struct akv_token_store_candidate *rows);

/*
 * akv_token_store_clear_all(count, err): remove every token of ours from
 * every store that works here, and what was remembered, refusals to sign in
 * (back_off.h) too; how many tokens went in ${count}, also on failure.
 * AKV_ERR_STORE (TokensLeft) when a store refused or did not answer.
 */
enum akv_code akv_token_store_clear_all(size_t *count, struct akv_error *err)
	AKV_CHECKED;

#endif
