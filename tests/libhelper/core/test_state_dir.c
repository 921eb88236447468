/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/core/state_dir.h"
#include "tests/fakes/scratch.h"

static char path[PATH_MAX];

static void set_up(void)
{
	static const char *const variables[] = {
		"RUNTIME_DIRECTORY", "STATE_DIRECTORY", "XDG_RUNTIME_DIR",
		"XDG_CACHE_HOME",    "XDG_STATE_HOME",
	};

	scratch_make();
	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
		(void)unsetenv(variables[i]);
}

TestSuite(state_dir, .init = set_up, .fini = scratch_remove);

static void set(const char *variable, const char *directory)
{
	(void)setenv(variable, scratch_path(directory), 1);
}

static void make(const char *directory, mode_t mode)
{
	cr_assert_eq(mkdir(scratch_path(directory), mode), 0);
	/* whatever the umask */
	cr_assert_eq(chmod(scratch_path(directory), mode), 0);
}

static mode_t mode_of(const char *directory)
{
	struct stat info;

	cr_assert_eq(stat(scratch_path(directory), &info), 0, "%s", directory);
	return info.st_mode & 07777;
}

static void expect(enum akv_state_dir which, const char *file)
{
	cr_assert(akv_state_dir_path(which, "file", path, sizeof(path)));
	cr_assert_str_eq(path, scratch_path(file));
}

static void expect_none(enum akv_state_dir which)
{
	cr_assert_not(akv_state_dir_path(which, "file", path, sizeof(path)),
		      "%s", path);
}

Test(state_dir, is_made_below_the_home)
{
	make("home", 0755);
	set("HOME", "home");
	expect(AKV_STATE_DIR_RUNTIME, "home/.cache/akv/file");
	expect(AKV_STATE_DIR_STATE, "home/.local/state/akv/file");
	cr_expect_eq(mode_of("home/.cache"), 0700);
	cr_expect_eq(mode_of("home/.cache/akv"), 0700);
	cr_expect_eq(mode_of("home/.local"), 0700);
	cr_expect_eq(mode_of("home/.local/state"), 0700);
	cr_expect_eq(mode_of("home/.local/state/akv"), 0700);
}

Test(state_dir, leaves_what_is_there_as_it_is)
{
	make("home", 0755);
	make("home/.cache", 0755);
	set("HOME", "home");
	expect(AKV_STATE_DIR_RUNTIME, "home/.cache/akv/file");
	cr_expect_eq(mode_of("home/.cache"), 0755);
}

Test(state_dir, prefers_what_systemd_gives)
{
	make("home", 0755);
	make("run", 0700);
	make("unit", 0755);
	set("HOME", "home");
	set("XDG_RUNTIME_DIR", "run");
	set("XDG_STATE_HOME", "state");
	set("RUNTIME_DIRECTORY", "unit");
	set("STATE_DIRECTORY", "unit");
	expect(AKV_STATE_DIR_RUNTIME, "unit/akv/file");
	expect(AKV_STATE_DIR_STATE, "unit/akv/file");
}

Test(state_dir, takes_the_first_of_several_of_systemd)
{
	char list[2 * PATH_MAX];

	make("unit", 0755);
	(void)snprintf(list, sizeof(list), "%s:/nonexistent",
		       scratch_path("unit"));
	(void)setenv("RUNTIME_DIRECTORY", list, 1);
	expect(AKV_STATE_DIR_RUNTIME, "unit/akv/file");
}

Test(state_dir, prefers_the_runtime_directory_to_the_cache)
{
	make("run", 0700);
	set("XDG_RUNTIME_DIR", "run");
	set("XDG_CACHE_HOME", "cache");
	expect(AKV_STATE_DIR_RUNTIME, "run/akv/file");
}

Test(state_dir, makes_what_XDG_names)
{
	set("XDG_CACHE_HOME", "cache");
	set("XDG_STATE_HOME", "state");
	expect(AKV_STATE_DIR_RUNTIME, "cache/akv/file");
	expect(AKV_STATE_DIR_STATE, "state/akv/file");
	cr_expect_eq(mode_of("cache"), 0700);
}

