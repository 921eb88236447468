/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/file.h"

#include "libhelper/base/file_replace.h"

enum { NOBODY = 65534 };

static char folder[] = "/tmp/akv-test-replace-XXXXXX";

static void enter_folder(void)
{
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
	(void)umask(0);
}

static void remove_folder(void)
{
	if (geteuid() == NOBODY)
		(void)seteuid(0);
	(void)remove("file");
	(void)remove("link");
	/* nothing else may be left */
	cr_assert_eq(rmdir(folder), 0);
}

TestSuite(file_replace, .init = enter_folder, .fini = remove_folder);

static void make_file(const char *text, mode_t mode)
{
	int fd = open("file", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);

	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	cr_assert_eq(close(fd), 0);
}

static enum akv_code replace(const char *path, const char *text,
			     struct akv_error *err)
{
	AKV_AUTO(secret) *bytes = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &bytes, NULL),
		     AKV_OK);
	return akv_file_replace(path, bytes, err);
}

static void expect_file(const char *text, mode_t mode)
{
	AKV_AUTO(secret) *bytes = NULL;
	struct stat file;

	cr_assert_eq(akv_file_read("file", AKV_FILE_TRUSTED, 100, &bytes, NULL),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(bytes), text);
	cr_assert_eq(lstat("file", &file), 0);
	cr_expect_eq(file.st_mode & 07777, mode, "%o", file.st_mode);
}

Test(file_replace, makes_a_private_file)
{
	cr_expect_eq(replace("file", "new", NULL), AKV_OK);
	expect_file("new", 0600);
}

Test(file_replace, keeps_the_mode_of_what_was_there)
{
	make_file("a longer old one", 0644);
	cr_expect_eq(replace("file", "new", NULL), AKV_OK);
	expect_file("new", 0644);
}

Test(file_replace, keeps_the_group_or_its_rights_go)
{
	struct stat file;

	make_file("old", 0640);
	if (geteuid() == 0)
		cr_assert_eq(chown("file", 0, NOBODY), 0);
	cr_assert_eq(stat("file", &file), 0);
	cr_expect_eq(replace("file", "new", NULL), AKV_OK);
	expect_file("new", 0640);
	{
		struct stat after;

		cr_assert_eq(stat("file", &after), 0);
		cr_expect_eq(after.st_gid, file.st_gid);
		cr_expect_neq(after.st_ino, file.st_ino);
	}
}

Test(file_replace, takes_a_path_from_the_root)
{
	char path[100];

	(void)snprintf(path, sizeof(path), "%s/file", folder);
	cr_expect_eq(replace(path, "new", NULL), AKV_OK);
	expect_file("new", 0600);
}

Test(file_replace, leaves_what_is_no_file_of_ours)
{
	struct akv_error err = { 0 };

	cr_assert_eq(symlink("elsewhere", "link"), 0);
	cr_expect_eq(replace("link", "new", &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "FileNotOurs");
	if (geteuid() != 0)
		return;
	make_file("old", 0644);
	cr_assert_eq(chown("file", NOBODY, 0), 0);
	cr_expect_eq(replace("file", "new", &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "FileNotOurs");
}

Test(file_replace, says_why_it_could_not)
{
	struct akv_error err = { 0 };

	cr_expect_eq(replace("nowhere/file", "new", &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "WriteFailed");
	cr_expect_str_eq(err.text,
			 "nowhere/file: cannot make a new file beside it: "
			 "No such file or directory");
}

/* -- over nothing -- */

static enum akv_code replace_nothing(const char *text, struct akv_error *err)
{
	AKV_AUTO(secret) *bytes = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &bytes, NULL),
		     AKV_OK);
	return akv_file_replace_nothing("file", bytes, err);
}

Test(file_replace, makes_a_file_for_its_owner_alone)
{
	cr_assert_eq(replace_nothing("new", NULL), AKV_OK);
	expect_file("new", 0600);
}

Test(file_replace, leaves_what_is_there)
{
	struct akv_error err = { 0 };

	make_file("old", 0640);
	cr_assert_eq(replace_nothing("new", &err), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "FileExists");
	expect_file("old", 0640);
}

Test(file_replace, leaves_a_link_to_nowhere)
{
	cr_assert_eq(symlink("nowhere", "file"), 0);
	cr_assert_eq(replace_nothing("new", NULL), AKV_ERR_USAGE);
}
