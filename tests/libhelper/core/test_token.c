/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/sign_in.h"
#include "libhelper/core/single_flight.h"
#include "libhelper/core/token.h"

/* -- a store, a lock and a sign-in service that write down what happens -- */

static struct {
	char kept[64]; /* "" for none */
	bool is_none;
	/* a token that somebody else keeps while we wait for our turn */
	const char *arrives_while_waiting;
	enum akv_code sign_in_code;
	char story[256];
	char claims[64]; /* of the last sign-in; "" for none */
} world;

static void tell(const char *event)
{
	cr_assert_lt(strlen(world.story) + strlen(event) + 2,
		     sizeof(world.story));
	strcat(world.story, event);
	strcat(world.story, " ");
}

static void make_token(const char *text, struct akv_token *out)
{
	out->expires_at = INT64_MAX;
	cr_assert_eq(akv_secret_new_from(text, strlen(text), &out->value, NULL),
		     AKV_OK);
}

const char *akv_token_store_name(AKV_UNUSED struct akv_token_store *store)
{
	return world.is_none ? "none" : "keyring";
}

bool akv_token_store_is_shared(AKV_UNUSED struct akv_token_store *store)
{
	return !world.is_none;
}

bool akv_token_store_get(AKV_UNUSED struct akv_token_store *store,
			 AKV_UNUSED const struct akv_token_key *key,
			 struct akv_token *out)
{
	tell("get");
	if (world.kept[0] == '\0')
		return false;
	make_token(world.kept, out);
	return true;
}

void akv_token_store_put(AKV_UNUSED struct akv_token_store *store,
			 AKV_UNUSED const struct akv_token_key *key,
			 const struct akv_token *token)
{
	tell("put");
	strcpy(world.kept, akv_secret_text(token->value));
}

void akv_token_store_drop(AKV_UNUSED struct akv_token_store *store,
			  AKV_UNUSED const struct akv_token_key *key)
{
	tell("drop");
	world.kept[0] = '\0';
}

struct akv_single_flight *
akv_single_flight_enter(AKV_UNUSED const struct akv_token_key *key,
			AKV_UNUSED struct akv_deadline deadline)
{
	tell("enter");
	if (world.arrives_while_waiting != NULL)
		strcpy(world.kept, world.arrives_while_waiting);
	return NULL;
}

void akv_single_flight_free(AKV_UNUSED struct akv_single_flight *turn)
{
	tell("leave");
}

enum akv_code akv_sign_in(const struct akv_sign_in_request *request,
			  struct akv_token *out, struct akv_error *err)
{
	tell("sign-in");
	strcpy(world.claims, request->claims != NULL ? request->claims : "");
	if (world.sign_in_code != AKV_OK)
		return akv_fail(err, world.sign_in_code, "Refused", "no");
	make_token("fresh", out);
	return AKV_OK;
}

/* -- the tests -- */

static char words[] = "x";
static const struct akv_principal principal = { .tenant = words,
						.client_id = words,
						.authority_host = words };
static const struct akv_token_source source = { .principal = &principal };
static struct akv_token token;

static void tear_down(void)
{
	akv_token_clear(&token);
}

TestSuite(token, .fini = tear_down);

static void expect(const char *text, const char *story)
{
	cr_expect_str_eq(akv_secret_text(token.value), text);
	cr_expect_str_eq(world.story, story);
}

Test(token, takes_the_one_that_is_kept)
{
	strcpy(world.kept, "kept");
	cr_assert_eq(akv_token_get(&source, "a", &token, NULL), AKV_OK);
	expect("kept", "get ");
}

Test(token, signs_in_and_keeps_what_it_got)
{
	cr_assert_eq(akv_token_get(&source, "a", &token, NULL), AKV_OK);
	expect("fresh", "get enter get sign-in put leave ");
}

Test(token, uses_what_another_process_got_meanwhile)
{
	world.arrives_while_waiting = "theirs";
	cr_assert_eq(akv_token_get(&source, "a", &token, NULL), AKV_OK);
	expect("theirs", "get enter get leave ");
}

Test(token, waits_for_nobody_when_nothing_is_kept)
{
	world.is_none = true;
	cr_assert_eq(akv_token_get(&source, "a", &token, NULL), AKV_OK);
	cr_expect_eq(strstr(world.story, "enter"), NULL, "%s", world.story);
}

