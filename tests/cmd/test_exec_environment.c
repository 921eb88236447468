/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/exec_environment.h"

static struct akv_exec_environment *environment_of(size_t room, size_t count)
{
	struct akv_exec_environment *environment = NULL;

	cr_assert_eq(akv_exec_environment_new(room, count, &environment, NULL),
		     AKV_OK);
	return environment;
}

static enum akv_code set(struct akv_exec_environment *environment,
			 const char *name, const char *value, size_t len,
			 struct akv_error *err)
{
	AKV_AUTO(secret) *secret = NULL;

	cr_assert_eq(akv_secret_new_from(value, len, &secret, NULL), AKV_OK);
	return akv_exec_environment_set(environment, name, secret, err);
}

static int count(struct akv_exec_environment *environment, const char *variable)
{
	char *const *at = akv_exec_environment_variables(environment);
	int found = 0;

	for (; *at != NULL; at++)
		found += strcmp(*at, variable) == 0;
	return found;
}

Test(exec_environment, has_what_is_inherited_and_what_is_set)
{
	AKV_AUTO(exec_environment) *environment = NULL;

	cr_assert_eq(setenv("INHERITED", "old", 1), 0);
	cr_assert_eq(setenv("OTHER", "kept", 1), 0);
	environment = environment_of(256, 4);
	cr_assert_eq(set(environment, "INHERITED", "new", 3, NULL), AKV_OK);
	cr_assert_eq(set(environment, "EMPTY", "", 0, NULL), AKV_OK);
	cr_assert_eq(akv_exec_environment_set_text(environment, "TEXT",
						   "a=b\n\"\\", NULL),
		     AKV_OK);
	cr_expect_eq(count(environment, "INHERITED=new"), 1);
	cr_expect_eq(count(environment, "INHERITED=old"), 0);
	cr_expect_eq(count(environment, "EMPTY="), 1);
	cr_expect_eq(count(environment, "TEXT=a=b\n\"\\"), 1);
	cr_expect_eq(count(environment, "OTHER=kept"), 1);
	cr_expect_str_eq(akv_exec_environment_find(environment, "OTHER"),
			 "kept");
	cr_expect_null(akv_exec_environment_find(environment, "NONE"));
	cr_expect_str_eq(getenv("INHERITED"), "old");
}

/* putenv(3) and exec can make one twice; programs then differ about which
 * counts. */
Test(exec_environment, replaces_what_was_inherited_twice)
{
	static char first[] = "A=1";
	static char second[] = "B=2";
	static char third[] = "A=3";
	static char *twice[] = { first, second, third, NULL };
	AKV_AUTO(exec_environment) *environment = NULL;

	environ = twice;
	environment = environment_of(64, 1);
	cr_assert_eq(set(environment, "A", "x", 1, NULL), AKV_OK);
	cr_expect_eq(count(environment, "A=1"), 0);
	cr_expect_eq(count(environment, "A=3"), 0);
	cr_expect_eq(count(environment, "A=x"), 1);
	cr_expect_eq(count(environment, "B=2"), 1);
}

Test(exec_environment, refuses_a_nul_and_a_second_of_one_name)
{
	AKV_AUTO(exec_environment) *environment = environment_of(64, 2);
	struct akv_error err;

	cr_assert_eq(set(environment, "A", "a\0b", 3, &err), AKV_ERR_UNUSABLE);
	cr_assert_str_eq(err.reason, "NotText");
	cr_assert_eq(set(environment, "A", "a", 1, NULL), AKV_OK);
	cr_assert_eq(set(environment, "A", "b", 1, &err), AKV_ERR_USAGE);
	cr_assert_str_eq(err.reason, "GivenTwice");
	cr_assert_eq(count(environment, "A=a"), 1);
}

Test(exec_environment, does_not_outgrow_its_room)
{
	AKV_AUTO(exec_environment) *environment = environment_of(8, 2);

	cr_assert_eq(set(environment, "A", "12345", 5, NULL), AKV_OK);
	cr_assert_eq(set(environment, "B", "", 0, NULL), AKV_ERR_PEER);
}

Test(exec_environment, is_seen_by_a_child)
{
	AKV_AUTO(exec_environment) *environment = environment_of(64, 1);
	int status;
	pid_t child;

	cr_assert_eq(set(environment, "A", "horse", 5, NULL), AKV_OK);
	child = fork();
	if (child == 0)
		_exit(count(environment, "A=horse") == 1 ? 0 : 1);
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert_eq(status, 0);
}
