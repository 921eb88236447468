/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
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

Test(unix_peer, has_left_when_it_has_closed)
{
	akv_unix_peer_ignore(ends[0]);
	cr_assert_not(akv_unix_peer_has_left(ends[0], 0));
	cr_assert_not(akv_unix_peer_has_left(ends[0], 10));
	(void)close(ends[1]);
	cr_assert(akv_unix_peer_has_left(ends[0], 20000));
}

Test(unix_peer, has_not_left_when_it_writes_or_says_no_more)
{
	(void)send(ends[1], "hello", 5, MSG_NOSIGNAL);
	(void)shutdown(ends[1], SHUT_WR);
	akv_unix_peer_ignore(ends[0]);
	(void)send(ends[1], "hello", 5, MSG_NOSIGNAL);
	cr_assert_not(akv_unix_peer_has_left(ends[0], 10));
}
