/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <criterion/redirect.h>

#include "cmd/report.h"

TestSuite(report, .init = cr_redirect_stderr);

Test(report, prints_what_happened_and_what_to_do)
{
	struct akv_error err;

	akv_fail(&err, AKV_ERR_USAGE, "Broken", "it broke");
	akv_error_hint(&err, "mend it");
	akv_error_hint(&err, "or buy another");
	akv_report_error(&err);
	(void)fflush(stderr);
	cr_assert_stderr_eq_str("akv: it broke (Broken)\n"
				"hint: mend it\n"
				"hint: or buy another\n");
}

Test(report, escapes_a_warning)
{
	akv_report_warning("secret %s", "a\x1b[2Jb\r\nc");
	(void)fflush(stderr);
	cr_assert_stderr_eq_str("akv: warning: secret a\\x1b[2Jb\\r\\nc\n");
}

Test(report, warns_of_an_error_with_its_hints)
{
	struct akv_error err;

	akv_fail(&err, AKV_ERR_SIGN_IN, "Refused", "no");
	akv_error_hint(&err, "ask again");
	akv_report_warning_of(&err, "nobody knows");
	(void)fflush(stderr);
	cr_assert_stderr_eq_str("akv: warning: nobody knows: no (Refused)\n"
				"hint: ask again\n");
}

Test(report, says_what_is_no_warning)
{
	akv_report_note("the %s one", "first");
	(void)fflush(stderr);
	cr_assert_stderr_eq_str("akv: the first one\n");
}

Test(report, keeps_warnings_back_when_told_so)
{
	struct akv_error err;

	akv_report_only_errors();
	akv_report_warning("nothing much");
	akv_report_note("nothing at all");
	akv_fail(&err, AKV_ERR_USAGE, "Broken", "it broke");
	akv_error_hint(&err, "mend it");
	akv_report_warning_of(&err, "nothing");
	akv_report_error(&err);
	(void)fflush(stderr);
	cr_assert_stderr_eq_str("akv: it broke (Broken)\nhint: mend it\n");
}
