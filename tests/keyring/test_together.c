/* SPDX-License-Identifier: MIT */
#include "tests/harness/kernel_keyring.h"
#include "tests/keyring/store_suite.h"

/* A hundred processes at once: one signs in, the others use its token. */

STORE_SUITE(together);

enum { COUNT = 100 };

Test(together, one_signs_in_with_gnome_keyring)
{
	session_bus_start();
	secret_service_start(SECRET_SERVICE_UNLOCKED);
	cr_assert_eq(store_together("libsecret", COUNT), 1);
}

Test(together, one_signs_in_with_whatever_is_there)
{
	kernel_keyring_make();
	session_bus_start();
	secret_service_start(SECRET_SERVICE_LOCKED);
	cr_assert_eq(store_together("auto", COUNT), 1);
}

Test(together, one_signs_in_with_the_kernel_keyring)
{
	kernel_keyring_make();
	cr_assert_eq(store_together("keyring", COUNT), 1);
}

Test(together, one_signs_in_while_the_secret_service_is_silent)
{
	kernel_keyring_make();
	session_bus_start();
	secret_service_start_fake(WORDS("silent"));
	cr_assert_eq(store_together("auto", COUNT), 1);
	cr_assert_str_eq(store_remembered(), "keyring");
}
