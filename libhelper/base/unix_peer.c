/* SPDX-License-Identifier: MIT */
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include "libhelper/base/unix_peer.h"

static enum akv_code fail_no_socket(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_USAGE, "NotASocket",
			"standard input is no connected socket of systemd's");
}

static bool is_stream(int fd)
{
	int type = 0;
	socklen_t len = sizeof(type);

	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) == 0 &&
	       type == SOCK_STREAM;
}

enum akv_code akv_unix_peer_get(int fd, struct akv_unix_peer *out,
				struct akv_error *err)
{
	struct sockaddr_un address = { 0 };
	struct ucred peer = { 0 };
	socklen_t address_len = sizeof(address);
	socklen_t peer_len = sizeof(peer);
	const size_t before = offsetof(struct sockaddr_un, sun_path);

	if (!is_stream(fd) ||
	    getpeername(fd, (struct sockaddr *)&address, &address_len) != 0 ||
	    address.sun_family != AF_UNIX)
		return fail_no_socket(err);
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &peer_len) != 0)
		return fail_no_socket(err);
	*out = (struct akv_unix_peer){ .uid = peer.uid };
	if (address_len > before)
		out->name_len = address_len - before;
	if (out->name_len > sizeof(out->name))
		out->name_len = sizeof(out->name);
	memcpy(out->name, address.sun_path, out->name_len);
	return AKV_OK;
}

void akv_unix_peer_ignore(int fd)
{
	/* from now on its writes fail, and only its end is an event */
	(void)shutdown(fd, SHUT_RD);
}

enum akv_unix_peer_event akv_unix_peer_wait(int fd, int64_t timeout_ms,
					    const sigset_t *mask)
{
	const struct timespec timeout = {
		.tv_sec = timeout_ms / 1000,
		.tv_nsec = timeout_ms % 1000 * 1000000,
	};
	struct pollfd peer = { .fd = fd };
	int got = ppoll(&peer, 1, &timeout, mask);

	if (got > 0)
		return AKV_UNIX_PEER_LEFT;
	return got == 0 ? AKV_UNIX_PEER_QUIET : AKV_UNIX_PEER_INTERRUPTED;
}

void akv_unix_peer_flood(int fd, size_t len)
{
	static const char zeros[65536];
	const struct timeval patience = { .tv_sec = 5 };

	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
			 sizeof(patience));
	while (len > 0) {
		ssize_t sent = send(fd, zeros,
				    len < sizeof(zeros) ? len : sizeof(zeros),
				    MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		len -= (size_t)sent;
	}
}