Test(state_dir, does_not_make_a_runtime_directory)
{
	set("XDG_RUNTIME_DIR", "run");
	set("XDG_CACHE_HOME", "cache");
	expect(AKV_STATE_DIR_RUNTIME, "cache/akv/file");
	cr_assert_neq(access(scratch_path("run"), F_OK), 0);
}

Test(state_dir, may_have_a_slash_behind)
{
	char slashes[PATH_MAX];

	make("run", 0700);
	(void)snprintf(slashes, sizeof(slashes), "%s//", scratch_path("run"));
	(void)setenv("XDG_RUNTIME_DIR", slashes, 1);
	expect(AKV_STATE_DIR_RUNTIME, "run/akv/file");
}

Test(state_dir, is_not_relative)
{
	(void)setenv("HOME", ".", 1);
	(void)setenv("XDG_RUNTIME_DIR", "run", 1);
	expect_none(AKV_STATE_DIR_RUNTIME);
	expect_none(AKV_STATE_DIR_STATE);
}

Test(state_dir, is_nowhere_without_a_home)
{
	expect_none(AKV_STATE_DIR_RUNTIME);
	expect_none(AKV_STATE_DIR_STATE);
}

Test(state_dir, is_passed_over_when_others_may_enter_it)
{
	make("run", 0700);
	make("run/akv", 0750);
	set("XDG_RUNTIME_DIR", "run");
	set("XDG_CACHE_HOME", "cache");
	expect(AKV_STATE_DIR_RUNTIME, "cache/akv/file");
}

Test(state_dir, is_passed_over_when_it_is_a_link)
{
	make("run", 0700);
	make("elsewhere", 0700);
	cr_assert_eq(
		symlink(scratch_path("elsewhere"), scratch_path("run/akv")), 0);
	set("XDG_RUNTIME_DIR", "run");
	expect_none(AKV_STATE_DIR_RUNTIME);
}

/* As after sudo, which may keep the caller's variables. */
Test(state_dir, is_not_made_in_a_directory_of_somebody_else)
{
	const char *theirs = getuid() == 0 ? scratch_path("theirs") : "/";

	if (getuid() == 0) {
		make("theirs", 0777);
		cr_assert_eq(chown(scratch_path("theirs"), 1, 1), 0);
	}
	(void)setenv("XDG_RUNTIME_DIR", theirs, 1);
	(void)setenv("RUNTIME_DIRECTORY", theirs, 1);
	(void)setenv("HOME", theirs, 1);
	expect_none(AKV_STATE_DIR_RUNTIME);
	expect_none(AKV_STATE_DIR_STATE);
}

Test(state_dir, is_not_cut)
{
	char small[16];

	make("run", 0700);
	set("XDG_RUNTIME_DIR", "run");
	cr_assert_not(akv_state_dir_path(AKV_STATE_DIR_RUNTIME, "file", small,
					 sizeof(small)));
}

/* -- for who only reads -- */

Test(state_dir, is_not_made_by_looking)
{
	make("home", 0700);
	set("HOME", "home");
	set("XDG_STATE_HOME", "state");
	cr_expect_not(akv_state_dir_find(AKV_STATE_DIR_STATE, "file", path,
					 sizeof(path)));
	cr_expect_not(akv_state_dir_find(AKV_STATE_DIR_RUNTIME, "file", path,
					 sizeof(path)));
	cr_expect_eq(access(scratch_path("state"), F_OK), -1);
	cr_expect_eq(access(scratch_path("home/.cache"), F_OK), -1);
}

Test(state_dir, is_found_where_it_was_made)
{
	make("home", 0700);
	set("HOME", "home");
	expect(AKV_STATE_DIR_STATE, "home/.local/state/akv/file");
	cr_assert(akv_state_dir_find(AKV_STATE_DIR_STATE, "file", path,
				     sizeof(path)));
	cr_expect_str_eq(path, scratch_path("home/.local/state/akv/file"));
	cr_assert_eq(chmod(scratch_path("home/.local/state/akv"), 0755), 0);
	cr_expect_not(akv_state_dir_find(AKV_STATE_DIR_STATE, "file", path,
					 sizeof(path)));
}
