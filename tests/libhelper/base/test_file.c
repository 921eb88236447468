/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "libhelper/base/file.h"

enum { NOBODY = 65534 };

/* A directory for each test, entered, so that paths are short and known. */
static char folder[] = "/tmp/akv-test-file-XXXXXX";

static void enter_folder(void)
{
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chmod(folder, 0755), 0);
	cr_assert_eq(chdir(folder), 0);
	(void)umask(0);
}

static void remove_folder(void)
{
	static const char *const names[] = { "file", "link",   "fifo",
					     "dir",  "socket", "dir/file",
					     "loop" };

	if (geteuid() == NOBODY)
		(void)seteuid(0);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		(void)remove(names[i]);
	cr_assert_eq(rmdir(folder), 0);
}

/* Criterion skips what would come behind the test, too. */
static void need_root(void)
{
	if (geteuid() == 0)
		return;
	remove_folder();
	cr_skip_test("only root can give things away");
}

TestSuite(file, .init = enter_folder, .fini = remove_folder);

static void make_file(const char *name, const char *text, mode_t mode)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);

	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	cr_assert_eq(close(fd), 0);
}

static void expect_text(const char *path, enum akv_file_trust trust,
			const char *text)
{
	AKV_AUTO(secret) *bytes = NULL;
	struct akv_error err = { .code = AKV_OK };

	cr_assert_eq(akv_file_read(path, trust, 100, &bytes, &err), AKV_OK,
		     "%s", err.text);
	cr_assert_str_eq(akv_secret_text(bytes), text);
}

static void expect_failure(const char *path, enum akv_file_trust trust,
			   const struct akv_error *expected)
{
	struct akv_secret *bytes = NULL;
	struct akv_error err;

	cr_assert_eq(akv_file_read(path, trust, 100, &bytes, &err),
		     expected->code);
	cr_assert_null(bytes, "out is written on success only");
	cr_assert_str_eq(err.reason, expected->reason);
	cr_assert_str_eq(err.text, expected->text);
	cr_assert_str_eq(err.hint, expected->hint);
}

#define EXPECT_FAILURE(path, trust, ...) \
	expect_failure(path, trust, &(const struct akv_error){ __VA_ARGS__ })

/* -- reading -- */

Test(file, is_read_whole)
{
	make_file("file", "a\nb", 0600);
	expect_text("file", AKV_FILE_TRUSTED, "a\nb");
	expect_text("file", AKV_FILE_PRIVATE, "a\nb");
	expect_text("file", AKV_FILE_CREDENTIAL, "a\nb");
}

Test(file, may_be_empty)
{
	make_file("file", "", 0400);
	expect_text("file", AKV_FILE_PRIVATE, "");
}

Test(file, may_be_as_large_as_the_most)
{
	char text[101];

	memset(text, 'x', 100);
	text[100] = '\0';
	make_file("file", text, 0600);
	expect_text("file", AKV_FILE_PRIVATE, text);
}

Test(file, is_refused_when_it_is_too_large)
{
	char text[102];

	memset(text, 'x', 101);
	text[101] = '\0';
	make_file("file", text, 0600);
	EXPECT_FAILURE("file", AKV_FILE_PRIVATE, .code = AKV_ERR_USAGE,
		       .reason = "FileTooLarge",
		       .text = "file: is larger than 100 bytes");
}

/* Files in /proc say that they have no byte, and have many. */
Test(file, is_refused_when_it_turns_out_to_be_too_large)
{
	EXPECT_FAILURE("/proc/self/smaps", AKV_FILE_TRUSTED,
		       .code = AKV_ERR_USAGE, .reason = "TooLarge",
		       .text = "/proc/self/smaps: more than 100 bytes");
}

Test(file, is_missed_by_its_name)
{
	make_file("file", "", 0600);
	EXPECT_FAILURE("nowhere", AKV_FILE_PRIVATE, .code = AKV_ERR_NOT_FOUND,
		       .reason = "FileNotFound",
		       .text = "nowhere: no such file");
	EXPECT_FAILURE("file/x", AKV_FILE_PRIVATE, .code = AKV_ERR_NOT_FOUND,
		       .reason = "FileNotFound",
		       .text = "file/x: no such file");
	EXPECT_FAILURE("", AKV_FILE_PRIVATE, .code = AKV_ERR_NOT_FOUND,
		       .reason = "FileNotFound", .text = ": no such file");
}

/* Root reads everything, so for once the test must be somebody else. */
Test(file, says_when_it_may_not_be_read)
{
	make_file("file", "", 0000);
	if (geteuid() == 0)
		cr_assert_eq(seteuid(NOBODY), 0);
	EXPECT_FAILURE("file", AKV_FILE_PRIVATE, .code = AKV_ERR_STORE,
		       .reason = "FileUnreadable",
		       .text = "file: cannot open: Permission denied");
}

/* -- kinds -- */

