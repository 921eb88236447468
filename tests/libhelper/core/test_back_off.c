/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/core/back_off.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/scratch.h"

static const struct akv_token_key key = {
	.authority_host = "login.microsoftonline.com",
	.tenant = "tenant",
	.client_id = "client",
	.audience = "https://vault.azure.net",
	.fingerprint = "fingerprint",
};

static struct akv_error refusal;
static struct akv_error err;

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("STATE_DIRECTORY");
	(void)unsetenv("RUNTIME_DIRECTORY");
	(void)setenv("XDG_STATE_HOME", scratch_path("state"), 1);
	fake_clock.unix_s = 1700000000;
	fake_clock.monotonic_ms = 5000;
	akv_fail(&refusal, AKV_ERR_SIGN_IN, "AADSTS7000112",
		 "application X is disabled");
	akv_error_hint(&refusal, "ask an administrator");
	akv_error_hint(&refusal, "correlation id: 1");
}

TestSuite(back_off, .init = set_up, .fini = scratch_remove);

static void keep(void)
{
	akv_back_off_keep(&key, &refusal, AKV_BACK_OFF_REFUSED_MS);
}

/* The file of ${key}, which is the only one. */
static const char *file(void)
{
	char digest[AKV_TOKEN_KEY_SIZE];
	char name[] = "state/akv/back-off-00";

	cr_assert_eq(akv_token_key_digest(&key, digest, NULL), AKV_OK);
	memcpy(name + strlen(name) - 2, digest, 2);
	return scratch_path(name);
}

static bool may_sign_in(void)
{
	err = (struct akv_error){ 0 };
	return akv_back_off_check(&key, &err) == AKV_OK;
}

static void pass(int64_t s)
{
	fake_clock.unix_s += s;
	fake_clock.monotonic_ms += s * 1000;
}

Test(back_off, is_none_at_first)
{
	cr_expect(may_sign_in());
}

Test(back_off, repeats_the_error_and_says_so_first)
{
	keep();
	cr_expect_eq(akv_back_off_check(&key, &err), AKV_ERR_SIGN_IN);
	cr_expect_eq(err.code, AKV_ERR_SIGN_IN);
	cr_expect_str_eq(err.reason, "AADSTS7000112");
	cr_expect_str_eq(err.text, "application X is disabled");
	cr_expect_str_eq(err.hint,
			 "this is remembered, and Entra ID is not asked again "
			 "before <1700000060>; to ask at once: akv cache "
			 "clear\n"
			 "ask an administrator\n"
			 "correlation id: 1\n");
	cr_expect_eq(akv_back_off_check(&key, NULL), AKV_ERR_SIGN_IN);
}

Test(back_off, lasts_for_a_minute)
{
	keep();
	pass(59);
	cr_expect_not(may_sign_in());
	pass(1);
	cr_expect(may_sign_in());
	cr_expect_eq(access(file(), F_OK), -1);
}

Test(back_off, lasts_as_long_as_a_service_wants)
{
	akv_back_off_keep(&key, &refusal, 1500);
	pass(1);
	cr_expect_not(may_sign_in());
	pass(1);
	cr_expect(may_sign_in());
	akv_back_off_keep(&key, &refusal, 0);
	cr_expect(may_sign_in());
	akv_back_off_keep(&key, &refusal, 86400000);
	pass(3599);
	cr_expect_not(may_sign_in());
	pass(1);
	cr_expect(may_sign_in());
}

/* Neither clock alone can keep anybody out for longer. */
Test(back_off, ends_where_a_clock_jumps)
{
	keep();
	fake_clock.unix_s -= 3600;
	cr_expect(may_sign_in());
	keep();
	fake_clock.unix_s += 3600;
	cr_expect(may_sign_in());
	keep();
	pass(30);
	/* set back to when it was made, again and again */
	fake_clock.unix_s -= 30;
	cr_expect_not(may_sign_in());
	pass(30);
	cr_expect(may_sign_in());
}

Test(back_off, does_not_outlast_a_restart)
{
	keep();
	pass(10);
	fake_clock.monotonic_ms = 1000;
	cr_expect(may_sign_in());
}

