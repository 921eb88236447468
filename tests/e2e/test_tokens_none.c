/* SPDX-License-Identifier: MIT */
#include "tests/e2e/tokens.h"

/* No store: every run signs in, and nothing is left behind. */
E2E_SUITE(tokens_none);

static void expect_no_files(void)
{
	expect_silence(program_run(&(struct program){
		.path = "/usr/bin/find",
		.arguments = WORDS("home", "run", "tmp", "-mindepth", "1") }));
}

Test(tokens_none, every_run_signs_in)
{
	tokens_read();
	tokens_read();
	tokens_expect(2);
	tokens_expect_used("none");
	expect_no_files();
}

Test(tokens_none, is_chosen_by_the_variable_too)
{
	tokens_use("keyring");
	program_setenv("AKV_TOKEN_STORE", "none");
	tokens_read();
	tokens_read();
	tokens_expect(2);
	tokens_expect_used("none");
}

Test(tokens_none, a_store_that_nobody_knows_is_refused)
{
	const struct outcome *got = akv_with(WORDS("AKV_TOKEN_STORE=wallet"),
					     WORDS("read", "nightly-export"));

	expect_failure(got, 2, "UnknownTokenStore");
	expect_hint(got, "auto, libsecret, keyring, none");
	expect_untouched();
}

Test(tokens_none, many_sign_in_side_by_side)
{
	(void)tokens_read_together(20);
	tokens_expect(20);
}

Test(tokens_none, is_shown_with_the_others)
{
	const struct outcome *got = akv("cache", "show", "-o", "table");

	expect_words(got, "Name       Used   Usable  Reason");
	expect_words(got, "\nlibsecret  False  ");
	expect_words(got, "\nkeyring    False  ");
	expect_words(got, "\nnone       True   True    used: it is configured");
	expect_words(akv("cache", "show", "-o", "tsv"),
		     "\nnone\tTrue\tTrue\tused: it is configured\n");
	expect_words(akv("cache", "show"), "\"name\": \"libsecret\",\n");
	expect_untouched();
}