Test(token, keeps_nothing_when_sign_in_is_refused)
{
	world.sign_in_code = AKV_ERR_SIGN_IN;
	cr_assert_eq(akv_token_get(&source, "a", &token, NULL),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(world.story, "get enter get sign-in leave ");
}

Test(token, replaces_one_that_was_refused)
{
	AKV_AUTO(secret) *refused = NULL;

	strcpy(world.kept, "stale");
	cr_assert_eq(akv_secret_new_from("stale", 5, &refused, NULL), AKV_OK);
	cr_assert_eq(akv_token_replace(&source, "a", refused, &token, NULL),
		     AKV_OK);
	expect("fresh", "get enter get drop sign-in put leave ");
}

Test(token, does_not_sign_in_when_it_was_replaced_already)
{
	AKV_AUTO(secret) *refused = NULL;

	strcpy(world.kept, "newer");
	cr_assert_eq(akv_secret_new_from("stale", 5, &refused, NULL), AKV_OK);
	cr_assert_eq(akv_token_replace(&source, "a", refused, &token, NULL),
		     AKV_OK);
	expect("newer", "get ");
}

/* Between our look and our turn another process may have replaced it: what is
 * dropped out of turn could be theirs. */
Test(token, drops_nothing_that_came_meanwhile)
{
	AKV_AUTO(secret) *refused = NULL;

	strcpy(world.kept, "stale");
	world.arrives_while_waiting = "theirs";
	cr_assert_eq(akv_secret_new_from("stale", 5, &refused, NULL), AKV_OK);
	cr_assert_eq(akv_token_replace(&source, "a", refused, &token, NULL),
		     AKV_OK);
	expect("theirs", "get enter get leave ");
}

Test(token, keeps_one_that_was_had_otherwise)
{
	cr_assert_eq(akv_secret_new_from("typed", 5, &token.value, NULL),
		     AKV_OK);
	akv_token_keep(&source, "a", &token);
	cr_expect_str_eq(world.story, "put ");
}

Test(token, signs_in_once_for_those_who_share)
{
	AKV_AUTO(token_share) *share = NULL;
	struct akv_token_source sharing = source;

	world.is_none = true;
	cr_assert_eq(akv_token_share_new(&share, NULL), AKV_OK);
	sharing.share = share;
	cr_assert_eq(akv_token_get(&sharing, "a", &token, NULL), AKV_OK);
	akv_token_clear(&token);
	cr_assert_eq(akv_token_get(&sharing, "a", &token, NULL), AKV_OK);
	expect("fresh", "get sign-in put leave ");
}

Test(token, replaces_once_for_those_who_share)
{
	AKV_AUTO(token_share) *share = NULL;
	AKV_AUTO(secret) *refused = NULL;
	struct akv_token_source sharing = source;

	world.is_none = true;
	cr_assert_eq(akv_token_share_new(&share, NULL), AKV_OK);
	cr_assert_eq(akv_secret_new_from("old", 3, &refused, NULL), AKV_OK);
	sharing.share = share;
	for (int i = 0; i < 2; i++) {
		akv_token_clear(&token);
		cr_assert_eq(
			akv_token_replace(&sharing, "a", refused, &token, NULL),
			AKV_OK);
	}
	expect("fresh", "get sign-in put leave ");
}

Test(token, tells_those_who_share_why_there_is_none)
{
	AKV_AUTO(token_share) *share = NULL;
	struct akv_token_source sharing = source;
	struct akv_error err = { 0 };

	world.is_none = true;
	world.sign_in_code = AKV_ERR_SIGN_IN;
	cr_assert_eq(akv_token_share_new(&share, NULL), AKV_OK);
	sharing.share = share;
	sharing.deadline = akv_clock_deadline_in(60000);
	cr_assert_eq(akv_token_get(&sharing, "a", &token, NULL),
		     AKV_ERR_SIGN_IN);
	cr_assert_eq(akv_token_get(&sharing, "a", &token, &err),
		     AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "Refused");
	cr_expect_str_eq(world.story, "get sign-in leave ");
}

/* -- with claims -- */

static enum akv_code demand(const struct akv_token_source *from,
			    const char *refused, const char *claims)
{
	AKV_AUTO(secret) *old = NULL;
	struct akv_token_demand wanted = { .claims = claims };

	cr_assert_eq(akv_secret_new_from(refused, strlen(refused), &old, NULL),
		     AKV_OK);
	wanted.refused = old;
	akv_token_clear(&token);
	return akv_token_get_with_claims(from, "a", &wanted, &token, NULL);
}

Test(token, is_asked_for_with_claims_whatever_is_kept)
{
	strcpy(world.kept, "newer");
	cr_assert_eq(demand(&source, "old", "{}"), AKV_OK);
	expect("fresh", "enter get sign-in put leave ");
	cr_expect_str_eq(world.claims, "{}");
	cr_expect_str_eq(world.kept, "fresh");
}

Test(token, without_the_claims_is_dropped)
{
	strcpy(world.kept, "old");
	world.sign_in_code = AKV_ERR_SIGN_IN;
	cr_assert_eq(demand(&source, "old", "{}"), AKV_ERR_SIGN_IN);
	cr_expect_str_eq(world.story, "enter get drop sign-in leave ");
	cr_expect_str_eq(world.kept, "");
}

Test(token, is_asked_for_with_claims_where_nothing_is_kept)
{
	world.is_none = true;
	cr_assert_eq(demand(&source, "old", "{}"), AKV_OK);
	expect("fresh", "sign-in put leave ");
}

Test(token, is_asked_for_with_claims_once_for_those_who_share)
{
	AKV_AUTO(token_share) *share = NULL;
	struct akv_token_source sharing = source;

	world.is_none = true;
	cr_assert_eq(akv_token_share_new(&share, NULL), AKV_OK);
	sharing.share = share;
	sharing.deadline = akv_clock_deadline_in(60000);
	cr_assert_eq(demand(&sharing, "old", "{}"), AKV_OK);
	cr_assert_eq(demand(&sharing, "old", "{}"), AKV_OK);
	expect("fresh", "sign-in put leave ");
	/* other claims are another matter */
	cr_assert_eq(demand(&sharing, "old", "{\"a\":1}"), AKV_OK);
	cr_expect_str_eq(world.claims, "{\"a\":1}");
}

/* Another vault may be content with what there is. */
Test(token, is_there_for_others_when_claims_are_refused)
{
	AKV_AUTO(token_share) *share = NULL;
	struct akv_token_source sharing = source;

	world.is_none = true;
	cr_assert_eq(akv_token_share_new(&share, NULL), AKV_OK);
	sharing.share = share;
	sharing.deadline = akv_clock_deadline_in(60000);
	cr_assert_eq(akv_token_get(&sharing, "a", &token, NULL), AKV_OK);
	world.sign_in_code = AKV_ERR_SIGN_IN;
	cr_assert_eq(demand(&sharing, "fresh", "{}"), AKV_ERR_SIGN_IN);
	cr_assert_eq(akv_token_get(&sharing, "a", &token, NULL), AKV_OK);
	expect("fresh", "get sign-in put leave sign-in leave ");
}
