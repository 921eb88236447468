/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "libhelper/core/single_flight.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/scratch.h"

static const struct akv_token_key key = {
	.authority_host = "host",
	.tenant = "tenant",
	.client_id = "client",
	.audience = "audience",
	.fingerprint = "fingerprint",
};

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("RUNTIME_DIRECTORY");
	(void)unsetenv("XDG_CACHE_HOME");
	(void)setenv("XDG_RUNTIME_DIR", scratch_path("."), 1);
	fake_clock = (struct fake_clock){ .monotonic_ms = 1000 };
}

TestSuite(single_flight, .init = set_up, .fini = scratch_remove);

static struct akv_single_flight *enter(const char *tenant, int64_t ms)
{
	struct akv_token_key theirs = key;

	theirs.tenant = tenant;
	return akv_single_flight_enter(&theirs, akv_clock_deadline_in(ms));
}

Test(single_flight, lets_one_in)
{
	struct akv_single_flight *first = enter("a", 0);
	struct akv_single_flight *second = enter("a", 0);

	cr_assert_not_null(first);
	cr_assert_null(second);
	akv_single_flight_free(first);
	second = enter("a", 0);
	cr_assert_not_null(second);
	akv_single_flight_free(second);
}

Test(single_flight, lets_those_with_other_keys_in)
{
	struct akv_single_flight *first = enter("a", 0);
	/* that these two do not share a file is luck that does not change */
	struct akv_single_flight *second = enter("b", 0);

	cr_assert_not_null(first);
	cr_assert_not_null(second);
	akv_single_flight_free(first);
	akv_single_flight_free(second);
}

Test(single_flight, leaves_half_of_the_time_for_going_on_without)
{
	struct akv_single_flight *first = enter("a", 0);

	cr_assert_null(enter("a", 1000));
	cr_assert_eq(fake_clock.slept_ms, 500);
	akv_single_flight_free(first);
}

Test(single_flight, is_no_trouble_without_a_place)
{
	(void)unsetenv("XDG_RUNTIME_DIR");
	cr_assert_null(enter("a", 1000));
	cr_assert_eq(fake_clock.slept_ms, 0);
	akv_single_flight_free(NULL);
}

Test(single_flight, shares_256_files)
{
	struct stat directory;
	char tenant[16];

	for (int i = 0; i < 2000; i++) {
		(void)snprintf(tenant, sizeof(tenant), "%d", i);
		akv_single_flight_free(enter(tenant, 0));
	}
	cr_assert_eq(stat(scratch_path("akv/sign-in-00.lock"), &directory), 0);
	cr_assert_eq(stat(scratch_path("akv/sign-in-ff.lock"), &directory), 0);
}
