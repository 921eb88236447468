/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/harness/suite.h"

#include "tests/contract/password_server.h"

enum { LINE_SIZE = 4096, PATIENCE_MS = 20000 };

static struct {
	struct running *running;
	int stdin_fd; /* ours to close: then it ends */
	int stdout_fd;
	long port;
} server;

static void read_line(char line[LINE_SIZE])
{
	size_t len = 0;

	while (len == 0 || line[len - 1] != '\n') {
		struct pollfd ready = { .fd = server.stdout_fd,
					.events = POLLIN };

		cr_assert_lt(len, LINE_SIZE - 1);
		cr_assert_eq(poll(&ready, 1, PATIENCE_MS), 1, "nobody logs in");
		cr_assert_eq(read(server.stdout_fd, line + len, 1), 1,
			     "the server has ended");
		len++;
	}
	line[len - 1] = '\0';
}

void password_server_start(const char *kind)
{
	int in[2];
	int out[2];
	char line[LINE_SIZE];

	cr_assert_eq(pipe2(in, O_CLOEXEC), 0);
	cr_assert_eq(pipe2(out, O_CLOEXEC), 0);
	server.running = program_start(&(struct program){
		.path = harness_python(),
		.arguments = WORDS(
			harness_source("tests/contract/password_server.py"),
			kind),
		.environment = WORDS("PYTHONDONTWRITEBYTECODE=1"),
		.stdin_fd = in[0],
		.stdout_fd = out[1],
	});
	server.stdin_fd = in[1];
	server.stdout_fd = out[0];
	(void)close(in[0]);
	(void)close(out[1]);
	read_line(line);
	server.port = strtol(line, NULL, 10);
}

void password_server_end(void)
{
	if (server.running == NULL)
		return;
	(void)close(server.stdin_fd);
	expect_silence(program_end(server.running));
	(void)close(server.stdout_fd);
	server.running = NULL;
}

long password_server_port(void)
{
	return server.port;
}

static void write_hex(const char *text, char *hex)
{
	*hex = '\0';
	for (size_t i = 0; text[i] != '\0'; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x", (unsigned char)text[i]);
}

void password_server_expect(const char *user, const char *password)
{
	char line[LINE_SIZE];
	char expected[LINE_SIZE];
	size_t len;

	write_hex(user, expected);
	len = strlen(expected);
	expected[len] = ' ';
	write_hex(password, expected + len + 1);
	read_line(line);
	cr_assert_str_eq(line, expected, "the password was \"%s\"", password);
}

void password_server_expect_none(void)
{
	struct pollfd ready = { .fd = server.stdout_fd, .events = POLLIN };

	cr_assert_eq(poll(&ready, 1, 0), 0, "somebody logged in");
}