Test(back_off, is_for_one_credential)
{
	struct akv_token_key other = key;

	keep();
	other.fingerprint = "a new one";
	cr_expect_eq(akv_back_off_check(&other, &err), AKV_OK);
	other = key;
	other.audience = "https://management.azure.com";
	cr_expect_eq(akv_back_off_check(&other, &err), AKV_OK);
	cr_expect_not(may_sign_in());
}

Test(back_off, is_a_private_file_without_a_secret)
{
	struct stat stat_of_file;

	keep();
	cr_assert_eq(stat(file(), &stat_of_file), 0);
	cr_expect_eq(stat_of_file.st_mode & 07777, 0600);
	cr_assert_eq(stat(scratch_path("state/akv"), &stat_of_file), 0);
	cr_expect_eq(stat_of_file.st_mode & 07777, 0700);
}

Test(back_off, takes_garbage_for_nothing_and_away)
{
	keep();
	(void)scratch_write(strstr(file(), "state/akv/"), "garbage", 7, 0600);
	cr_expect(may_sign_in());
	cr_expect_eq(access(file(), F_OK), -1);
	keep();
	cr_expect_not(may_sign_in());
	cr_assert_eq(chmod(file(), 0644), 0);
	cr_expect(may_sign_in());
	cr_expect_eq(access(file(), F_OK), -1);
}

/* Of the numbers, the first client id whose file is that of ${key}. */
static void find_neighbour(char *client_id, size_t size)
{
	struct akv_token_key other = key;
	char ours[AKV_TOKEN_KEY_SIZE];
	char theirs[AKV_TOKEN_KEY_SIZE] = "";
	int i = 0;

	cr_assert_eq(akv_token_key_digest(&key, ours, NULL), AKV_OK);
	other.client_id = client_id;
	while (strncmp(ours, theirs, 2) != 0) {
		(void)snprintf(client_id, size, "%d", i++);
		cr_assert_eq(akv_token_key_digest(&other, theirs, NULL),
			     AKV_OK);
	}
}

Test(back_off, leaves_what_counts_for_somebody_else)
{
	struct akv_token_key other = key;
	char client_id[16];

	find_neighbour(client_id, sizeof(client_id));
	other.client_id = client_id;
	keep();
	cr_expect_eq(akv_back_off_check(&other, &err), AKV_OK);
	cr_expect_not(may_sign_in());
}

Test(back_off, is_listed_while_it_is_in_force)
{
	struct akv_back_off found;
	size_t slot = 0;

	cr_expect_not(akv_back_off_next(&slot, &found));
	keep();
	slot = 0;
	cr_assert(akv_back_off_next(&slot, &found));
	cr_expect_str_eq(found.error.reason, "AADSTS7000112");
	cr_expect_eq(akv_back_off_until(&found), 1700000060);
	cr_expect_not(akv_back_off_next(&slot, &found));
	pass(60);
	slot = 0;
	cr_expect_not(akv_back_off_next(&slot, &found));
}

/* Looking is no reason to leave something behind. */
Test(back_off, makes_nothing_before_there_is_something_to_remember)
{
	struct akv_back_off found;
	size_t slot = 0;

	cr_expect(may_sign_in());
	cr_expect_not(akv_back_off_next(&slot, &found));
	cr_expect(akv_back_off_forget_all());
	cr_expect_eq(access(scratch_path("state"), F_OK), -1);
	keep();
	cr_expect_not(may_sign_in());
}

Test(back_off, can_be_forgotten)
{
	keep();
	cr_expect(akv_back_off_forget_all());
	cr_expect(may_sign_in());
	cr_expect(akv_back_off_forget_all());
}

Test(back_off, lies_with_the_locks_where_there_is_no_state_directory)
{
	(void)unsetenv("XDG_STATE_HOME");
	(void)setenv("XDG_RUNTIME_DIR", scratch_path(""), 1);
	keep();
	cr_expect_not(may_sign_in());
	(void)setenv("XDG_STATE_HOME", scratch_path("state"), 1);
	cr_expect(akv_back_off_forget_all());
	(void)unsetenv("XDG_STATE_HOME");
	cr_expect(may_sign_in());
}

Test(back_off, is_no_trouble_without_a_place)
{
	struct akv_back_off found;
	size_t slot = 0;

	(void)unsetenv("XDG_STATE_HOME");
	keep();
	cr_expect(may_sign_in());
	cr_expect_not(akv_back_off_next(&slot, &found));
	cr_expect(akv_back_off_forget_all());
}
