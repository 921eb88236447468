/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "libhelper/base/secret.h"

static struct akv_secret *secret_with_room(size_t capacity)
{
	struct akv_secret *secret;

	cr_assert_eq(akv_secret_new(capacity, &secret, NULL), AKV_OK);
	return secret;
}

static struct akv_secret *secret_of(const char *text)
{
	struct akv_secret *secret;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &secret, NULL),
		     AKV_OK);
	return secret;
}

static void expect_text(const struct akv_secret *secret, const char *text)
{
	cr_assert_str_eq(akv_secret_text(secret), text);
	cr_assert_eq(akv_secret_len(secret), strlen(text));
}

Test(secret, is_empty_at_birth)
{
	AKV_AUTO(secret) *secret = secret_with_room(10);

	expect_text(secret, "");
	cr_assert_eq(akv_secret_room(secret), 10);
}

Test(secret, can_be_of_no_capacity)
{
	AKV_AUTO(secret) *secret = secret_with_room(0);

	expect_text(secret, "");
	cr_assert_eq(akv_secret_append(secret, "", 0, NULL), AKV_OK);
	cr_assert_eq(akv_secret_append(secret, "x", 1, NULL), AKV_ERR_PEER);
}

Test(secret, takes_what_is_appended)
{
	AKV_AUTO(secret) *secret = secret_with_room(12);
	AKV_AUTO(secret) *more = secret_of("ghi");

	cr_assert_eq(akv_secret_append(secret, "abcX", 3, NULL), AKV_OK);
	cr_assert_eq(akv_secret_append_text(secret, "def", NULL), AKV_OK);
	cr_assert_eq(akv_secret_append_secret(secret, more, NULL), AKV_OK);
	expect_text(secret, "abcdefghi");
	cr_assert_eq(akv_secret_room(secret), 3);
}

Test(secret, holds_exactly_what_it_was_made_from)
{
	AKV_AUTO(secret) *secret = NULL;

	cr_assert_eq(akv_secret_new_from("a\0b", 3, &secret, NULL), AKV_OK);
	cr_assert_eq(akv_secret_len(secret), 3);
	cr_assert_arr_eq(akv_secret_text(secret), "a\0b", 4);
	cr_assert_eq(akv_secret_room(secret), 0);
}

Test(secret, can_be_filled_to_its_capacity)
{
	for (size_t capacity = 4000; capacity < 4200; capacity++) {
		AKV_AUTO(secret) *secret = secret_with_room(capacity);

		for (size_t i = 0; i < capacity; i++)
			cr_assert_eq(akv_secret_append(secret, "x", 1, NULL),
				     AKV_OK);
		cr_assert_eq(strlen(akv_secret_text(secret)), capacity);
		cr_assert_eq(akv_secret_room(secret), 0);
	}
}

Test(secret, refuses_what_does_not_fit)
{
	AKV_AUTO(secret) *secret = secret_with_room(4);
	AKV_AUTO(secret) *more = secret_of("de");
	struct akv_error err;

	cr_assert_eq(akv_secret_append_text(secret, "abc", NULL), AKV_OK);
	cr_assert_eq(akv_secret_append_text(secret, "de", &err), AKV_ERR_PEER);
	cr_assert_str_eq(err.reason, "TooLarge");
	cr_assert_str_eq(err.text, "2 bytes more do not fit into 4");
	cr_assert_eq(akv_secret_append_secret(secret, more, NULL),
		     AKV_ERR_PEER);
	cr_assert_eq(akv_secret_append(secret, "x", SIZE_MAX, NULL),
		     AKV_ERR_PEER);
	expect_text(secret, "abc");
}

Test(secret, says_when_there_is_no_memory)
{
	static const size_t sizes[] = { SIZE_MAX / 2, SIZE_MAX - 4096,
					SIZE_MAX - 40, SIZE_MAX - 1, SIZE_MAX };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct akv_secret *secret = NULL;
		struct akv_error err;

		cr_assert_eq(akv_secret_new(sizes[i], &secret, &err),
			     AKV_ERR_OTHER, "%zu", sizes[i]);
		cr_assert_str_eq(err.reason, "OutOfMemory");
		cr_assert_null(secret);
	}
}

Test(secret, lends_its_tail)
{
	AKV_AUTO(secret) *secret = secret_with_room(8);

	cr_assert_eq(akv_secret_append_text(secret, "ab", NULL), AKV_OK);
	memcpy(akv_secret_tail(secret), "cdef", 4);
	cr_assert_eq(akv_secret_len(secret), 2);
	akv_secret_grow(secret, 3);
	expect_text(secret, "abcde");
	cr_assert_eq(akv_secret_tail(secret), akv_secret_text(secret) + 5);
}

