/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/core/lock_file.h"
#include "libhelper/core/remembered_store.h"
#include "libhelper/core/token_store.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_token_backends.h"
#include "tests/fakes/scratch.h"

#define libsecret fake_libsecret_backend
#define keyring fake_keyring_backend

enum { NOW = 1700000000 };

static const struct akv_token_key key = {
	.authority_host = "host",
	.tenant = "tenant",
	.client_id = "client",
	.audience = "audience",
	.fingerprint = "fingerprint",
};

static struct akv_token_store *store;

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("CI");
	(void)unsetenv("RUNTIME_DIRECTORY");
	(void)unsetenv("STATE_DIRECTORY");
	(void)unsetenv("XDG_CACHE_HOME");
	(void)setenv("XDG_RUNTIME_DIR", scratch_path("."), 1);
	(void)setenv("XDG_STATE_HOME", scratch_path("state"), 1);
	fake_clock = (struct fake_clock){ .unix_s = NOW, .monotonic_ms = 1000 };
	fake_token_backends_reset();
}

static void tear_down(void)
{
	akv_token_store_free(store);
	scratch_remove();
}

TestSuite(token_store, .init = set_up, .fini = tear_down);

static void open_store(enum akv_token_store_kind kind)
{
	akv_token_store_free(store);
	store = NULL;
	cr_assert_eq(akv_token_store_open(kind, &store, NULL), AKV_OK);
}

static void put(const char *text, int64_t life_s)
{
	struct akv_token token = { .expires_at = NOW + life_s };

	cr_assert_eq(
		akv_secret_new_from(text, strlen(text), &token.value, NULL),
		AKV_OK);
	akv_token_store_put(store, &key, &token);
	akv_token_clear(&token);
}

/* What a look finds; "" for nothing. */
static const char *get(void)
{
	static char text[64];
	struct akv_token token = { 0 };

	text[0] = '\0';
	if (akv_token_store_get(store, &key, &token))
		(void)snprintf(text, sizeof(text), "%s",
			       akv_secret_text(token.value));
	akv_token_clear(&token);
	return text;
}

static const char *remembered(void)
{
	static char word[AKV_REMEMBERED_STORE_SIZE];

	(void)akv_remembered_store_get(word);
	return word;
}

static void pass(int64_t budget_ms)
{
	fake_clock.monotonic_ms += budget_ms;
}

static void silence(struct fake_token_backend *backend)
{
	fake_token_backends_answer(backend, AKV_TOKEN_BACKEND_SILENT);
	backend->on_silence = pass;
}

static void end(struct fake_token_backend *backend)
{
	fake_token_backends_answer(backend, AKV_TOKEN_BACKEND_UNUSABLE);
}

/* -- one backend -- */

Test(token_store, finds_what_was_put)
{
	open_store(AKV_TOKEN_STORE_KEYRING);
	cr_expect_str_eq(get(), "");
	put("a-token", 3600);
	cr_expect_str_eq(get(), "a-token");
	cr_expect_str_eq(akv_token_store_name(store), "keyring");
	cr_expect_eq(keyring.life_s, 3600);
	cr_expect_eq(libsecret.loads + libsecret.keeps, 0);
}

Test(token_store, keeps_a_record_under_the_key_of_the_token)
{
	char digest[AKV_TOKEN_KEY_SIZE];
	char record[512];

	open_store(AKV_TOKEN_STORE_LIBSECRET);
	put("a-token", 3600);
	cr_assert_eq(akv_token_key_digest(&key, digest, NULL), AKV_OK);
	(void)snprintf(record, sizeof(record),
		       "akv token 1\n%s\n1700003600\na-token", digest);
	cr_expect_str_eq(libsecret.key, digest);
	cr_expect_str_eq(libsecret.value, record);
}

Test(token_store, forgets_what_was_refused)
{
	open_store(AKV_TOKEN_STORE_KEYRING);
	put("a-token", 3600);
	cr_expect_str_eq(get(), "a-token");
	akv_token_store_drop(store, &key);
	cr_expect_str_eq(get(), "");
}

Test(token_store, takes_no_token_that_is_nearly_over)
{
	open_store(AKV_TOKEN_STORE_KEYRING);
	put("a-token", 3600);
	fake_clock.unix_s = NOW + 3300;
	cr_expect_str_eq(get(), "a-token");
	fake_clock.unix_s = NOW + 3301;
	cr_expect_str_eq(get(), "");
	cr_expect_eq(keyring.forgets, 0, "it will be replaced");
}

