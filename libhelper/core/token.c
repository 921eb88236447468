/* SPDX-License-Identifier: MIT */
#include "libhelper/base/trace.h"
#include "libhelper/core/sign_in.h"
#include "libhelper/core/single_flight.h"
#include "libhelper/core/token_key.h"

#include "libhelper/core/token.h"

/* A token from the store that is not ${refused} (NULL: any will do). */
static bool find_kept(const struct akv_token_source *source,
		      const struct akv_token_key *key,
		      const struct akv_secret *refused, struct akv_token *out)
{
	struct akv_token kept = { 0 };

	if (!akv_token_store_get(source->store, key, &kept))
		return false;
	if (refused != NULL && akv_secret_equal(kept.value, refused)) {
		akv_token_clear(&kept);
		return false;
	}
	*out = kept;
	return true;
}

static enum akv_code sign_in_and_keep(const struct akv_token_source *source,
				      const struct akv_token_key *key,
				      const char *claims, struct akv_token *out,
				      struct akv_error *err)
{
	const struct akv_sign_in_request request = {
		.principal = source->principal,
		.audience = key->audience,
		.claims = claims,
		.deadline = source->deadline,
	};
	enum akv_code code = akv_sign_in(&request, out, err);

	if (code == AKV_OK)
		akv_token_store_put(source->store, key, out);
	return code;
}

/* One process signs in; whoever waited for it finds its token. */
static enum akv_code take_turn(const struct akv_token_source *source,
			       const struct akv_token_key *key,
			       const struct akv_secret *refused,
			       struct akv_token *out, struct akv_error *err)
{
	AKV_AUTO(single_flight) *turn = NULL;

	/* what nobody keeps, nobody can share */
	if (!akv_token_store_is_shared(source->store))
		return sign_in_and_keep(source, key, NULL, out, err);
	turn = akv_single_flight_enter(key, source->deadline);
	if (find_kept(source, key, refused, out))
		return AKV_OK;
	/* Only in turn: out of turn it could be the next token already. */
	if (refused != NULL)
		akv_token_store_drop(source->store, key);
	return sign_in_and_keep(source, key, NULL, out, err);
}

enum akv_code akv_token_get(const struct akv_token_source *source,
			    const char *audience, struct akv_token *out,
			    struct akv_error *err)
{
	return akv_token_replace(source, audience, NULL, out, err);
}

/* Is the one that is kept, if any is, ${refused}? */
static bool is_kept(const struct akv_token_source *source,
		    const struct akv_token_key *key,
		    const struct akv_secret *refused)
{
	struct akv_token kept = { .value = NULL };
	bool is_it = akv_token_store_get(source->store, key, &kept) &&
		     akv_secret_equal(kept.value, refused);

	akv_token_clear(&kept);
	return is_it;
}

/* By signing in, whatever is kept; of that, somebody else's newer one stays
 * until ours is there: it may be good. */
static enum akv_code find_with_claims(const struct akv_token_source *source,
				      const struct akv_token_key *key,
				      const struct akv_token_demand *demand,
				      struct akv_token *out,
				      struct akv_error *err)
{
	AKV_AUTO(single_flight) *turn = NULL;

	if (akv_token_store_is_shared(source->store)) {
		turn = akv_single_flight_enter(key, source->deadline);
		if (is_kept(source, key, demand->refused))
			akv_token_store_drop(source->store, key);
	}
	return sign_in_and_keep(source, key, demand->claims, out, err);
}

static enum akv_code find(const struct akv_token_source *source,
			  const char *audience,
			  const struct akv_token_demand *demand,
			  struct akv_token *out, struct akv_error *err)
{
	const struct akv_token_key key =
		akv_token_key_of(source->principal, audience);

	if (demand->claims != NULL)
		return find_with_claims(source, &key, demand, out, err);
	if (find_kept(source, &key, demand->refused, out)) {
		akv_trace("token from %s", akv_token_store_name(source->store));
		return AKV_OK;
	}
	return take_turn(source, &key, demand->refused, out, err);
}

/* Claims are one vault's demand: that they are refused is no answer for whoever
 * wants a token without. */
static void settle(struct akv_token_slot *slot, struct akv_deadline until,
		   const struct akv_token_demand *demand,
		   const struct akv_token *token, const struct akv_error *why)
{
	if (why->code != AKV_OK && demand->claims != NULL)
		return;
	akv_token_share_settle(
		slot, &(struct akv_token_outcome){
			      .token = why->code == AKV_OK ? token : NULL,
			      .why = why,
			      .claims = demand->claims,
			      .is_replacement = demand->refused != NULL,
			      .until = until,
		      });
}

enum akv_code akv_token_get_with_claims(const struct akv_token_source *source,
					const char *audience,
					const struct akv_token_demand *demand,
					struct akv_token *out,
					struct akv_error *err)
{
	AKV_AUTO(token_slot) *slot =
		akv_token_share_enter(source->share, audience);
	struct akv_token token = { .value = NULL };
	struct akv_error why = { .code = AKV_OK };

	if (!akv_token_share_has_claims(slot, demand->claims) ||
	    !akv_token_share_has_answer(slot, demand->refused, &token, &why)) {
		why.code = find(source, audience, demand, &token, &why);
		settle(slot, source->deadline, demand, &token, &why);
	}
	if (why.code == AKV_OK)
		*out = token;
	else if (err != NULL)
		*err = why;
	return why.code;
}

enum akv_code akv_token_replace(const struct akv_token_source *source,
				const char *audience,
				const struct akv_secret *refused,
				struct akv_token *out, struct akv_error *err)
{
	const struct akv_token_demand demand = { .refused = refused };

	return akv_token_get_with_claims(source, audience, &demand, out, err);
}

void akv_token_keep(const struct akv_token_source *source, const char *audience,
		    const struct akv_token *token)
{
	const struct akv_token_key key =
		akv_token_key_of(source->principal, audience);

	akv_token_store_put(source->store, &key, token);
}
