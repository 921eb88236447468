/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/core/unit_credential.h"

Test(unit_credential, is_a_unit_and_a_name)
{
	static const char *const good[] = {
		"payroll.service/sftp-pw",
		"a.socket/b.c",
		"mnt-data.mount/key",
		"x.swap/y",
		"app@.service/key",
		"app@one.service/key",
		"we\\x2dird:name_.service/k9",
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		cr_expect_eq(akv_unit_credential_check(good[i], NULL), AKV_OK,
			     "%s", good[i]);
}

Test(unit_credential, is_refused_by_the_rules_of_systemd)
{
	static const char *const bad[] = {
		"payroll.service",    "payroll.service/",   "/sftp-pw",
		"payroll/sftp-pw",    ".service/x",	    "a.timer/x",
		"a b.service/x",      "a.service/x y",	    "a.service/x/y",
		"a.service/..",	      "a.service/.",	    "a.service/x:y",
		"a.service/\xc3\xa4", "\xc3\xa4.service/x", "",
	};
	struct akv_error err;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		cr_expect_eq(akv_unit_credential_check(bad[i], &err),
			     AKV_ERR_USAGE, "%s", bad[i]);
		cr_expect_str_eq(err.reason, "InvalidName");
	}
}

Test(unit_credential, is_for_its_unit_alone)
{
	cr_assert(akv_unit_credential_is_for("a.service/x", "a.service", "x"));
	cr_assert_not(
		akv_unit_credential_is_for("a.service/x", "a.service", "xy"));
	cr_assert_not(
		akv_unit_credential_is_for("a.service/x", "a.service", ""));
	cr_assert_not(
		akv_unit_credential_is_for("a.service/x", "b.service", "x"));
	cr_assert_not(
		akv_unit_credential_is_for("a.service/x", "a.servic", "x"));
	cr_assert_not(
		akv_unit_credential_is_for("a.service/x", "a.service.d", "x"));
}

Test(unit_credential, is_for_every_instance_of_a_template)
{
	cr_assert(
		akv_unit_credential_is_for("a@.service/x", "a@1.service", "x"));
	cr_assert(akv_unit_credential_is_for("a@.service/x", "a@1@2.service",
					     "x"));
	cr_assert(
		akv_unit_credential_is_for("a@.service/x", "a@.service", "x"));
	cr_assert_not(
		akv_unit_credential_is_for("a@.service/x", "a.service", "x"));
	cr_assert_not(
		akv_unit_credential_is_for("a@.service/x", "b@1.service", "x"));
	cr_assert_not(
		akv_unit_credential_is_for("a@.service/x", "a@1.socket", "x"));
	cr_assert_not(akv_unit_credential_is_for("a@1.service/x", "a@2.service",
						 "x"));
	cr_assert_not(
		akv_unit_credential_is_for("a@.service/x", "a@1.service", "y"));
}
