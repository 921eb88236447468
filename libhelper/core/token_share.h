/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_TOKEN_SHARE_H
#define AKV_CORE_TOKEN_SHARE_H

#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/reply/token_reply.h"

/*
 * The access tokens of this process, for its threads: of those that want a
 * token for one audience at a time, one finds it and the others wait for what
 * it finds, be it a token or the reason why there is none.  For one
 * principal.  Any thread may call any function.
 */
struct akv_token_share;

/* One audience's place in it, entered: nobody else is in it meanwhile. */
struct akv_token_slot;

/* akv_token_share_new(out, err): empty; the caller's to free. */
enum akv_code akv_token_share_new(struct akv_token_share **out,
				  struct akv_error *err) AKV_CHECKED;

/* akv_token_share_free(share): wipe and release; NULL does nothing. */
void akv_token_share_free(struct akv_token_share *share);
AKV_DEFINE_FREEP(token_share)

/*
 * akv_token_share_enter(share, audience): wait until whoever is at it has
 * settled what there is for ${audience}, then enter.  NULL, which every
 * function below takes, where ${share} is NULL or has no place for one more
 * audience: then nothing is shared.  The caller's to akv_token_slot_free().
 */
struct akv_token_slot *akv_token_share_enter(struct akv_token_share *share,
					     const char *audience);

/* akv_token_slot_free(slot): leave it to the next one. */
void akv_token_slot_free(struct akv_token_slot *slot);
AKV_DEFINE_FREEP(token_slot)

/*
 * akv_token_share_has_answer(slot, refused, out, err): whether it is settled
 * already: with a token in ${out->value} (the caller's) that is not
 * ${refused} (NULL: any will do), or with a reason in ${err}, and in it a
 * code.
 *
 * A token that came in the place of a refused one is given again even if it is
 * ${refused}: the vault's second refusal is its last word, and every thread
 * shall hear it without one more sign-in.
 */
bool akv_token_share_has_answer(struct akv_token_slot *slot,
				const struct akv_secret *refused,
				struct akv_token *out, struct akv_error *err);

/*
 * akv_token_share_has_claims(slot, claims): whether what is settled was asked
 * for with these claims; NULL are in everything.
 */
bool akv_token_share_has_claims(const struct akv_token_slot *slot,
				const char *claims);

/* How a token was had, or that it was not. */
struct akv_token_outcome {
	const struct akv_token *token; /* NULL: there is none */
	const struct akv_error *why;   /* then; else NULL */
	const char *claims;	       /* that it was asked with, or NULL */
	bool is_replacement;	       /* of one that was refused */
	struct akv_deadline until;     /* how long reasons hold */
};

/*
 * akv_token_share_settle(slot, outcome): what the others shall have, too:
 * a token as long as it lasts; a reason, and the last word of
 * akv_token_share_has_answer(), until ${outcome->until}.  Copies all of it.
 */
void akv_token_share_settle(struct akv_token_slot *slot,
			    const struct akv_token_outcome *outcome);

#endif
