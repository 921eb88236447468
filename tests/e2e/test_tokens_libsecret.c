/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/e2e/tokens.h"
#include "tests/harness/kernel_keyring.h"
#include "tests/keyring/secret_service.h"
#include "tests/keyring/session_bus.h"

/* Tokens in a real gnome-keyring, and with Secret Services that are none. */

/* The kernel's keyring is the test's own too: clearing clears all stores. */
static void set_up(void)
{
	suite_set_up();
	kernel_keyring_make();
	session_bus_start();
	tokens_use("libsecret");
}

TestSuite(tokens_libsecret, .init = set_up, .fini = suite_tear_down,
	  .timeout = 180);

Test(tokens_libsecret, is_kept_between_runs)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	tokens_test_kept();
	tokens_expect_used("libsecret");
}

Test(tokens_libsecret, that_was_revoked_is_replaced)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	tokens_test_revoked();
}

Test(tokens_libsecret, that_is_revoked_every_time_is_replaced_every_time)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	tokens_test_revoked_again();
}

Test(tokens_libsecret, belongs_to_one_credential)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	tokens_test_rotated();
}

Test(tokens_libsecret, that_ends_soon_is_not_used)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	tokens_test_short_lived();
}

Test(tokens_libsecret, is_forgotten_when_told)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	tokens_test_cleared();
}

Test(tokens_libsecret, that_was_revoked_is_replaced_once_for_all)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	tokens_test_revoked_together();
}

Test(tokens_libsecret, is_asked_for_once_by_a_hundred)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	tokens_test_together();
}

Test(tokens_libsecret, comes_first_where_it_works)
{
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	tokens_use("auto");
	tokens_test_kept();
	tokens_expect_used("libsecret");
	cr_assert_null(strstr(kernel_keyring_words(), "akv:token:"));
}

Test(tokens_libsecret, gives_way_where_nobody_answers)
{
	tokens_use("auto");
	tokens_test_kept();
	tokens_expect_used("keyring");
}

/* -- without it everything works, only slower -- */

Test(tokens_libsecret, may_be_absent)
{
	tokens_read();
	tokens_read();
	tokens_expect(2);
	expect_words(akv("cache", "show"), "\"usable\": false");
}

Test(tokens_libsecret, may_be_locked)
{
	secret_service_start(SECRET_SERVICE_LOCKED);
	tokens_read();
	tokens_read();
	cr_assert_leq(cloud_count("token_requests"), 2);
}

Test(tokens_libsecret, may_hang)
{
	const struct outcome *got;

	secret_service_start(SECRET_SERVICE_UNLOCKED);
	tokens_read();
	secret_service_pause();
	got = akv("read", "nightly-export");
	secret_service_resume();
	expect_answer(got, CLOUD_PASSWORD);
	expect_within(got, 15000);
	tokens_expect(2);
}

Test(tokens_libsecret, may_be_on_a_bus_that_is_gone)
{
	session_bus_use("unix:path=/nonexistent");
	tokens_read();
	tokens_read();
	tokens_expect(2);
}

Test(tokens_libsecret, may_be_silent_for_everybody_at_once)
{
	secret_service_start_fake(WORDS("silent"));
	tokens_use("auto");
	/* each gives up on the service, and then finds the other store */
	cr_assert_gt(tokens_read_together(20), 0);
	tokens_expect(1);
}
