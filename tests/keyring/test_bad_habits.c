/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/clock.h"
#include "tests/keyring/store_suite.h"

/* Secret Services that do what no real one does on demand. */

STORE_SUITE(bad_habits);

static void set_up(const char *const *habits)
{
	session_bus_start();
	secret_service_start_fake(habits);
}

/* All that a run, and akv cache clear, ever ask of a store. */
static void do_everything(void)
{
	struct akv_token_store *store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	struct akv_token_backend_count count;
	struct akv_token token = { 0 };

	for (int i = 0; i < 2; i++) {
		if (akv_token_store_get(store, store_key(), &token))
			akv_token_clear(&token);
		store_put(store, "a-token");
	}
	if (akv_token_store_get(store, store_key(), &token))
		akv_token_clear(&token);
	akv_token_store_drop(store, store_key());
	(void)akv_libsecret_backend.forget_all(2000, &count);
	akv_token_store_free(store);
}

Test(bad_habits, none_is_needed)
{
	struct akv_token_store *store;

	set_up(NULL);
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_put(store, "a-token");
	store_expect(store, "a-token");
	akv_token_store_drop(store, store_key());
	store_expect(store, NULL);
	akv_token_store_free(store);
	cr_assert_eq(secret_service_calls("Prompt"), 0);
}

Test(bad_habits, no_session_collection_leaves_the_default_one)
{
	struct akv_token_store *store;

	set_up(WORDS("no-session"));
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_put(store, "a-token");
	store_expect(store, "a-token");
	akv_token_store_free(store);
	/* the session collection, the default one */
	cr_assert_eq(secret_service_calls("CreateItem"), 2);
}

Test(bad_habits, locked_is_no_reason_to_prompt)
{
	set_up(WORDS("locked"));
	do_everything();
	cr_assert_eq(secret_service_calls("Prompt"), 0);
}

Test(bad_habits, locked_without_session_collection_is_no_reason_either)
{
	set_up(WORDS("locked", "no-session"));
	do_everything();
	cr_assert_gt(secret_service_calls("Unlock"), 0);
	cr_assert_eq(secret_service_calls("Prompt"), 0);
}

Test(bad_habits, wanting_a_prompt_for_everything_is_none_either)
{
	set_up(WORDS("prompts"));
	do_everything();
	cr_assert_gt(secret_service_calls("CreateItem"), 0);
	cr_assert_eq(secret_service_calls("Prompt"), 0);
}

Test(bad_habits, a_prompt_that_is_not_shown_keeps_nothing)
{
	AKV_AUTO(secret) *value = NULL;

	set_up(WORDS("prompts"));
	cr_assert_eq(akv_secret_new_from("value", 5, &value, NULL), AKV_OK);
	cr_assert_eq(akv_libsecret_backend.keep(store_item(), value, 60, 2000),
		     AKV_TOKEN_BACKEND_UNUSABLE);
}

Test(bad_habits, locked_items_are_told_from_removed_ones)
{
	struct akv_token_backend_count count;

	set_up(WORDS("locked"));
	cr_assert_eq(akv_libsecret_backend.forget_all(2000, &count),
		     AKV_TOKEN_BACKEND_DONE);
	cr_assert_eq(count.gone, 0);
	cr_assert_eq(count.left, 1);
}

Test(bad_habits, an_item_without_a_secret_is_a_miss)
{
	set_up(WORDS("no-secret"));
	do_everything();
	cr_assert_null(store_look(AKV_TOKEN_STORE_LIBSECRET, 1000));
}

Test(bad_habits, a_secret_for_another_session_is_a_miss)
{
	set_up(WORDS("bad-session"));
	do_everything();
	cr_assert_null(store_look(AKV_TOKEN_STORE_LIBSECRET, 1000));
}

Test(bad_habits, an_answer_of_the_wrong_type_is_a_miss)
{
	set_up(WORDS("bad-type"));
	do_everything();
	cr_assert_null(store_look(AKV_TOKEN_STORE_LIBSECRET, 1000));
}

/* Each call within a second, all of them within more: not given up. */
Test(bad_habits, slowness_is_no_silence)
{
	struct akv_token_store *store;

	set_up(WORDS("slow"));
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_expect(store, NULL);
	cr_assert(akv_token_store_is_shared(store));
	store_expect(store, NULL);
	cr_assert(akv_token_store_is_shared(store));
	store_put(store, "a-token");
	store_expect(store, "a-token");
	akv_token_store_free(store);
}

Test(bad_habits, silence_is_waited_for_two_seconds_in_all)
{
	int64_t started_ms;

	set_up(WORDS("silent"));
	started_ms = akv_clock_monotonic_ms();
	do_everything();
	cr_assert_leq(akv_clock_monotonic_ms() - started_ms, 2300);
	/* the first message of all, once */
	cr_assert_eq(secret_service_calls("GetAll"), 1);
}

static const char *keep_in_the_keyring(void)
{
	struct akv_token_store *store = store_open(AKV_TOKEN_STORE_AUTO);

	store_expect(store, NULL);
	store_put(store, "a-token");
	store_expect(store, "a-token");
	STORE_CHECK(strcmp(akv_token_store_name(store), "keyring") == 0);
	akv_token_store_free(store);
	STORE_CHECK(strcmp(store_remembered(), "keyring") == 0);
	/* the next one knows, and does not wait */
	STORE_CHECK(store_look(AKV_TOKEN_STORE_AUTO, 500) != NULL);
	return NULL;
}

Test(bad_habits, silence_leaves_the_kernel_keyring)
{
	set_up(WORDS("silent"));
	store_in_own_keyrings(keep_in_the_keyring);
}

Test(bad_habits, being_locked_leaves_the_kernel_keyring)
{
	set_up(WORDS("locked", "no-session"));
	store_in_own_keyrings(keep_in_the_keyring);
}

static const char *clear_what_is_locked(void)
{
	struct akv_error err = { 0 };
	size_t count;

	STORE_CHECK(akv_token_store_clear_all(&count, &err) == AKV_ERR_STORE);
	STORE_CHECK(strcmp(err.reason, "TokensLeft") == 0);
	STORE_CHECK(strcmp(err.text, "libsecret did not remove 1 of our "
				     "tokens") == 0);
	STORE_CHECK(count == 0);
	return NULL;
}

Test(bad_habits, what_is_left_is_told)
{
	set_up(WORDS("locked"));
	store_in_own_keyrings(clear_what_is_locked);
}

static const char *clear_in_silence(void)
{
	struct akv_error err = { 0 };
	size_t count;

	STORE_CHECK(akv_token_store_clear_all(&count, &err) == AKV_ERR_STORE);
	STORE_CHECK(strcmp(err.reason, "TokensLeft") == 0);
	return NULL;
}

Test(bad_habits, silence_may_leave_tokens)
{
	set_up(WORDS("silent"));
	store_in_own_keyrings(clear_in_silence);
}

Test(bad_habits, silence_is_not_usable)
{
	char why[256];

	set_up(WORDS("silent"));
	cr_assert_not(akv_libsecret_backend.usable(200, why, sizeof(why)));
	cr_assert_str_eq(why, "the Secret Service does not answer within "
			      "200 ms");
}