Test(token_store, keeps_no_token_that_is_nearly_over)
{
	open_store(AKV_TOKEN_STORE_KEYRING);
	put("a-token", 299);
	cr_expect_eq(keyring.keeps, 0);
}

Test(token_store, removes_garbage)
{
	open_store(AKV_TOKEN_STORE_KEYRING);
	put("a-token", 3600);
	(void)snprintf(keyring.value, sizeof(keyring.value), "garbage");
	cr_expect_str_eq(get(), "");
	cr_expect_str_eq(keyring.key, "");
	put("a-token", 3600);
	cr_expect_str_eq(get(), "a-token");
}

Test(token_store, is_no_trouble_when_it_does_not_work)
{
	end(&libsecret);
	open_store(AKV_TOKEN_STORE_LIBSECRET);
	cr_expect_str_eq(get(), "");
	cr_expect_not(akv_token_store_is_shared(store));
	cr_expect_str_eq(akv_token_store_name(store), "none");
	put("a-token", 3600);
	cr_expect_str_eq(get(), "");
	akv_token_store_drop(store, &key);
}

Test(token_store, may_be_none)
{
	open_store(AKV_TOKEN_STORE_NONE);
	cr_expect_not(akv_token_store_is_shared(store));
	cr_expect_str_eq(get(), "");
	put("a-token", 3600);
	cr_expect_str_eq(get(), "");
	cr_expect_str_eq(akv_token_store_name(store), "none");
	cr_expect_eq(libsecret.loads + keyring.loads, 0);
	cr_expect_eq(libsecret.keeps + keyring.keeps, 0);
}

Test(token_store, is_shared_until_it_is_found_not_to_work)
{
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect(akv_token_store_is_shared(store));
	(void)get();
	cr_expect(akv_token_store_is_shared(store));
}

Test(token_store, prepares_what_it_will_ask_first)
{
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect_eq(libsecret.prepared, 1);
	cr_expect_eq(keyring.prepared, 0);
	akv_remembered_store_set("keyring");
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect_eq(libsecret.prepared, 1);
	cr_expect_eq(keyring.prepared, 1);
	open_store(AKV_TOKEN_STORE_NONE);
	cr_expect_eq(libsecret.prepared + keyring.prepared, 2);
	cr_expect_eq(libsecret.loads + keyring.loads, 0);
}

/* -- auto -- */

Test(token_store, of_itself_is_libsecret)
{
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect_str_eq(get(), "");
	put("a-token", 3600);
	cr_expect_str_eq(get(), "a-token");
	cr_expect_str_eq(akv_token_store_name(store), "libsecret");
	cr_expect_eq(keyring.loads + keyring.keeps, 0);
	cr_expect_str_eq(remembered(), "libsecret");
}

Test(token_store, of_itself_is_the_keyring_without_libsecret)
{
	end(&libsecret);
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect_str_eq(get(), "");
	put("a-token", 3600);
	cr_expect_str_eq(get(), "a-token");
	cr_expect_str_eq(akv_token_store_name(store), "keyring");
	cr_expect_str_eq(remembered(), "keyring");
}

Test(token_store, of_itself_is_none_without_either)
{
	end(&libsecret);
	end(&keyring);
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect_str_eq(get(), "");
	cr_expect_not(akv_token_store_is_shared(store));
	put("a-token", 3600);
	cr_expect_str_eq(remembered(), "");
}

Test(token_store, of_itself_is_what_worked_last_time)
{
	akv_remembered_store_set("keyring");
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect_str_eq(get(), "");
	put("a-token", 3600);
	cr_expect_str_eq(akv_token_store_name(store), "keyring");
	cr_expect_eq(libsecret.loads + libsecret.keeps, 0);
}

Test(token_store, of_itself_goes_on_when_that_works_no_more)
{
	akv_remembered_store_set("keyring");
	end(&keyring);
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect_str_eq(get(), "");
	put("a-token", 3600);
	cr_expect_str_eq(akv_token_store_name(store), "libsecret");
	cr_expect_str_eq(remembered(), "libsecret");
}

