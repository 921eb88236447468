/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "cmd/exec_names.h"

static void expect(const char *name, const char *reason)
{
	struct akv_error err = { 0 };
	enum akv_code code = akv_exec_names_check("--env", name, &err);

	cr_expect_eq(code, reason == NULL ? AKV_OK : AKV_ERR_USAGE, "%s", name);
	if (reason != NULL)
		cr_expect_str_eq(err.reason, reason, "%s", name);
}

Test(exec_names, are_those_of_variables)
{
	static char longest[AKV_EXEC_NAME_MAX + 2];

	expect("PGPASSWORD", NULL);
	expect("_x9", NULL);
	expect("lower", NULL);
	memset(longest, 'X', AKV_EXEC_NAME_MAX);
	expect(longest, NULL);
	longest[AKV_EXEC_NAME_MAX] = 'X';
	expect(longest, "BadName");
	expect("", "BadName");
	expect("9X", "BadName");
	expect("A-B", "BadName");
	expect("A B", "BadName");
	expect("A\nB", "BadName");
	expect("\xc3\xa4", "BadName");
	expect("A=b", "BadName");
	expect("=", "BadName");
}

/* It may be the secret itself that somebody put there. */
Test(exec_names, repeat_nothing_behind_an_equals_sign)
{
	struct akv_error err;

	cr_assert_eq(akv_exec_names_check("--env", "PASSWORD=hunter2", &err),
		     AKV_ERR_USAGE);
	cr_assert_null(strstr(err.text, "hunter2"));
	cr_assert_null(strstr(err.hint, "hunter2"));
}

Test(exec_names, decide_nothing_about_what_runs)
{
	static const char *const names[] = {
		"PATH",
		"LD_PRELOAD",
		"LD_LIBRARY_PATH",
		"LD_AUDIT",
		"GCONV_PATH",
		"GLIBC_TUNABLES",
		"IFS",
		"ENV",
		"BASH_ENV",
		"BASH_FUNC_x",
		"PS4",
		"PYTHONPATH",
		"PERL5OPT",
		"NODE_OPTIONS",
		"RUBYOPT",
		"GIT_SSH",
		"GIT_SSH_COMMAND",
		"GIT_CONFIG_COUNT",
		"SSH_ASKPASS",
		"SSH_ASKPASS_REQUIRE",
		"EDITOR",
		"HOME",
		"SHELL",
		"AKV_CONFIG",
		"AKV_ASKPASS_SOCKET",
		"OPENSSL_CONF",
		"RSYNC_RSH",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		expect(names[i], "DangerousName");
	expect("LDAP_PASSWORD", NULL);
	expect("PATHS", NULL);
	expect("MYPATH", NULL);
	expect("ENVIRONMENT", NULL);
	expect("AZURE_CLIENT_SECRET", NULL);
}

Test(exec_names, of_remotes_fit_into_a_variable)
{
	static char longest[AKV_EXEC_NAME_MAX];
	struct akv_error err;

	cr_expect_eq(akv_exec_names_check_remote("sftp_1", NULL), AKV_OK);
	cr_expect_eq(akv_exec_names_check_remote("9", NULL), AKV_OK);
	memset(longest, 'x', AKV_EXEC_NAME_MAX / 2);
	cr_expect_eq(akv_exec_names_check_remote(longest, NULL), AKV_OK);
	longest[AKV_EXEC_NAME_MAX / 2] = 'x';
	cr_expect_eq(akv_exec_names_check_remote(longest, NULL), AKV_ERR_USAGE);
	cr_expect_eq(akv_exec_names_check_remote("", NULL), AKV_ERR_USAGE);
	cr_expect_eq(akv_exec_names_check_remote("a b", NULL), AKV_ERR_USAGE);
	cr_expect_eq(akv_exec_names_check_remote("my-remote", &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "BadName");
}
