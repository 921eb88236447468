/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <string.h>

#include "tests/e2e/tokens.h"
#include "tests/harness/kernel_keyring.h"

/* Tokens in the kernel's keyring, one of the test's own. */

static void set_up(void)
{
	suite_set_up();
	kernel_keyring_make();
	tokens_use("keyring");
}

TestSuite(tokens_keyring, .init = set_up, .fini = suite_tear_down,
	  .timeout = 180);

Test(tokens_keyring, is_kept_between_runs)
{
	tokens_test_kept();
	tokens_expect_used("keyring");
}

Test(tokens_keyring, that_was_revoked_is_replaced)
{
	tokens_test_revoked();
}

Test(tokens_keyring, that_is_revoked_every_time_is_replaced_every_time)
{
	tokens_test_revoked_again();
}

Test(tokens_keyring, belongs_to_one_credential)
{
	tokens_test_rotated();
}

Test(tokens_keyring, that_ends_soon_is_not_used)
{
	tokens_test_short_lived();
}

Test(tokens_keyring, is_forgotten_when_told)
{
	tokens_test_cleared();
	cr_assert_null(strstr(kernel_keyring_words(), "akv:token:"));
}

Test(tokens_keyring, that_was_revoked_is_replaced_once_for_all)
{
	tokens_test_revoked_together();
}

Test(tokens_keyring, is_asked_for_once_by_a_hundred)
{
	tokens_test_together();
}

Test(tokens_keyring, names_no_secret_in_its_description)
{
	const char *words;

	tokens_read();
	words = kernel_keyring_words();
	cr_assert_not_null(strstr(words, "user: akv:token:"));
	cr_assert_null(canary_find(words, strlen(words)));
}

/* Puts ${text} in the place of the one token that is there. */
static void overwrite_token(const char *text)
{
	static const char script[] =
		"keyctl link @u @s &&"
		"name=$(keyctl show @u | sed -n 's/.*user: akv:t/akv:t/p') &&"
		"id=$(keyctl search @u user \"$name\") &&"
		"printf %s \"$0\" | keyctl pupdate \"$id\"";

	expect_silence(program_run(&(struct program){
		.path = "/bin/sh", .arguments = WORDS("-c", script, text) }));
}

/* Whoever can write there can make us sign in, and that is all. */
Test(tokens_keyring, that_is_garbage_is_replaced)
{
	tokens_read();
	overwrite_token("garbage");
	tokens_read();
	tokens_expect(2);
	overwrite_token("akv token 1\n\n9999999999\nforged-token");
	tokens_read();
	tokens_expect(3);
	tokens_read();
	tokens_expect(3);
}

/* -- one that signs in for the others, and does not come back -- */

static struct running *hang_in_sign_in(void)
{
	struct running *running;

	cloud_fault("{'match': {'host': 'login.*', 'times': 1},"
		    " 'do': {'hang': 'request'}}");
	running = program_start(&(struct program){
		.arguments = WORDS("read", "nightly-export") });
	cloud_wait_for("token_requests", 1);
	return running;
}

Test(tokens_keyring, is_not_waited_for_until_it_is_too_late)
{
	struct running *hanging = hang_in_sign_in();

	expect_answer(akv("read", "nightly-export", "--timeout", "4"),
		      CLOUD_PASSWORD);
	program_signal(hanging, SIGKILL);
	cr_assert_eq(program_end(hanging)->status, 128 + SIGKILL);
	tokens_expect(2);
}

Test(tokens_keyring, is_fetched_by_the_next_when_the_first_one_dies)
{
	struct running *hanging = hang_in_sign_in();
	struct running *waiting = program_start(&(struct program){
		.arguments = WORDS("read", "nightly-export") });
	const struct outcome *got;

	program_signal(hanging, SIGTERM);
	cr_assert_eq(program_end(hanging)->status, 128 + SIGTERM);
	got = program_end(waiting);
	expect_answer(got, CLOUD_PASSWORD);
	/* not after half of the thirty seconds that it would wait */
	expect_within(got, 14000);
	tokens_expect(2);
}

Test(tokens_keyring, is_chosen_where_there_is_no_secret_service)
{
	tokens_use("auto");
	tokens_test_kept();
	tokens_expect_used("keyring");
}

Test(tokens_keyring, is_not_chosen_where_machines_are_thrown_away)
{
	tokens_use("auto");
	program_setenv("CI", "true");
	tokens_read();
	tokens_read();
	tokens_expect(2);
	tokens_expect_used("none");
}

Test(tokens_keyring, is_used_by_the_variable_too)
{
	tokens_use("none");
	program_setenv("AKV_TOKEN_STORE", "keyring");
	tokens_test_kept();
	tokens_expect_used("keyring");
}
