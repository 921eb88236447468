/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "tests/keyring/store_suite.h"

/* The Secret Service that most people have. */

STORE_SUITE(gnome_keyring);

#define SECRET_TOOL "/usr/bin/secret-tool"

static void set_up(enum secret_service_login login)
{
	session_bus_start();
	secret_service_start(login);
}

/* What somebody else, or an older akv, left in the place of our token. */
static void leave(const char *text)
{
	const struct akv_token_item *item = store_item();
	const struct outcome *got;

	if (access(SECRET_TOOL, X_OK) != 0)
		session_bus_skip("no secret-tool here");
	got = program_run(&(struct program){
		.path = SECRET_TOOL,
		.arguments = WORDS("store", "--label=garbage", "xdg:schema",
				   "org.akv.AccessToken", "key", item->key,
				   "authority_host", item->authority_host,
				   "tenant", item->tenant, "client_id",
				   item->client_id, "audience", item->audience,
				   "fingerprint", item->fingerprint),
		.input = text,
	});

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
}

Test(gnome_keyring, keeps_a_token)
{
	struct akv_token_store *store;

	set_up(SECRET_SERVICE_UNLOCKED);
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_expect(store, NULL);
	store_put(store, "a-token");
	store_expect(store, "a-token");
	cr_assert_str_eq(akv_token_store_name(store), "libsecret");
	cr_assert(akv_token_store_is_shared(store));
	akv_token_store_free(store);
	cr_assert_str_eq(store_look(AKV_TOKEN_STORE_LIBSECRET, 1000),
			 "a-token");
}

Test(gnome_keyring, replaces_a_token)
{
	struct akv_token_store *store;
	struct akv_token_backend_count count;

	set_up(SECRET_SERVICE_UNLOCKED);
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_put(store, "the-first");
	store_put(store, "the-second");
	store_expect(store, "the-second");
	akv_token_store_free(store);
	cr_assert_eq(akv_libsecret_backend.forget_all(2000, &count),
		     AKV_TOKEN_BACKEND_DONE);
	cr_assert_eq(count.gone, 1);
	cr_assert_eq(count.left, 0);
}

Test(gnome_keyring, forgets_a_token)
{
	struct akv_token_store *store;

	set_up(SECRET_SERVICE_UNLOCKED);
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_put(store, "a-token");
	store_expect(store, "a-token");
	akv_token_store_drop(store, store_key());
	store_expect(store, NULL);
	akv_token_store_free(store);
}

Test(gnome_keyring, forgets_all_tokens_of_ours_and_no_others)
{
	struct akv_token_backend_count count;

	set_up(SECRET_SERVICE_UNLOCKED);
	leave("garbage");
	(void)program_run(&(struct program){
		.path = SECRET_TOOL,
		.arguments = WORDS("store", "--label=other", "other", "item"),
		.input = "other",
	});
	cr_assert_eq(akv_libsecret_backend.forget_all(2000, &count),
		     AKV_TOKEN_BACKEND_DONE);
	cr_assert_eq(count.gone, 1);
	cr_assert_eq(count.left, 0);
	cr_assert_str_eq(program_run(&(struct program){
					     .path = SECRET_TOOL,
					     .arguments = WORDS(
						     "lookup", "other", "item"),
				     })
				 ->out,
			 "other");
}

Test(gnome_keyring, holds_a_token_as_long_as_they_come)
{
	static char text[AKV_SECRET_TOKEN_MAX + 1];
	struct akv_token_store *store;

	memset(text, 'x', sizeof(text) - 1);
	set_up(SECRET_SERVICE_UNLOCKED);
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_put(store, text);
	store_expect(store, text);
	akv_token_store_free(store);
}

Test(gnome_keyring, takes_garbage_for_nothing_and_replaces_it)
{
	struct akv_token_store *store;

	set_up(SECRET_SERVICE_UNLOCKED);
	leave("nonsense");
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_expect(store, NULL);
	store_put(store, "a-token");
	store_expect(store, "a-token");
	akv_token_store_free(store);
}

Test(gnome_keyring, takes_too_much_garbage_for_nothing)
{
	static char text[65536];

	memset(text, 'x', sizeof(text) - 1);
	set_up(SECRET_SERVICE_UNLOCKED);
	leave(text);
	cr_assert_null(store_look(AKV_TOKEN_STORE_LIBSECRET, 1000));
}

Test(gnome_keyring, works_while_the_login_collection_is_locked)
{
	struct akv_token_store *store;

	set_up(SECRET_SERVICE_LOCKED);
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_expect(store, NULL);
	store_put(store, "a-token");
	store_expect(store, "a-token");
	akv_token_store_free(store);
}

Test(gnome_keyring, does_not_wait_for_a_locked_item)
{
	session_bus_start();
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	leave("locked away");
	secret_service_stop();
	secret_service_start(SECRET_SERVICE_LOCKED);
	cr_assert_null(store_look(AKV_TOKEN_STORE_LIBSECRET, 1000));
}

Test(gnome_keyring, works_where_nobody_has_ever_logged_in)
{
	struct akv_token_store *store;

	set_up(SECRET_SERVICE_NEW);
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_expect(store, NULL);
	store_put(store, "a-token");
	store_expect(store, "a-token");
	akv_token_store_free(store);
}

Test(gnome_keyring, is_usable)
{
	char why[256];

	set_up(SECRET_SERVICE_UNLOCKED);
	cr_assert(akv_libsecret_backend.usable(2000, why, sizeof(why)));
	cr_assert_str_eq(why, "the Secret Service answers");
}

Test(gnome_keyring, is_remembered)
{
	struct akv_token_store *store;

	set_up(SECRET_SERVICE_UNLOCKED);
	store = store_open(AKV_TOKEN_STORE_AUTO);
	store_put(store, "a-token");
	akv_token_store_free(store);
	cr_assert_str_eq(store_remembered(), "libsecret");
}

Test(gnome_keyring, is_given_up_while_it_is_stopped)
{
	struct akv_token_store *store;
	int64_t started_ms;

	set_up(SECRET_SERVICE_UNLOCKED);
	secret_service_pause();
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	started_ms = akv_clock_monotonic_ms();
	store_expect(store, NULL);
	cr_assert(akv_token_store_is_shared(store), "it may be slow");
	store_expect(store, NULL);
	cr_assert_not(akv_token_store_is_shared(store), "it is given up");
	store_put(store, "a-token");
	store_expect(store, NULL);
	akv_token_store_drop(store, store_key());
	cr_assert_leq(akv_clock_monotonic_ms() - started_ms, 2200);
	akv_token_store_free(store);
	secret_service_resume();
}

/* A service that was late for the first look has its say at the second. */
Test(gnome_keyring, is_asked_again_when_it_goes_on)
{
	struct akv_token_store *store;

	set_up(SECRET_SERVICE_UNLOCKED);
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_put(store, "a-token");
	akv_token_store_free(store);

	secret_service_pause();
	store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	store_expect(store, NULL);
	secret_service_resume();
	store_expect(store, "a-token");
	akv_token_store_free(store);
}