Test(secret, forgets_what_is_cut_off)
{
	AKV_AUTO(secret) *secret = secret_of("abcdef");
	const char *text = akv_secret_text(secret);

	akv_secret_truncate(secret, 7);
	akv_secret_truncate(secret, 6);
	expect_text(secret, "abcdef");
	akv_secret_truncate(secret, 2);
	expect_text(secret, "ab");
	cr_assert_arr_eq(text, "ab\0\0\0\0\0", 7);
	akv_secret_truncate(secret, 0);
	expect_text(secret, "");
	cr_assert_arr_eq(text, "\0\0\0\0\0\0\0", 7);
	cr_assert_eq(akv_secret_room(secret), 6);
}

Test(secret, is_equal_to_the_same_bytes)
{
	AKV_AUTO(secret) *one = secret_of("abc");
	AKV_AUTO(secret) *same = secret_with_room(100);
	AKV_AUTO(secret) *longer = secret_of("abcd");
	AKV_AUTO(secret) *first = secret_of("Abc");
	AKV_AUTO(secret) *last = secret_of("abC");
	AKV_AUTO(secret) *empty = secret_of("");
	AKV_AUTO(secret) *nothing = secret_with_room(3);

	cr_assert_eq(akv_secret_append_text(same, "abc", NULL), AKV_OK);
	cr_assert(akv_secret_equal(one, same));
	cr_assert(akv_secret_equal(one, one));
	cr_assert(akv_secret_equal(empty, nothing));
	cr_assert_not(akv_secret_equal(one, longer));
	cr_assert_not(akv_secret_equal(longer, one));
	cr_assert_not(akv_secret_equal(one, first));
	cr_assert_not(akv_secret_equal(one, last));
	cr_assert_not(akv_secret_equal(one, empty));
}

Test(secret, finds_any_of_some_bytes)
{
	AKV_AUTO(secret) *secret = NULL;
	AKV_AUTO(secret) *plain = secret_of("abc");

	cr_assert_eq(akv_secret_new_from("a\0b\n", 4, &secret, NULL), AKV_OK);
	cr_assert(akv_secret_has_any(secret, "\n", 1));
	cr_assert(akv_secret_has_any(secret, "x\0", 2));
	cr_assert(akv_secret_has_any(secret, "xa", 2));
	cr_assert_not(akv_secret_has_any(secret, "xy", 2));
	cr_assert_not(akv_secret_has_any(secret, "", 0));
	/* the NUL behind its text is not one of its bytes */
	cr_assert_not(akv_secret_has_any(plain, "\0", 1));
}

/* -- reading -- */

static int input_of(const char *text)
{
	int fds[2];

	cr_assert_eq(pipe(fds), 0);
	cr_assert_eq(write(fds[1], text, strlen(text)), (ssize_t)strlen(text));
	cr_assert_eq(close(fds[1]), 0);
	return fds[0];
}

Test(secret, reads_to_the_end)
{
	AKV_AUTO(secret) *secret = secret_with_room(100);

	cr_assert_eq(akv_secret_append_text(secret, "a", NULL), AKV_OK);
	cr_assert_eq(akv_secret_read(secret, input_of("bcd\n"), NULL), AKV_OK);
	expect_text(secret, "abcd\n");
	cr_assert_eq(akv_secret_read(secret, input_of(""), NULL), AKV_OK);
	expect_text(secret, "abcd\n");
}

Test(secret, reads_as_much_as_fits)
{
	AKV_AUTO(secret) *secret = secret_with_room(4);

	cr_assert_eq(akv_secret_read(secret, input_of("abcd"), NULL), AKV_OK);
	expect_text(secret, "abcd");
	cr_assert_eq(akv_secret_read(secret, input_of(""), NULL), AKV_OK);
}

Test(secret, refuses_to_read_more_than_fits)
{
	AKV_AUTO(secret) *secret = secret_with_room(4);
	struct akv_error err;

	cr_assert_eq(akv_secret_read(secret, input_of("abcde"), &err),
		     AKV_ERR_USAGE);
	cr_assert_str_eq(err.reason, "TooLarge");
	cr_assert_str_eq(err.text, "more than 4 bytes");
}

