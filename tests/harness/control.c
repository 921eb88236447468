/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "tests/harness/sandbox.h"

#include "tests/harness/control.h"

/* The longest answer is a journal of some hundred requests. */
enum { ANSWER_MAX = 16 * 1024 * 1024, TIMEOUT_S = 30 };

static int open_connection(const char *url)
{
	const char *colon = strrchr(url, ':');
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	struct timeval limit = { .tv_sec = TIMEOUT_S };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	cr_assert_geq(fd, 0);
	cr_assert_not_null(colon);
	address.sin_port = htons((uint16_t)strtoul(colon + 1, NULL, 10));
	cr_assert_eq(
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)),
		0);
	cr_assert_eq(connect(fd, (struct sockaddr *)&address, sizeof(address)),
		     0, "the cloud's control port is gone");
	return fd;
}

static void send_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t sent = send(fd, bytes, len, MSG_NOSIGNAL);

		cr_assert_gt(sent, 0);
		bytes += sent;
		len -= (size_t)sent;
	}
}

static char *receive_all(int fd)
{
	char *bytes = malloc(ANSWER_MAX);
	size_t len = 0;
	ssize_t got;

	cr_assert_not_null(bytes);
	while ((got = recv(fd, bytes + len, ANSWER_MAX - 1 - len, 0)) > 0)
		len += (size_t)got;
	cr_assert_eq(got, 0, "the control port did not answer in time");
	bytes[len] = '\0';
	return bytes;
}

const char *control_call(const char *url, const char *method, const char *path,
			 const char *body)
{
	int fd = open_connection(url);
	const char *head = sandbox_text("%s %s HTTP/1.1\r\n"
					"Host: control\r\n"
					"Connection: close\r\n"
					"Content-Length: %zu\r\n\r\n",
					method, path, strlen(body));
	char *answer;
	const char *text;

	send_all(fd, head, strlen(head));
	send_all(fd, body, strlen(body));
	answer = receive_all(fd);
	(void)close(fd);
	cr_assert_eq(strncmp(answer, "HTTP/1.1 200 ", 13), 0, "%s %s %s\n%s",
		     method, path, body, answer);
	text = strstr(answer, "\r\n\r\n");
	cr_assert_not_null(text);
	text = sandbox_text("%s", text + 4);
	free(answer);
	return text;
}
