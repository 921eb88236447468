/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_TOKEN_H
#define AKV_CORE_TOKEN_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/core/principal.h"
#include "libhelper/core/token_share.h"
#include "libhelper/core/token_store.h"
#include "libhelper/reply/token_reply.h"

/* Where an access token may come from. */
struct akv_token_source {
	const struct akv_principal *principal;
	struct akv_token_store *store;
	/* for threads that want the same; NULL where there is one */
	struct akv_token_share *share;
	struct akv_deadline deadline;
};

/*
 * akv_token_get(source, audience, out, err): an access token for ${audience}:
 * from the store, else by signing in, one process at a time, and one thread of
 * those that have one ${source->share}.  ${out} is the caller's to
 * akv_token_clear().  Fails as akv_sign_in() does.
 */
enum akv_code akv_token_get(const struct akv_token_source *source,
			    const char *audience, struct akv_token *out,
			    struct akv_error *err) AKV_CHECKED;

/*
 * akv_token_replace(source, audience, refused, out, err): the same after the
 * service refused the token ${refused}: forget it where it is kept (unless
 * somebody has replaced it meanwhile, then that one is used), and sign in.
 * Threads that have one ${source->share} sign in once for all of them, and may
 * be given ${refused} again (akv_token_share_has_answer()).
 */
enum akv_code akv_token_replace(const struct akv_token_source *source,
				const char *audience,
				const struct akv_secret *refused,
				struct akv_token *out, struct akv_error *err)
	AKV_CHECKED;

/* What the next token must be. */
struct akv_token_demand {
	const struct akv_secret *refused; /* another than this; or NULL */
	const char *claims; /* JSON: one that was asked for with these; or
			     * NULL */
};

/*
 * akv_token_get_with_claims(source, audience, demand, out, err): the same
 * after the service demanded ${demand->claims}: by signing in, whatever is
 * kept, and in the place of that.
 */
enum akv_code akv_token_get_with_claims(const struct akv_token_source *source,
					const char *audience,
					const struct akv_token_demand *demand,
					struct akv_token *out,
					struct akv_error *err) AKV_CHECKED;

/*
 * akv_token_keep(source, audience, token): keep a token that was had otherwise
 * in ${source->store}, in the place of the one that may be there.
 */
void akv_token_keep(const struct akv_token_source *source, const char *audience,
		    const struct akv_token *token);

#endif
