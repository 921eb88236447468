/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/edge/libsecret_talk.h"
#include "tests/fakes/fake_libsecret.h"

#define ATTRIBUTES \
	"key=0123 authority_host=host tenant=tenant client_id=client " \
	"audience=audience fingerprint=print "

static const struct akv_token_item token = {
	.key = "0123",
	.authority_host = "host",
	.tenant = "tenant",
	.client_id = "client",
	.audience = "audience",
	.fingerprint = "print",
};

static struct akv_libsecret_talk *talk;
static struct akv_libsecret_item item;
static struct akv_libsecret_item all_items;

static void set_up(void)
{
	akv_libsecret_item_access_token(&token, &item);
	akv_libsecret_item_access_token(NULL, &all_items);
}

static void tear_down(void)
{
	akv_libsecret_talk_free(talk);
	cr_assert_eq(fake_libsecret.live, 0);
}

TestSuite(libsecret_talk, .init = set_up, .fini = tear_down);

static void hold(enum akv_libsecret_talk_about about,
		 const struct akv_libsecret_item *which, const char *value)
{
	akv_libsecret_talk_free(talk);
	talk = akv_libsecret_talk_new(about, which);
	cr_assert_not_null(talk);
	cr_assert_eq(akv_secret_new(64, &talk->value, NULL), AKV_OK);
	if (value != NULL)
		cr_assert_eq(akv_secret_append_text(talk->value, value, NULL),
			     AKV_OK);
	akv_libsecret_talk_hold(talk);
}

Test(libsecret_talk, keeps_a_value_in_memory)
{
	hold(AKV_LIBSECRET_TALK_STORE, &item, "value");
	cr_expect_eq(talk->answer, AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(fake_libsecret.value, "value");
	cr_expect_str_eq(fake_libsecret.schema, "org.akv.AccessToken");
	cr_expect_str_eq(fake_libsecret.collection, "session");
	cr_expect_str_eq(fake_libsecret.attributes, ATTRIBUTES);
	cr_expect_str_eq(fake_libsecret.label,
			 "akv: access token of client for audience");
}

Test(libsecret_talk, keeps_it_elsewhere_where_nothing_is_kept_in_memory)
{
	fake_libsecret.refuses_to_store = "session";
	hold(AKV_LIBSECRET_TALK_STORE, &item, "value");
	cr_expect_eq(talk->answer, AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(fake_libsecret.collection, "default");
}

Test(libsecret_talk, finds_a_value)
{
	strcpy(fake_libsecret.value, "value");
	hold(AKV_LIBSECRET_TALK_LOOK_UP, &item, NULL);
	cr_expect_eq(talk->answer, AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(akv_secret_text(talk->value), "value");
	cr_expect_str_eq(fake_libsecret.attributes, ATTRIBUTES);
}

Test(libsecret_talk, finds_nothing)
{
	hold(AKV_LIBSECRET_TALK_LOOK_UP, &item, NULL);
	cr_expect_eq(talk->answer, AKV_TOKEN_BACKEND_ABSENT);
}

Test(libsecret_talk, takes_a_value_that_is_too_long_for_none)
{
	memset(fake_libsecret.value, 'x', 65);
	hold(AKV_LIBSECRET_TALK_LOOK_UP, &item, NULL);
	cr_expect_eq(talk->answer, AKV_TOKEN_BACKEND_ABSENT);
	cr_expect_eq(akv_secret_len(talk->value), 0);
}

Test(libsecret_talk, clears_a_value)
{
	strcpy(fake_libsecret.value, "value");
	hold(AKV_LIBSECRET_TALK_CLEAR, &item, NULL);
	cr_expect_eq(talk->answer, AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(fake_libsecret.value, "");
	cr_expect_str_eq(fake_libsecret.attributes, ATTRIBUTES);
	/* and what is not there */
	hold(AKV_LIBSECRET_TALK_CLEAR, &item, NULL);
	cr_expect_eq(talk->answer, AKV_TOKEN_BACKEND_DONE);
}

Test(libsecret_talk, clears_all_of_ours_and_counts_them)
{
	fake_libsecret.found = 3;
	fake_libsecret.left = 1;
	hold(AKV_LIBSECRET_TALK_CLEAR_ALL, &all_items, NULL);
	cr_expect_eq(talk->answer, AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(talk->count.gone, 2);
	cr_expect_eq(talk->count.left, 1);
	cr_expect_str_eq(fake_libsecret.attributes, "");
}

Test(libsecret_talk, counts_no_less_than_nothing)
{
	fake_libsecret.found = 0;
	fake_libsecret.left = 1; /* somebody has kept one meanwhile */
	hold(AKV_LIBSECRET_TALK_CLEAR_ALL, &all_items, NULL);
	cr_expect_eq(talk->count.gone, 0);
	cr_expect_eq(talk->count.left, 1);
}

Test(libsecret_talk, tells_why_it_was_refused)
{
	static const enum akv_libsecret_talk_about all[] = {
		AKV_LIBSECRET_TALK_LOOK_UP,
		AKV_LIBSECRET_TALK_STORE,
		AKV_LIBSECRET_TALK_CLEAR,
		AKV_LIBSECRET_TALK_CLEAR_ALL,
	};

	fake_libsecret.refusal = "no such service";
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		hold(all[i], &item, "value");
		cr_expect_eq(talk->answer, AKV_TOKEN_BACKEND_UNUSABLE);
		cr_expect_str_eq(talk->why, "no such service");
	}
}

Test(libsecret_talk, says_something_where_the_service_says_nothing)
{
	fake_libsecret.refuses_to_store = "*";
	hold(AKV_LIBSECRET_TALK_STORE, &item, "value");
	cr_expect_eq(talk->answer, AKV_TOKEN_BACKEND_UNUSABLE);
	cr_expect_str_eq(talk->why, "the Secret Service refused");
}

Test(libsecret_talk, needs_libsecret)
{
	fake_libsecret.is_missing = true;
	hold(AKV_LIBSECRET_TALK_LOOK_UP, &item, NULL);
	cr_expect_eq(talk->answer, AKV_TOKEN_BACKEND_UNUSABLE);
	cr_expect_str_eq(talk->why, "libsecret is not installed");
}