Test(secret, says_when_it_cannot_read)
{
	AKV_AUTO(secret) *secret = secret_with_room(4);
	int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct akv_error err;

	cr_assert_eq(akv_secret_read(secret, fd, &err), AKV_ERR_OTHER);
	cr_assert_str_eq(err.reason, "ReadFailed");
	cr_assert_str_eq(err.text, "cannot read: Bad file descriptor");
}

static int late_writer;

static void write_late(int signal_number)
{
	(void)signal_number;
	if (write(late_writer, "late", 4) != 4 || close(late_writer) != 0)
		abort();
}

Test(secret, reads_on_after_a_signal)
{
	const struct sigaction on_alarm = { .sa_handler = write_late };
	const struct itimerval soon = { .it_value = { .tv_usec = 20000 } };
	AKV_AUTO(secret) *secret = secret_with_room(100);
	int fds[2];

	cr_assert_eq(pipe(fds), 0);
	late_writer = fds[1];
	cr_assert_eq(sigaction(SIGALRM, &on_alarm, NULL), 0);
	cr_assert_eq(setitimer(ITIMER_REAL, &soon, NULL), 0);
	cr_assert_eq(akv_secret_read(secret, fds[0], NULL), AKV_OK);
	expect_text(secret, "late");
}

/* -- writing -- */

static void *drain(void *argument)
{
	AKV_AUTO(secret) *all = secret_with_room(1 << 20);
	const int *fd = argument;
	size_t *len = malloc(sizeof(*len));

	*len = 0;
	if (akv_secret_read(all, *fd, NULL) == AKV_OK)
		*len = akv_secret_len(all);
	return len;
}

/* A pipe of one page, so that write(2) takes it in many parts. */
Test(secret, writes_all_of_it_however_long_it_takes)
{
	AKV_AUTO(secret) *secret = secret_with_room(300000);
	pthread_t reader;
	void *got;
	int fds[2];

	memset(akv_secret_tail(secret), 'x', 300000);
	akv_secret_grow(secret, 300000);
	cr_assert_eq(pipe(fds), 0);
	cr_assert_gt(fcntl(fds[1], F_SETPIPE_SZ, 4096), 0);
	cr_assert_eq(pthread_create(&reader, NULL, drain, &fds[0]), 0);
	cr_assert_eq(akv_secret_write(secret, fds[1], NULL), AKV_OK);
	cr_assert_eq(close(fds[1]), 0);
	cr_assert_eq(pthread_join(reader, &got), 0);
	cr_assert_eq(*(size_t *)got, 300000);
	free(got);
}

Test(secret, writes_its_bytes_and_nothing_else)
{
	AKV_AUTO(secret) *secret = NULL;
	char bytes[10];
	int fds[2];

	cr_assert_eq(akv_secret_new_from("a\0\n", 3, &secret, NULL), AKV_OK);
	cr_assert_eq(pipe(fds), 0);
	cr_assert_eq(akv_secret_write(secret, fds[1], NULL), AKV_OK);
	cr_assert_eq(read(fds[0], bytes, sizeof(bytes)), 3);
	cr_assert_arr_eq(bytes, "a\0\n", 3);
}

Test(secret, writes_nothing_of_nothing)
{
	AKV_AUTO(secret) *secret = secret_with_room(10);

	/* not even a call that could fail */
	cr_assert_eq(akv_secret_write(secret, -1, NULL), AKV_OK);
}

static void expect_write_failure(int fd, const char *text)
{
	AKV_AUTO(secret) *secret = secret_of("canary");
	struct akv_error err;

	cr_assert_eq(akv_secret_write(secret, fd, &err), AKV_ERR_OTHER);
	cr_assert_str_eq(err.reason, "WriteFailed");
	cr_assert_str_eq(err.text, text);
}

Test(secret, says_when_the_reader_is_gone)
{
	int fds[2];

	cr_assert_neq(signal(SIGPIPE, SIG_IGN), SIG_ERR);
	cr_assert_eq(pipe(fds), 0);
	cr_assert_eq(close(fds[0]), 0);
	expect_write_failure(fds[1], "cannot write the answer: Broken pipe");
}

Test(secret, says_when_there_is_no_place)
{
	expect_write_failure(open("/dev/full", O_WRONLY | O_CLOEXEC),
			     "cannot write the answer: No space left on "
			     "device");
}

Test(secret, says_when_it_cannot_write)
{
	expect_write_failure(open("/dev/null", O_RDONLY | O_CLOEXEC),
			     "cannot write the answer: Bad file descriptor");
}
