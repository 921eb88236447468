/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/core/lock_file.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/scratch.h"

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("RUNTIME_DIRECTORY");
	(void)unsetenv("XDG_CACHE_HOME");
	(void)setenv("XDG_RUNTIME_DIR", scratch_path("."), 1);
	fake_clock = (struct fake_clock){ .monotonic_ms = 1000 };
}

TestSuite(lock_file, .init = set_up, .fini = scratch_remove);

static int open_lock(void)
{
	int fd = akv_lock_file_open("x.lock");

	cr_assert_geq(fd, 0);
	return fd;
}

Test(lock_file, is_private)
{
	int fd = open_lock();
	struct stat file;

	cr_assert_eq(fstat(fd, &file), 0);
	cr_expect_eq(file.st_mode & 07777, 0600);
	cr_expect_neq(fcntl(fd, F_GETFD) & FD_CLOEXEC, 0);
	(void)close(fd);
}

Test(lock_file, is_taken_at_once_when_it_is_free)
{
	int fd = open_lock();

	cr_assert(akv_lock_file_take(fd, akv_clock_deadline_in(0)));
	cr_assert_eq(fake_clock.slept_ms, 0);
	(void)close(fd);
}

Test(lock_file, keeps_others_out)
{
	int ours = open_lock();
	int theirs = open_lock();

	cr_assert(akv_lock_file_take(ours, akv_clock_deadline_in(0)));
	cr_assert_not(akv_lock_file_take(theirs, akv_clock_deadline_in(0)));
	(void)close(ours);
	cr_assert(akv_lock_file_take(theirs, akv_clock_deadline_in(0)));
	(void)close(theirs);
}

Test(lock_file, is_waited_for_until_the_deadline)
{
	int ours = open_lock();
	int theirs = open_lock();

	cr_assert(akv_lock_file_take(ours, akv_clock_deadline_in(0)));
	cr_assert_not(akv_lock_file_take(theirs, akv_clock_deadline_in(500)));
	cr_assert_eq(fake_clock.slept_ms, 500);
	(void)close(ours);
	(void)close(theirs);
}

Test(lock_file, is_not_opened_through_a_link)
{
	(void)close(open_lock());
	cr_assert_eq(unlink(scratch_path("akv/x.lock")), 0);
	cr_assert_eq(
		symlink(scratch_text("target", ""), scratch_path("akv/x.lock")),
		0);
	cr_assert_lt(akv_lock_file_open("x.lock"), 0);
}

Test(lock_file, is_none_without_a_place)
{
	(void)unsetenv("XDG_RUNTIME_DIR");
	cr_assert_lt(akv_lock_file_open("x.lock"), 0);
}