/* A Secret Service that is locked answers, and then refuses. */
Test(token_store, of_itself_is_the_keyring_when_libsecret_keeps_nothing)
{
	libsecret.answers.keep = AKV_TOKEN_BACKEND_UNUSABLE;
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect_str_eq(get(), "");
	put("a-token", 3600);
	cr_expect_str_eq(remembered(), "keyring");
	cr_expect_str_eq(get(), "a-token");
}

Test(token_store, of_itself_is_none_where_things_are_built)
{
	(void)setenv("CI", "true", 1);
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect_str_eq(get(), "");
	cr_expect_not(akv_token_store_is_shared(store));
	put("a-token", 3600);
	cr_expect_eq(libsecret.loads + libsecret.keeps, 0);
	cr_expect_eq(keyring.loads + keyring.keeps, 0);
}

Test(token_store, that_is_configured_is_not_remembered)
{
	open_store(AKV_TOKEN_STORE_KEYRING);
	put("a-token", 3600);
	cr_expect_str_eq(remembered(), "");
}

/* -- silence -- */

Test(token_store, waits_for_silence_two_seconds_in_all)
{
	silence(&libsecret);
	open_store(AKV_TOKEN_STORE_LIBSECRET);
	cr_expect_str_eq(get(), "");
	cr_expect_eq(libsecret.budget_ms, 1000);
	cr_expect(akv_token_store_is_shared(store), "it may be late");
	cr_expect_str_eq(get(), "");
	cr_expect_eq(libsecret.budget_ms, 1000);
	cr_expect_not(akv_token_store_is_shared(store));
	cr_expect_eq(fake_clock.monotonic_ms, 3000);

	put("a-token", 3600);
	cr_expect_str_eq(get(), "");
	akv_token_store_drop(store, &key);
	cr_expect_eq(libsecret.loads, 2);
	cr_expect_eq(libsecret.keeps + libsecret.forgets, 0);
	cr_expect_eq(fake_clock.monotonic_ms, 3000);
}

Test(token_store, is_asked_again_after_the_first_silence)
{
	open_store(AKV_TOKEN_STORE_LIBSECRET);
	put("a-token", 3600);
	open_store(AKV_TOKEN_STORE_LIBSECRET);
	silence(&libsecret);
	cr_expect_str_eq(get(), "");
	fake_token_backends_answer(&libsecret, AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(get(), "a-token");
}

Test(token_store, does_not_count_answers_as_silence)
{
	open_store(AKV_TOKEN_STORE_LIBSECRET);
	for (int i = 0; i < 3; i++) {
		(void)get();
		pass(1000);
	}
	put("a-token", 3600);
	cr_expect_eq(libsecret.budget_ms, 2000);
}

Test(token_store, goes_on_to_the_keyring_in_silence)
{
	silence(&libsecret);
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect_str_eq(get(), "");
	cr_expect_str_eq(get(), "");
	put("a-token", 3600);
	cr_expect_str_eq(remembered(), "keyring");
	cr_expect_str_eq(get(), "a-token");
	cr_expect_eq(libsecret.keeps, 0);
}

/* Another process found out while we were waiting for our turn to sign in. */
Test(token_store, learns_from_others_which_one_works)
{
	silence(&libsecret);
	open_store(AKV_TOKEN_STORE_AUTO);
	cr_expect_str_eq(get(), "");
	akv_remembered_store_set("keyring");
	cr_expect_str_eq(get(), "");
	cr_expect_eq(libsecret.loads, 1);
}

Test(token_store, gives_up_when_keeping_meets_silence)
{
	open_store(AKV_TOKEN_STORE_LIBSECRET);
	(void)get();
	silence(&libsecret);
	put("a-token", 3600);
	cr_expect_eq(libsecret.budget_ms, 2000);
	put("a-token", 3600);
	cr_expect_eq(libsecret.keeps, 1);
}

/* -- many processes -- */

Test(token_store, looks_later_when_others_are_asking)
{
	int fd = akv_lock_file_open("libsecret.lock");

	cr_assert(akv_lock_file_take(fd, akv_clock_deadline_in(0)));
	open_store(AKV_TOKEN_STORE_LIBSECRET);
	cr_expect_str_eq(get(), "");
	cr_expect_eq(libsecret.loads, 0);
	cr_expect_eq(fake_clock.slept_ms, 250);
	cr_expect(akv_token_store_is_shared(store));
	(void)close(fd);
	cr_expect_str_eq(get(), "");
	cr_expect_eq(libsecret.loads, 1);
	cr_expect_eq(libsecret.budget_ms, 1750);
}