Test(file, is_not_a_directory)
{
	cr_assert_eq(mkdir("dir", 0700), 0);
	EXPECT_FAILURE("dir", AKV_FILE_PRIVATE, .code = AKV_ERR_USAGE,
		       .reason = "NotAFile",
		       .text = "dir: is not a regular file");
}

/* Nobody writes to it: opened the ordinary way it would wait for ever. */
Test(file, is_not_a_fifo)
{
	cr_assert_eq(mkfifo("fifo", 0600), 0);
	EXPECT_FAILURE("fifo", AKV_FILE_PRIVATE, .code = AKV_ERR_USAGE,
		       .reason = "NotAFile",
		       .text = "fifo: is not a regular file");
}

Test(file, is_not_a_device)
{
	EXPECT_FAILURE("/dev/zero", AKV_FILE_TRUSTED, .code = AKV_ERR_USAGE,
		       .reason = "NotAFile",
		       .text = "/dev/zero: is not a regular file");
}

Test(file, is_not_a_socket)
{
	const struct sockaddr_un name = { .sun_family = AF_UNIX,
					  .sun_path = "socket" };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	cr_assert_eq(bind(fd, (const struct sockaddr *)&name, sizeof(name)), 0);
	EXPECT_FAILURE(
		"socket", AKV_FILE_PRIVATE, .code = AKV_ERR_STORE,
		.reason = "FileUnreadable",
		.text = "socket: cannot open: No such device or address");
}

/* -- links -- */

Test(file, may_be_behind_a_link)
{
	make_file("file", "abc", 0600);
	cr_assert_eq(symlink("file", "link"), 0);
	expect_text("link", AKV_FILE_PRIVATE, "abc");
}

Test(file, must_be_in_order_behind_a_link)
{
	make_file("file", "abc", 0644);
	cr_assert_eq(symlink("file", "link"), 0);
	EXPECT_FAILURE("link", AKV_FILE_PRIVATE, .code = AKV_ERR_USAGE,
		       .reason = "FileNotPrivate",
		       .text = "link: others may read it",
		       .hint = "chmod 600 link\n");
}

Test(file, is_missed_behind_a_link_to_nowhere)
{
	cr_assert_eq(symlink("nowhere", "link"), 0);
	EXPECT_FAILURE("link", AKV_FILE_PRIVATE, .code = AKV_ERR_NOT_FOUND,
		       .reason = "FileNotFound", .text = "link: no such file");
}

Test(file, is_not_behind_a_link_to_itself)
{
	cr_assert_eq(symlink("loop", "loop"), 0);
	EXPECT_FAILURE("loop", AKV_FILE_PRIVATE, .code = AKV_ERR_STORE,
		       .reason = "FileUnreadable",
		       .text = "loop: cannot open: Too many levels of symbolic "
			       "links");
}

/* -- who may read and write -- */

static const char *refusal_of(mode_t mode, enum akv_file_trust trust)
{
	static struct akv_error err;
	AKV_AUTO(secret) *bytes = NULL;

	cr_assert_eq(chmod("file", mode), 0);
	if (akv_file_read("file", trust, 100, &bytes, &err) == AKV_OK)
		return "";
	cr_assert_eq(err.code, AKV_ERR_USAGE);
	cr_assert_str_eq(err.reason, "FileNotPrivate");
	return err.text;
}

static const char others_write[] = "file: others may write it";
static const char others_read[] = "file: others may read it";

Test(file, that_decides_things_must_not_be_written_by_others)
{
	make_file("file", "", 0600);
	cr_assert_str_eq(refusal_of(0644, AKV_FILE_TRUSTED), "");
	cr_assert_str_eq(refusal_of(0755, AKV_FILE_TRUSTED), "");
	cr_assert_str_eq(refusal_of(0444, AKV_FILE_TRUSTED), "");
	cr_assert_str_eq(refusal_of(0664, AKV_FILE_TRUSTED), others_write);
	cr_assert_str_eq(refusal_of(0620, AKV_FILE_TRUSTED), others_write);
	cr_assert_str_eq(refusal_of(0602, AKV_FILE_TRUSTED), others_write);
}

Test(file, with_a_secret_must_not_be_read_by_others)
{
	make_file("file", "", 0600);
	cr_assert_str_eq(refusal_of(0600, AKV_FILE_PRIVATE), "");
	cr_assert_str_eq(refusal_of(0400, AKV_FILE_PRIVATE), "");
	cr_assert_str_eq(refusal_of(0700, AKV_FILE_PRIVATE), "");
	cr_assert_str_eq(refusal_of(0640, AKV_FILE_PRIVATE), others_read);
	cr_assert_str_eq(refusal_of(0604, AKV_FILE_PRIVATE), others_read);
	cr_assert_str_eq(refusal_of(0620, AKV_FILE_PRIVATE), others_write);
	cr_assert_str_eq(refusal_of(0606, AKV_FILE_PRIVATE), others_write);
}

