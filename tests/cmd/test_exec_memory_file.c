/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/exec_memory_file.h"

static int make(const char *bytes, size_t len, int lowest)
{
	AKV_AUTO(secret) *content = NULL;
	int fd = -1;

	cr_assert_eq(akv_secret_new_from(bytes, len, &content, NULL), AKV_OK);
	cr_assert_eq(akv_exec_memory_file_make(content, lowest, &fd, NULL),
		     AKV_OK);
	return fd;
}

Test(exec_memory_file, is_read_from_the_beginning_and_by_everybody_anew)
{
	int fd = make("a\0b\n", 4, 3);
	char path[64];
	char bytes[8];
	int again;

	cr_assert_eq(read(fd, bytes, sizeof(bytes)), 4);
	cr_assert_arr_eq(bytes, "a\0b\n", 4);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	again = open(path, O_RDONLY | O_CLOEXEC);
	cr_assert_geq(again, 0);
	cr_assert_eq(read(again, bytes, sizeof(bytes)), 4);
	(void)close(again);
	(void)close(fd);
}

Test(exec_memory_file, is_private_and_cannot_be_changed)
{
	int fd = make("horse", 5, 3);
	struct stat info;

	cr_assert_eq(fstat(fd, &info), 0);
	cr_expect(S_ISREG(info.st_mode));
	cr_expect_eq(info.st_mode & 07777, 0400);
	cr_expect_eq(info.st_size, 5);
	cr_expect_eq(write(fd, "x", 1), -1);
	cr_expect_eq(errno, EPERM);
	cr_expect_eq(ftruncate(fd, 0), -1);
	cr_expect_eq(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), -1);
	cr_expect_neq(fcntl(fd, F_GETFD) & FD_CLOEXEC, 0);
	(void)close(fd);
}

Test(exec_memory_file, stands_above_the_lowest_number)
{
	int fd = make("", 0, 43);

	cr_assert_geq(fd, 43);
	(void)close(fd);
}

Test(exec_memory_file, fails_where_there_are_no_descriptors)
{
	const struct rlimit few = { 16, 16 };
	AKV_AUTO(secret) *content = NULL;
	struct akv_error err;
	int fd = -1;

	cr_assert_eq(akv_secret_new_from("x", 1, &content, NULL), AKV_OK);
	cr_assert_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
	cr_assert_eq(akv_exec_memory_file_make(content, 43, &fd, &err),
		     AKV_ERR_OTHER);
	cr_assert_str_eq(err.reason, "NoMemoryFile");
	cr_assert_eq(fd, -1);
}
