/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/core/back_off_record.h"

#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER "f123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEAD "akv back-off 1\n" KEY "\n"
#define TIMES "1700000000\n5000\n60000\n"
#define WORDS "sign-in\nAADSTS7000112\napplication X is disabled\n"
#define GOOD HEAD TIMES WORDS "ask an administrator\nanother\n"

static struct akv_back_off got;

static bool parse_bytes(const void *bytes, size_t len, const char *key)
{
	AKV_AUTO(secret) *record = NULL;

	cr_assert_eq(akv_secret_new_from(bytes, len, &record, NULL), AKV_OK);
	return akv_back_off_record_parse(record, key, &got);
}

static bool parse(const char *text)
{
	return parse_bytes(text, strlen(text), KEY);
}

Test(back_off_record, is_read)
{
	cr_assert(parse(GOOD));
	cr_expect_eq(got.made_at, 1700000000);
	cr_expect_eq(got.made_at_ms, 5000);
	cr_expect_eq(got.wait_ms, 60000);
	cr_expect_eq(got.error.code, AKV_ERR_SIGN_IN);
	cr_expect_str_eq(got.error.reason, "AADSTS7000112");
	cr_expect_str_eq(got.error.text, "application X is disabled");
	cr_expect_str_eq(got.error.hint, "ask an administrator\nanother\n");
}

Test(back_off_record, needs_no_hint)
{
	cr_assert(parse(HEAD TIMES WORDS));
	cr_expect_str_eq(got.error.hint, "");
}

Test(back_off_record, is_written_as_it_is_read)
{
	AKV_AUTO(secret) *record = NULL;

	cr_assert(parse(GOOD));
	cr_assert_eq(akv_back_off_record_new(KEY, &got, &record, NULL), AKV_OK);
	cr_expect_str_eq(akv_secret_text(record), GOOD);
}

Test(back_off_record, is_about_one_key_or_anybody)
{
	cr_expect(parse_bytes(GOOD, strlen(GOOD), NULL));
	cr_expect_not(parse_bytes(GOOD, strlen(GOOD), OTHER));
	cr_expect_not(
		parse_bytes("akv back-off 1\nshort\n" TIMES WORDS, 70, NULL));
}

Test(back_off_record, has_one_of_four_codes)
{
	cr_assert(parse(HEAD TIMES "throttled\nThrottled\ntoo many\n"));
	cr_expect_eq(got.error.code, AKV_ERR_THROTTLED);
	cr_assert(parse(HEAD TIMES "unreachable\nServerError\na fault\n"));
	cr_expect_eq(got.error.code, AKV_ERR_UNREACHABLE);
	cr_assert(parse(HEAD TIMES "other\nAADSTS90014\nour fault\n"));
	cr_expect_eq(got.error.code, AKV_ERR_OTHER);
	cr_expect_not(parse(HEAD TIMES "ok\nFine\nall is well\n"));
	cr_expect_not(parse(HEAD TIMES "0\nFine\nall is well\n"));
}

Test(back_off_record, is_nothing_when_it_is_cut_anywhere)
{
	/* every line but the hints is needed, with its end */
	for (size_t len = 0; len < strlen(HEAD TIMES WORDS); len++)
		cr_expect_not(parse_bytes(GOOD, len, KEY), "%zu", len);
}

Test(back_off_record, refuses_what_we_never_write)
{
	cr_expect_not(parse("akv back-off 2\n" KEY "\n" TIMES WORDS));
	cr_expect_not(parse(HEAD "-1\n5000\n60000\n" WORDS));
	cr_expect_not(parse(HEAD "01\n5000\n60000\n" WORDS));
	cr_expect_not(parse(HEAD "1\n\n60000\n" WORDS));
	cr_expect_not(parse(HEAD "99999999999999999999\n0\n1\n" WORDS));
	cr_expect_not(parse(HEAD TIMES "sign-in\n\ntext\n"));
	cr_expect_not(parse(HEAD TIMES "sign-in\nnot a word\ntext\n"));
	cr_expect_not(parse(HEAD TIMES "sign-in\nReason\n\n"));
	cr_expect_not(parse(HEAD TIMES WORDS "\n"));
	cr_expect_not(parse(HEAD TIMES WORDS "a hint without its end"));
	cr_expect_not(parse_bytes(HEAD TIMES WORDS "a\0b\n",
				  sizeof(HEAD TIMES WORDS "a\0b\n") - 1, KEY));
}

/* However it got there, nobody is kept out for longer. */
Test(back_off_record, lasts_an_hour_at_most)
{
	cr_expect(parse(HEAD "1\n1\n3600000\n" WORDS));
	cr_expect_not(parse(HEAD "1\n1\n3600001\n" WORDS));
}

Test(back_off_record, cannot_draw_on_the_terminal)
{
	cr_assert(parse(HEAD TIMES "sign-in\nR\na\x1b[31mb\nc\rd\n"));
	cr_expect_str_eq(got.error.text, "a\\x1b[31mb");
	cr_expect_str_eq(got.error.hint, "c\\rd\n");
}

Test(back_off_record, takes_words_as_long_as_an_error_has_them)
{
	AKV_AUTO(secret) *record = NULL;
	struct akv_back_off longest = { .wait_ms = AKV_BACK_OFF_WAIT_MAX_MS,
					.made_at = INT64_MAX,
					.made_at_ms = INT64_MAX };

	akv_fail(&longest.error, AKV_ERR_UNREACHABLE, "R", "%0*d",
		 AKV_ERROR_TEXT_MAX - 1, 0);
	memset(longest.error.reason, 'R', AKV_ERROR_REASON_MAX - 1);
	akv_error_hint(&longest.error, "%0*d", AKV_ERROR_HINT_MAX - 2, 0);
	cr_assert_eq(akv_back_off_record_new(KEY, &longest, &record, NULL),
		     AKV_OK);
	cr_assert(akv_back_off_record_parse(record, KEY, &got));
	cr_expect_str_eq(got.error.text, longest.error.text);
	cr_expect_str_eq(got.error.hint, longest.error.hint);
	cr_expect_str_eq(got.error.reason, longest.error.reason);
}

Test(back_off_record, is_of_what_one_can_back_off_for)
{
	struct akv_back_off wrong = { .wait_ms = 60000 };
	struct akv_secret *record = NULL;

	akv_fail(&wrong.error, AKV_ERR_USAGE, "Usage", "a typing error");
	cr_expect_eq(akv_back_off_record_new(KEY, &wrong, &record, NULL),
		     AKV_ERR_OTHER);
	cr_expect_null(record);
}
