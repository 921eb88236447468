/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <pthread.h>
#include <string.h>

#include "libhelper/core/token_share.h"
#include "tests/fakes/fake_clock.h"

static struct akv_token_share *share;
static struct akv_token got;
static struct akv_error err;
static const struct akv_deadline until = { .at_ms = 31000 };

static void set_up(void)
{
	fake_clock.unix_s = 1000;
	fake_clock.monotonic_ms = 1000;
	cr_assert_eq(akv_token_share_new(&share, &err), AKV_OK);
}

static void tear_down(void)
{
	akv_token_clear(&got);
	akv_token_share_free(share);
}

TestSuite(token_share, .init = set_up, .fini = tear_down);

static struct akv_secret *secret(const char *text)
{
	struct akv_secret *made = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &made, NULL),
		     AKV_OK);
	return made;
}

static void settle(const char *audience, const char *text, bool is_replacement)
{
	AKV_AUTO(token_slot) *slot = akv_token_share_enter(share, audience);
	struct akv_token token = { .value = secret(text), .expires_at = 4600 };

	akv_token_share_settle(slot, &(struct akv_token_outcome){
					     .token = &token,
					     .is_replacement = is_replacement,
					     .until = until,
				     });
	akv_token_clear(&token);
}

static void settle_failure(void)
{
	AKV_AUTO(token_slot) *slot = akv_token_share_enter(share, "vault");
	struct akv_error why = { 0 };

	akv_fail(&why, AKV_ERR_SIGN_IN, "Refused", "no");
	akv_token_share_settle(slot, &(struct akv_token_outcome){
					     .why = &why, .until = until });
}

static bool ask(const char *audience, const char *refused)
{
	AKV_AUTO(token_slot) *slot = akv_token_share_enter(share, audience);
	AKV_AUTO(secret) *old = refused == NULL ? NULL : secret(refused);

	akv_token_clear(&got);
	err = (struct akv_error){ 0 };
	return akv_token_share_has_answer(slot, old, &got, &err);
}

Test(token_share, has_nothing_at_first)
{
	cr_expect_not(ask("vault", NULL));
}

Test(token_share, gives_what_another_found)
{
	settle("vault", "token", false);
	cr_assert(ask("vault", NULL));
	cr_expect_str_eq(akv_secret_text(got.value), "token");
	cr_expect_eq(got.expires_at, 4600);
	cr_expect_eq(err.code, AKV_OK);
}

Test(token_share, keeps_audiences_apart)
{
	settle("vault", "token", false);
	cr_expect_not(ask("management", NULL));
}

Test(token_share, gives_no_token_that_is_over)
{
	settle("vault", "token", false);
	fake_clock.unix_s = 4600;
	cr_expect_not(ask("vault", NULL));
}

Test(token_share, gives_no_token_that_was_refused)
{
	settle("vault", "token", false);
	cr_expect_not(ask("vault", "token"));
}

Test(token_share, gives_the_one_in_the_place_of_a_refused_one)
{
	settle("vault", "token", false);
	settle("vault", "fresh", true);
	cr_assert(ask("vault", "token"));
	cr_expect_str_eq(akv_secret_text(got.value), "fresh");
}

Test(token_share, lets_a_second_refusal_be_the_last_word)
{
	settle("vault", "fresh", true);
	cr_assert(ask("vault", "fresh"));
	cr_expect_str_eq(akv_secret_text(got.value), "fresh");
	fake_clock.monotonic_ms = until.at_ms;
	cr_expect_not(ask("vault", "fresh"));
}

Test(token_share, gives_the_reason_why_there_is_none)
{
	settle_failure();
	cr_assert(ask("vault", NULL));
	cr_expect_eq(got.value, NULL);
	cr_expect_eq(err.code, AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "Refused");
	fake_clock.monotonic_ms = until.at_ms;
	cr_expect_not(ask("vault", NULL));
}

Test(token_share, shares_nothing_without_a_share)
{
	struct akv_token_slot *slot = akv_token_share_enter(NULL, "vault");

	cr_assert_eq(slot, NULL);
	cr_expect_not(akv_token_share_has_answer(slot, NULL, &got, &err));
	akv_token_share_settle(slot, NULL);
	akv_token_slot_free(slot);
}

Test(token_share, shares_nothing_for_one_audience_too_many)
{
	static const char *const audiences[] = { "a", "b", "c", "d" };

	for (size_t i = 0; i < 4; i++)
		settle(audiences[i], "token", false);
	cr_expect_eq(akv_token_share_enter(share, "e"), NULL);
	cr_expect(ask("d", NULL));
}

/* -- threads -- */

enum { THREADS = 8 };

static int found;

static void *find_or_wait(AKV_UNUSED void *context)
{
	AKV_AUTO(token_slot) *slot = akv_token_share_enter(share, "vault");
	struct akv_token token = { .value = NULL };
	struct akv_error why = { 0 };

	if (!akv_token_share_has_answer(slot, NULL, &token, &why)) {
		found++; /* in the slot one is alone */
		token.value = secret("token");
		token.expires_at = 4600;
		akv_token_share_settle(
			slot, &(struct akv_token_outcome){ .token = &token,
							   .until = until });
	}
	akv_token_clear(&token);
	return NULL;
}

Test(token_share, lets_one_of_many_threads_find_it)
{
	pthread_t threads[THREADS];

	for (size_t i = 0; i < THREADS; i++)
		cr_assert_eq(
			pthread_create(&threads[i], NULL, find_or_wait, NULL),
			0);
	for (size_t i = 0; i < THREADS; i++)
		cr_assert_eq(pthread_join(threads[i], NULL), 0);
	cr_expect_eq(found, 1);
}

Test(token_share, knows_with_which_claims_it_was_asked)
{
	struct akv_token token = { .value = secret("t"), .expires_at = 4600 };
	AKV_AUTO(token_slot) *slot = akv_token_share_enter(share, "a");

	cr_expect(akv_token_share_has_claims(slot, NULL));
	cr_expect_not(akv_token_share_has_claims(slot, "{}"));
	cr_expect_not(akv_token_share_has_claims(NULL, "{}"));
	akv_token_share_settle(slot, &(struct akv_token_outcome){
					     .token = &token,
					     .claims = "{}",
					     .until = until,
				     });
	cr_expect(akv_token_share_has_claims(slot, "{}"));
	cr_expect_not(akv_token_share_has_claims(slot, "{ }"));
	cr_expect(akv_token_share_has_claims(slot, NULL));
	akv_token_share_settle(slot, &(struct akv_token_outcome){
					     .token = &token,
					     .until = until,
				     });
	cr_expect_not(akv_token_share_has_claims(slot, "{}"));
	akv_token_clear(&token);
}
