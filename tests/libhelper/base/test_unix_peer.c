/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "libhelper/base/unix_peer.h"

static int ends[2];

static void set_up(void)
{
	cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends),
		     0);
}

TestSuite(unix_peer, .init = set_up);

Test(unix_peer, is_known_by_the_kernel)
{
	struct akv_unix_peer peer;

	cr_assert_eq(akv_unix_peer_get(ends[0], &peer, NULL), AKV_OK);
	cr_assert_eq(peer.uid, geteuid());
	cr_assert_eq(peer.name_len, 0);
}

static void refuse(int fd)
{
	struct akv_unix_peer peer;
	struct akv_error err;

	cr_assert_eq(akv_unix_peer_get(fd, &peer, &err), AKV_ERR_USAGE);
	cr_assert_str_eq(err.reason, "NotASocket");
	(void)close(fd);
}

Test(unix_peer, has_to_be_connected_by_a_stream)
{
	int datagrams[2];
	int pipes[2];

	refuse(-1);
	refuse(open("/dev/null", O_RDONLY | O_CLOEXEC));
	refuse(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
	refuse(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
	cr_assert_eq(
		socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, datagrams),
		0);
	refuse(datagrams[0]);
	(void)close(datagrams[1]);
	cr_assert_eq(pipe2(pipes, O_CLOEXEC), 0);
	refuse(pipes[0]);
	(void)close(pipes[1]);
}

static enum akv_unix_peer_event wait_for(int64_t timeout_ms)
{
	sigset_t mask;

	cr_assert_eq(sigprocmask(SIG_SETMASK, NULL, &mask), 0);
	return akv_unix_peer_wait(ends[0], timeout_ms, &mask);
}

Test(unix_peer, has_left_when_it_has_closed)
{
	akv_unix_peer_ignore(ends[0]);
	cr_assert_eq(wait_for(0), AKV_UNIX_PEER_QUIET);
	cr_assert_eq(wait_for(10), AKV_UNIX_PEER_QUIET);
	(void)close(ends[1]);
	cr_assert_eq(wait_for(20000), AKV_UNIX_PEER_LEFT);
}

Test(unix_peer, has_not_left_when_it_writes_or_says_no_more)
{
	(void)send(ends[1], "hello", 5, MSG_NOSIGNAL);
	(void)shutdown(ends[1], SHUT_WR);
	akv_unix_peer_ignore(ends[0]);
	(void)send(ends[1], "hello", 5, MSG_NOSIGNAL);
	cr_assert_eq(wait_for(10), AKV_UNIX_PEER_QUIET);
}

static void note(int number)
{
	(void)number;
}

Test(unix_peer, is_waited_for_until_a_signal_comes)
{
	const struct sigaction action = { .sa_handler = note };
	sigset_t blocked;
	sigset_t before;

	cr_assert_eq(sigaction(SIGTERM, &action, NULL), 0);
	cr_assert_eq(sigemptyset(&blocked), 0);
	cr_assert_eq(sigaddset(&blocked, SIGTERM), 0);
	cr_assert_eq(sigprocmask(SIG_BLOCK, &blocked, &before), 0);
	cr_assert_eq(raise(SIGTERM), 0);
	cr_assert_eq(akv_unix_peer_wait(ends[0], 20000, &before),
		     AKV_UNIX_PEER_INTERRUPTED);
}

Test(unix_peer, can_be_flooded)
{
	char bytes[1000];
	ssize_t got;

	akv_unix_peer_flood(ends[0], 700);
	got = read(ends[1], bytes, sizeof(bytes));
	cr_assert_eq(got, 700);
	(void)close(ends[1]);
	/* an end that is gone is no signal */
	akv_unix_peer_flood(ends[0], 1 << 20);
}
