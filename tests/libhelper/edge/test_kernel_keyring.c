/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <keyutils.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "libhelper/edge/token_backend.h"

/*
 * The real keyrings of whoever runs this, under a key that nobody else has;
 * what would touch other keys happens in a user namespace, which has keyrings
 * of its own.
 */

static const struct akv_token_backend *const backend =
	&akv_kernel_keyring_backend;

static char key[65];
static const struct akv_token_item item = { .key = key };
static struct akv_secret *value;

static void set_up(void)
{
	unsigned char bytes[32];
	char why[256];

	cr_assert_eq(getrandom(bytes, sizeof(bytes), 0), 32);
	for (size_t i = 0; i < sizeof(bytes); i++)
		(void)snprintf(key + 2 * i, 3, "%02x", bytes[i]);
	cr_assert_eq(akv_secret_new(AKV_SECRET_TOKEN_MAX, &value, NULL),
		     AKV_OK);
	if (!backend->usable(0, why, sizeof(why)))
		cr_skip_test("%s", why);
}

static void tear_down(void)
{
	(void)backend->forget(&item, 0);
	akv_secret_free(value);
}

TestSuite(kernel_keyring, .init = set_up, .fini = tear_down, .timeout = 30);

static enum akv_token_backend_answer load(void)
{
	akv_secret_truncate(value, 0);
	return backend->load(&item, 0, value);
}

static enum akv_token_backend_answer keep(const char *text, int64_t life_s)
{
	AKV_AUTO(secret) *bytes = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &bytes, NULL),
		     AKV_OK);
	return backend->keep(&item, bytes, life_s, 0);
}

static const char *description(void)
{
	static char text[128];

	(void)snprintf(text, sizeof(text), "akv:token:%s", key);
	return text;
}

static key_serial_t find(void)
{
	return (key_serial_t)keyctl_search(KEY_SPEC_USER_KEYRING, "user",
					   description(), 0);
}