Test(file, from_systemd_may_be_read_by_its_group)
{
	make_file("file", "", 0600);
	cr_assert_str_eq(refusal_of(0440, AKV_FILE_CREDENTIAL), "");
	cr_assert_str_eq(refusal_of(0400, AKV_FILE_CREDENTIAL), "");
	cr_assert_str_eq(refusal_of(0444, AKV_FILE_CREDENTIAL),
			 "file: everybody may read it");
	cr_assert_str_eq(refusal_of(0460, AKV_FILE_CREDENTIAL), others_write);
}

Test(file, is_mended_as_the_hint_says)
{
	make_file("file", "", 0666);
	EXPECT_FAILURE("file", AKV_FILE_TRUSTED, .code = AKV_ERR_USAGE,
		       .reason = "FileNotPrivate",
		       .text = "file: others may write it",
		       .hint = "chmod go-w file\n");
	EXPECT_FAILURE("file", AKV_FILE_PRIVATE, .code = AKV_ERR_USAGE,
		       .reason = "FileNotPrivate",
		       .text = "file: others may write it",
		       .hint = "chmod 600 file\n");
}

Test(file, may_belong_to_root)
{
	AKV_AUTO(secret) *bytes = NULL;

	if (geteuid() == 0)
		cr_assert_eq(seteuid(NOBODY), 0);
	cr_assert_eq(akv_file_read("/etc/passwd", AKV_FILE_TRUSTED, 1 << 20,
				   &bytes, NULL),
		     AKV_OK);
}

Test(file, must_not_belong_to_somebody_else)
{
	need_root();
	make_file("file", "", 0644);
	cr_assert_eq(chown("file", NOBODY, NOBODY), 0);
	EXPECT_FAILURE("file", AKV_FILE_TRUSTED, .code = AKV_ERR_USAGE,
		       .reason = "FileNotOurs",
		       .text = "file: belongs to user id 65534, not to root or "
			       "us");
	cr_assert_eq(seteuid(NOBODY), 0);
	expect_text("file", AKV_FILE_TRUSTED, "");
}

/* -- private directories -- */

static void expect_dir_refusal(const char *reason, const char *text)
{
	struct akv_error err;

	cr_assert_eq(akv_file_private_dir("dir", &err), AKV_ERR_STORE);
	cr_assert_str_eq(err.reason, reason);
	cr_assert_str_eq(err.text, text);
}

Test(file, private_directory_is_made)
{
	struct stat dir;

	cr_assert_eq(akv_file_private_dir("dir", NULL), AKV_OK);
	cr_assert_eq(stat("dir", &dir), 0);
	cr_assert_eq(dir.st_mode, S_IFDIR | 0700);
	cr_assert_eq(akv_file_private_dir("dir", NULL), AKV_OK);
}

Test(file, private_directory_is_private_whatever_the_umask)
{
	struct stat dir;

	(void)umask(0277);
	cr_assert_eq(akv_file_private_dir("dir", NULL), AKV_OK);
	(void)umask(0);
	cr_assert_eq(stat("dir", &dir), 0);
	cr_assert_eq(dir.st_mode & 0077, 0);
}

Test(file, private_directory_is_of_one_level)
{
	struct akv_error err;

	cr_assert_eq(akv_file_private_dir("dir/dir", &err), AKV_ERR_STORE);
	cr_assert_str_eq(err.reason, "DirectoryFailed");
	cr_assert_str_eq(err.text, "dir/dir: cannot make the directory: No "
				   "such file or directory");
}

Test(file, private_directory_is_not_open_to_others)
{
	struct akv_error err;

	cr_assert_eq(mkdir("dir", 0750), 0);
	cr_assert_eq(akv_file_private_dir("dir", &err), AKV_ERR_STORE);
	cr_assert_str_eq(err.reason, "DirectoryNotPrivate");
	cr_assert_str_eq(err.text, "dir: others may enter it");
	cr_assert_str_eq(err.hint, "chmod 700 dir\n");
	cr_assert_eq(chmod("dir", 0701), 0);
	expect_dir_refusal("DirectoryNotPrivate", "dir: others may enter it");
}

Test(file, private_directory_is_no_file)
{
	make_file("dir", "", 0600);
	expect_dir_refusal("DirectoryNotOurs",
			   "dir: is not a directory of ours");
}

Test(file, private_directory_is_not_behind_a_link)
{
	cr_assert_eq(symlink("/tmp", "dir"), 0);
	expect_dir_refusal("DirectoryNotOurs",
			   "dir: is not a directory of ours");
}

Test(file, private_directory_is_ours)
{
	need_root();
	cr_assert_eq(mkdir("dir", 0700), 0);
	cr_assert_eq(chown("dir", NOBODY, NOBODY), 0);
	expect_dir_refusal("DirectoryNotOurs",
			   "dir: is not a directory of ours");
}
