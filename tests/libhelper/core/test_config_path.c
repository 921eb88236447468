/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/core/config_path.h"
#include "tests/fakes/scratch.h"

TestSuite(config_path, .init = scratch_make, .fini = scratch_remove);

static void expect_user(const char *wanted)
{
	char path[AKV_CONFIG_PATH_SIZE];

	cr_assert(akv_config_path_user(path, sizeof(path)));
	cr_expect_str_eq(path, wanted);
}

Test(config_path, is_below_the_home)
{
	setenv("HOME", "/home/me", 1);
	expect_user("/home/me/.config/akv/config");
	setenv("XDG_CONFIG_HOME", "relative", 1);
	expect_user("/home/me/.config/akv/config");
	setenv("XDG_CONFIG_HOME", "/elsewhere", 1);
	expect_user("/elsewhere/akv/config");
}

Test(config_path, is_that_of_the_user_database_without_a_home)
{
	char path[AKV_CONFIG_PATH_SIZE];

	if (akv_config_path_user(path, sizeof(path)))
		cr_expect_eq(path[0], '/');
}

Test(config_path, does_not_fit)
{
	char path[8];

	setenv("HOME", "/home/me", 1);
	cr_expect_not(akv_config_path_user(path, sizeof(path)));
}

Test(config_path, may_be_named)
{
	cr_expect_null(akv_config_path_named());
	setenv("AKV_CONFIG", "", 1);
	cr_expect_null(akv_config_path_named());
	setenv("AKV_CONFIG", "/mine", 1);
	cr_expect_str_eq(akv_config_path_named(), "/mine");
}