Test(kernel_keyring, keeps_finds_and_forgets)
{
	cr_expect_eq(load(), AKV_TOKEN_BACKEND_ABSENT);
	cr_expect_eq(keep("bytes", 60), AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(load(), AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(akv_secret_text(value), "bytes");
	cr_expect_eq(backend->forget(&item, 0), AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(load(), AKV_TOKEN_BACKEND_ABSENT);
	cr_expect_eq(backend->forget(&item, 0), AKV_TOKEN_BACKEND_DONE);
}

Test(kernel_keyring, replaces)
{
	cr_expect_eq(keep("the-first", 60), AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(keep("the-second", 60), AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(load(), AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(akv_secret_text(value), "the-second");
}

Test(kernel_keyring, holds_the_longest_token)
{
	static char text[AKV_SECRET_TOKEN_MAX + 1];

	memset(text, 'x', sizeof(text) - 1);
	if (keep(text, 60) != AKV_TOKEN_BACKEND_DONE)
		cr_skip_test("the quota does not allow it");
	cr_expect_eq(load(), AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(akv_secret_text(value), text);
}

Test(kernel_keyring, takes_what_is_too_long_for_nothing)
{
	AKV_AUTO(secret) *small = NULL;

	cr_assert_eq(akv_secret_new(4, &small, NULL), AKV_OK);
	cr_expect_eq(keep("bytes", 60), AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(backend->load(&item, 0, small), AKV_TOKEN_BACKEND_ABSENT);
	cr_expect_eq(akv_secret_len(small), 0);
}

Test(kernel_keyring, cannot_hold_more_than_the_kernel)
{
	static char text[40000];

	memset(text, 'x', sizeof(text) - 1);
	cr_expect_eq(keep(text, 60), AKV_TOKEN_BACKEND_UNUSABLE);
}

Test(kernel_keyring, is_for_this_user_alone)
{
	char *text = NULL;
	char expected[256];

	cr_expect_eq(keep("bytes", 60), AKV_TOKEN_BACKEND_DONE);
	cr_assert_geq(keyctl_describe_alloc(find(), &text), 0);
	/* possessor: all; user: view, read, search; nobody else */
	(void)snprintf(expected, sizeof(expected), "user;%u;%u;3f0b0000;%s",
		       geteuid(), getegid(), description());
	cr_expect_str_eq(text, expected);
	free(text);
}

Test(kernel_keyring, is_in_the_keyring_that_outlives_the_session)
{
	long ring = keyctl_get_persistent((uid_t)-1, KEY_SPEC_PROCESS_KEYRING);

	if (ring < 0)
		cr_skip_test("no persistent keyrings here");
	cr_expect_eq(keep("bytes", 60), AKV_TOKEN_BACKEND_DONE);
	cr_expect_gt(
		keyctl_search((key_serial_t)ring, "user", description(), 0), 0);
}

Test(kernel_keyring, is_forgotten_by_the_kernel)
{
	const struct akv_deadline deadline = akv_clock_deadline_in(10000);

	cr_expect_eq(keep("bytes", 1), AKV_TOKEN_BACKEND_DONE);
	while (load() == AKV_TOKEN_BACKEND_DONE) {
		cr_assert_gt(akv_clock_left_ms(deadline), 0);
		akv_clock_sleep_ms(10);
	}
	cr_expect_eq(load(), AKV_TOKEN_BACKEND_ABSENT);
	cr_expect_eq(backend->forget(&item, 0), AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(keep("more", 60), AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(load(), AKV_TOKEN_BACKEND_DONE);
}

Test(kernel_keyring, ends_copies_in_the_other_keyring)
{
	key_serial_t copy =
		add_key("user", description(), "old", 3, KEY_SPEC_USER_KEYRING);

	cr_assert_gt(copy, 0);
	cr_expect_eq(keep("new", 60), AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(load(), AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(akv_secret_text(value), "new");
}

/* -- in a process of its own -- */

#define CHECK(condition) \
	do { \
		if (!(condition)) \
			return #condition; \
	} while (0)

enum { SKIPPED = 77 };

static void run_in_child(const char *(*body)(void))
{
	char wrong[256] = "";
	int ends[2];
	int status;
	pid_t pid;

	cr_assert_eq(pipe(ends), 0);
	pid = fork();
	cr_assert_geq(pid, 0);
	if (pid == 0) {
		const char *text = "no memory";

		/* ours does not come with us: MADV_WIPEONFORK */
		if (akv_secret_new(100, &value, NULL) == AKV_OK)
			text = body();
		if (text != NULL)
			(void)!write(ends[1], text, strlen(text));
		_exit(text == NULL ? 0 : 1);
	}
	(void)close(ends[1]);
	cr_assert_geq(read(ends[0], wrong, sizeof(wrong) - 1), 0);
	(void)close(ends[0]);
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED)
		cr_skip_test("no user namespaces here");
	cr_assert_eq(status, 0, "%s", wrong);
}

/* As a unit of systemd, or cron: nothing is linked into the session. */
static const char *find_from_another_session(void)
{
	CHECK(keyctl_join_session_keyring(NULL) > 0);
	CHECK(load() == AKV_TOKEN_BACKEND_DONE);
	CHECK(keep("theirs", 60) == AKV_TOKEN_BACKEND_DONE);
	/* and nothing is, afterwards: the session may be somebody else's */
	CHECK(keyctl_search(KEY_SPEC_SESSION_KEYRING, "user", description(),
			    0) < 0);
	return NULL;
}

Test(kernel_keyring, is_found_from_another_session)
{
	cr_expect_eq(keep("ours", 60), AKV_TOKEN_BACKEND_DONE);
	run_in_child(find_from_another_session);
	cr_expect_eq(load(), AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(akv_secret_text(value), "theirs");
}

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 &&
		       write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		(void)close(fd);
	return written;
}

static void enter_namespace(void)
{
	char uid[64];
	char gid[64];

	(void)snprintf(uid, sizeof(uid), "%u %u 1", getuid(), getuid());
	(void)snprintf(gid, sizeof(gid), "%u %u 1", getgid(), getgid());
	if (unshare(CLONE_NEWUSER) != 0 ||
	    !write_file("/proc/self/setgroups", "deny") ||
	    !write_file("/proc/self/uid_map", uid) ||
	    !write_file("/proc/self/gid_map", gid))
		_exit(SKIPPED);
}

static const char *forget_all(void)
{
	static const struct akv_token_item other = { .key = "other" };
	struct akv_token_backend_count count;
	key_serial_t theirs;

	enter_namespace();
	CHECK(keep("bytes", 60) == AKV_TOKEN_BACKEND_DONE);
	CHECK(backend->keep(&other, value, 60, 0) ==
	      AKV_TOKEN_BACKEND_UNUSABLE); /* no bytes, no key */
	CHECK(akv_secret_append_text(value, "x", NULL) == AKV_OK);
	CHECK(backend->keep(&other, value, 60, 0) == AKV_TOKEN_BACKEND_DONE);
	CHECK(add_key("user", "akv:token:old", "old", 3,
		      KEY_SPEC_USER_KEYRING) > 0);
	theirs = add_key("user", "not:akv:token:1", "theirs", 6,
			 KEY_SPEC_USER_KEYRING);
	CHECK(backend->forget_all(0, &count) == AKV_TOKEN_BACKEND_DONE);
	CHECK(count.gone == 3);
	CHECK(count.left == 0);
	CHECK(load() == AKV_TOKEN_BACKEND_ABSENT);
	CHECK(keyctl_read(theirs, NULL, 0) == 6);
	CHECK(backend->forget_all(0, &count) == AKV_TOKEN_BACKEND_DONE);
	CHECK(count.gone == 0);
	return NULL;
}

Test(kernel_keyring, forgets_all_of_ours_and_nothing_else)
{
	run_in_child(forget_all);
}

/* What container engines do to keyctl(2) and add_key(2); 0: let it be. */
static bool forbid_keys(int keyctl_error, int add_key_error)
{
	const unsigned int error = SECCOMP_RET_ERRNO;
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_keyctl, 0, 1),
		BPF_STMT(BPF_RET | BPF_K,
			 keyctl_error == 0 ? SECCOMP_RET_ALLOW :
					     error | (unsigned)keyctl_error),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_add_key, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, error | (unsigned)add_key_error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog filter = {
		.len = sizeof(code) / sizeof(code[0]),
		.filter = code,
	};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

static const char *expect_unusable(const char *reason)
{
	struct akv_token_backend_count count;
	char why[256];

	CHECK(!backend->usable(0, why, sizeof(why)));
	CHECK(strcmp(why, reason) == 0);
	CHECK(load() == AKV_TOKEN_BACKEND_UNUSABLE);
	CHECK(keep("bytes", 60) == AKV_TOKEN_BACKEND_UNUSABLE);
	CHECK(backend->forget(&item, 0) == AKV_TOKEN_BACKEND_UNUSABLE);
	CHECK(backend->forget_all(0, &count) == AKV_TOKEN_BACKEND_UNUSABLE);
	return NULL;
}

static const char *be_forbidden(void)
{
	CHECK(forbid_keys(EPERM, EPERM));
	return expect_unusable("the kernel refuses to keep a key: "
			       "Operation not permitted");
}

Test(kernel_keyring, is_unusable_where_it_is_forbidden)
{
	run_in_child(be_forbidden);
}

static const char *be_without(void)
{
	CHECK(forbid_keys(ENOSYS, ENOSYS));
	return expect_unusable("the kernel refuses to keep a key: "
			       "Function not implemented");
}

Test(kernel_keyring, is_unusable_where_the_kernel_has_none)
{
	run_in_child(be_without);
}

/* keyrings(7): a user has 200 keys and 20000 bytes. */
static const char *be_out_of_quota(void)
{
	CHECK(forbid_keys(0, EDQUOT));
	CHECK(keep("bytes", 60) == AKV_TOKEN_BACKEND_UNUSABLE);
	CHECK(load() == AKV_TOKEN_BACKEND_ABSENT);
	return NULL;
}

Test(kernel_keyring, keeps_nothing_when_the_quota_is_exceeded)
{
	run_in_child(be_out_of_quota);
}
