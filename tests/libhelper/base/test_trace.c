/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "libhelper/base/trace.h"

/* Takes stderr's place; one read from it is what one write(2) gave. */
static int capture_stderr(void)
{
	int fds[2];

	cr_assert_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds), 0);
	cr_assert_eq(dup2(fds[0], STDERR_FILENO), STDERR_FILENO);
	cr_assert_eq(close(fds[0]), 0);
	return fds[1];
}

/* The next line's words; what stands before them is checked and dropped. */
static void expect_line(int fd, const char *expected)
{
	char line[2048];
	ssize_t len = recv(fd, line, sizeof(line) - 1, MSG_DONTWAIT);
	char *words;

	cr_assert_gt(len, 0);
	line[len] = '\0';
	cr_assert_eq(strncmp(line, "akv: ", 5), 0, "%s", line);
	words = strstr(line, " ms: ");
	cr_assert_not_null(words);
	cr_assert_eq(line + 4 + strspn(line + 4, " 0123456789"), words + 1);
	cr_assert_str_eq(words + 5, expected);
}

static void expect_silence(int fd)
{
	char line[16];

	cr_assert_eq(recv(fd, line, sizeof(line), MSG_DONTWAIT), -1);
}

Test(trace, says_nothing_unless_asked)
{
	int fd = capture_stderr();

	cr_assert_not(akv_trace_enabled());
	akv_trace("hello");
	expect_silence(fd);
}

Test(trace, writes_one_line_at_a_time)
{
	int fd = capture_stderr();

	akv_trace_enable();
	cr_assert(akv_trace_enabled());
	akv_trace("vault %s answered %d", "contoso", 200);
	akv_trace("bye");
	expect_line(fd, "vault contoso answered 200\n");
	expect_line(fd, "bye\n");
	expect_silence(fd);
}

Test(trace, counts_milliseconds_from_the_start)
{
	int fd = capture_stderr();
	char line[64];

	akv_trace_enable();
	akv_trace("x");
	cr_assert_gt(recv(fd, line, sizeof(line), MSG_DONTWAIT), 0);
	cr_assert_lt(strtol(line + 5, NULL, 10), 10000);
}

Test(trace, escapes_what_peers_sent)
{
	int fd = capture_stderr();

	akv_trace_enable();
	akv_trace("peer: %s", "a\nb\x1b[2J\xff");
	expect_line(fd, "peer: a\\nb\\x1b[2J\\xff\n");
}

Test(trace, cuts_long_lines)
{
	int fd = capture_stderr();
	char text[2001];
	char expected[513];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	memset(expected, 'x', 511);
	memcpy(expected + 511, "\n", 2);
	akv_trace_enable();
	akv_trace("%s", text);
	expect_line(fd, expected);
}

Test(trace, cuts_long_escapes)
{
	int fd = capture_stderr();
	char text[512];
	char line[2048];
	ssize_t len;

	memset(text, '\x01', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	akv_trace_enable();
	akv_trace("%s", text);
	len = recv(fd, line, sizeof(line), MSG_DONTWAIT);
	cr_assert_gt(len, 1000);
	cr_assert_leq(len, 1024);
	cr_assert_eq(line[len - 1], '\n');
	cr_assert_arr_eq(line + len - 5, "\\x01", 4);
}

Test(trace, goes_on_when_nobody_reads_it)
{
	cr_assert_eq(close(STDERR_FILENO), 0);
	akv_trace_enable();
	akv_trace("x");
}
