/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/core/remembered_store.h"
#include "tests/fakes/scratch.h"

#define STATE_FILE "state/akv/token-store"

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("STATE_DIRECTORY");
	(void)setenv("XDG_STATE_HOME", scratch_path("state"), 1);
}

TestSuite(remembered_store, .init = set_up, .fini = scratch_remove);

static void expect(const char *word)
{
	char got[AKV_REMEMBERED_STORE_SIZE];

	cr_expect_eq(akv_remembered_store_get(got), word[0] != '\0');
	cr_expect_str_eq(got, word);
}

static void write_state(const char *bytes, size_t len, mode_t mode)
{
	(void)scratch_write(STATE_FILE, bytes, len, mode);
	cr_assert_eq(chmod(scratch_path("state/akv"), 0700), 0);
}

Test(remembered_store, is_none_at_first)
{
	expect("");
}

Test(remembered_store, is_the_last_one)
{
	struct stat file;

	akv_remembered_store_set("libsecret");
	expect("libsecret");
	akv_remembered_store_set("keyring");
	expect("keyring");
	cr_assert_eq(stat(scratch_path(STATE_FILE), &file), 0);
	cr_expect_eq(file.st_mode & 07777, 0600);
	cr_expect_eq(file.st_size, 8);
}

Test(remembered_store, can_be_forgotten)
{
	akv_remembered_store_set("keyring");
	cr_expect(akv_remembered_store_forget());
	expect("");
	cr_expect(akv_remembered_store_forget());
}

Test(remembered_store, is_none_while_it_is_being_written)
{
	write_state("", 0, 0600);
	expect("");
	write_state("keyr", 4, 0600);
	expect("");
}

Test(remembered_store, is_none_when_it_is_garbage)
{
	write_state("\n", 1, 0600);
	expect("");
	write_state("\0\n", 2, 0600);
	expect("");
	write_state("a word that nobody ever wrote\n", 30, 0600);
	expect("");
}

Test(remembered_store, is_none_when_others_may_write_it)
{
	write_state("keyring\n", 8, 0622);
	expect("");
}

Test(remembered_store, does_not_write_through_a_link)
{
	const char *target = scratch_text("target", "untouched");
	char bytes[16] = "";
	int fd;

	akv_remembered_store_set("keyring");
	cr_assert_eq(unlink(scratch_path(STATE_FILE)), 0);
	cr_assert_eq(symlink(target, scratch_path(STATE_FILE)), 0);
	akv_remembered_store_set("libsecret");
	fd = open(target, O_RDONLY | O_CLOEXEC);
	cr_assert_eq(read(fd, bytes, sizeof(bytes) - 1), 9);
	(void)close(fd);
	cr_assert_str_eq(bytes, "untouched");
}

Test(remembered_store, is_no_trouble_without_a_place)
{
	(void)unsetenv("XDG_STATE_HOME");
	akv_remembered_store_set("keyring");
	expect("");
	cr_expect(akv_remembered_store_forget());
}
