/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "libhelper/base/text.h"

#include "cmd/askpass_socket.h"

enum {
	KEY_LEN = 16, /* 128 bits: not to be guessed */
	PATIENCE_S = 2,
	PATIENCE_OF_ASKER_S = 30,
	BACKLOG = 16,
};

static socklen_t fill_address(const char *name, struct sockaddr_un *address)
{
	size_t len = strnlen(name, sizeof(address->sun_path) - 1);

	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	/* behind a NUL: a name that is in no directory */
	memcpy(address->sun_path + 1, name, len);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + len);
}

static bool make_name(char *name)
{
	unsigned char key[KEY_LEN];
	struct akv_text text;

	if (getrandom(key, sizeof(key), 0) != (ssize_t)sizeof(key))
		return false;
	akv_text_init(&text, name, AKV_ASKPASS_SOCKET_NAME_SIZE);
	akv_text_add(&text, "akv-askpass-");
	for (size_t i = 0; i < sizeof(key); i++)
		akv_text_addf(&text, "%02x", key[i]);
	return true;
}

static void limit_patience(int fd, time_t seconds)
{
	const struct timeval patience = { .tv_sec = seconds };

	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
			 sizeof(patience));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
			 sizeof(patience));
}

/* Root may ask whomever it likes; what it is told it could take. */
static bool is_of_our_user(int fd, pid_t *pid)
{
	struct ucred peer = { 0 };
	socklen_t size = sizeof(peer);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
		return false;
	*pid = peer.pid;
	return peer.uid == geteuid();
}

enum akv_code akv_askpass_socket_listen(char *name, int *out,
					struct akv_error *err)
{
	struct sockaddr_un address;
	socklen_t size;
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK,
			0);

	if (fd < 0 || !make_name(name))
		return akv_fail_errno(err, AKV_ERR_OTHER, "NoSocket",
				      "no socket for akv-askpass");
	size = fill_address(name, &address);
	if (bind(fd, (const struct sockaddr *)&address, size) != 0 ||
	    listen(fd, BACKLOG) != 0) {
		akv_fail_errno(err, AKV_ERR_OTHER, "NoSocket",
			       "no socket for akv-askpass");
		(void)close(fd);
		return AKV_ERR_OTHER;
	}
	*out = fd;
	return AKV_OK;
}

int akv_askpass_socket_accept(int listener, char *question, size_t size,
			      pid_t *peer)
{
	struct sockaddr_un from; /* has no name, and no use */
	socklen_t from_size = sizeof(from);
	int fd = accept4(listener, (struct sockaddr *)&from, &from_size,
			 SOCK_CLOEXEC);
	ssize_t got = -1;

	if (fd < 0)
		return -1;
	limit_patience(fd, PATIENCE_S);
	if (is_of_our_user(fd, peer))
		got = recv(fd, question, size - 1, MSG_TRUNC);
	if (got <= 0 || (size_t)got >= size) {
		(void)close(fd);
		return -1;
	}
	question[got] = '\0';
	return fd;
}

void akv_askpass_socket_answer(int fd, char verdict,
			       const struct akv_secret *line)
{
	AKV_AUTO(secret) *message = NULL;
	enum akv_code code = akv_secret_new(AKV_ASKPASS_SOCKET_ANSWER_MAX + 1,
					    &message, NULL);

	if (code == AKV_OK)
		code = akv_secret_append(message, &verdict, 1, NULL);
	if (code == AKV_OK && line != NULL)
		code = akv_secret_append_secret(message, line, NULL);
	/* who does not wait for it, does not get it */
	if (code == AKV_OK)
		(void)!send(fd, akv_secret_text(message),
			    akv_secret_len(message), MSG_NOSIGNAL);
}

static enum akv_code receive(int fd, char *verdict, struct akv_secret *answer,
			     struct akv_error *err)
{
	struct iovec parts[] = {
		{ .iov_base = verdict, .iov_len = 1 },
		{ .iov_base = akv_secret_tail(answer),
		  .iov_len = akv_secret_room(answer) },
	};
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
	ssize_t got = recvmsg(fd, &message, 0);

	akv_secret_grow(answer, got > 1 ? (size_t)got - 1 : 0);
	if (got < 1 || (message.msg_flags & MSG_TRUNC) != 0)
		return akv_fail(err, AKV_ERR_OTHER, "AskpassGone",
				"the akv exec that started this does not "
				"answer");
	return AKV_OK;
}

static enum akv_code talk(int fd, const char *name, const char *question,
			  struct akv_error *err)
{
	struct sockaddr_un address;
	socklen_t size = fill_address(name, &address);
	pid_t pid;

	limit_patience(fd, PATIENCE_OF_ASKER_S);
	if (connect(fd, (const struct sockaddr *)&address, size) != 0)
		return akv_fail_errno(err, AKV_ERR_OTHER, "AskpassGone",
				      "the akv exec that started this is gone");
	if (!is_of_our_user(fd, &pid))
		return akv_fail(err, AKV_ERR_PEER, "AskpassForeign",
				"the socket in AKV_ASKPASS_SOCKET is of "
				"another user");
	if (send(fd, question, strlen(question), MSG_NOSIGNAL) < 0)
		return akv_fail_errno(err, AKV_ERR_OTHER, "AskpassGone",
				      "the akv exec that started this does not "
				      "listen");
	return AKV_OK;
}

enum akv_code akv_askpass_socket_ask(const char *name, const char *question,
				     char *verdict, struct akv_secret **out,
				     struct akv_error *err)
{
	AKV_AUTO(secret) *answer = NULL;
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	enum akv_code code;

	if (fd < 0)
		return akv_fail_errno(err, AKV_ERR_OTHER, "NoSocket",
				      "no socket");
	code = akv_secret_new(AKV_ASKPASS_SOCKET_ANSWER_MAX, &answer, err);
	if (code == AKV_OK)
		code = talk(fd, name, question, err);
	if (code == AKV_OK)
		code = receive(fd, verdict, answer, err);
	(void)close(fd);
	if (code != AKV_OK)
		return code;
	*out = answer;
	answer = NULL; /* the caller's now */
	return AKV_OK;
}
