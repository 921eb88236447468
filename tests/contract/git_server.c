/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/contract/git.h"

#include "tests/contract/git_server.h"

static struct {
	struct running *running;
	int stdin_fd; /* ours to close: then it ends */
	long port;
} server;

/* No helper is asked: all of it is local. */
static void make_repository(void)
{
	expect_silence(git("init", "--quiet", "work"));
	(void)sandbox_write("work/README", 0644, "hello\n");
	expect_silence(git("-C", "work", "add", "README"));
	expect_silence(git("-C", "work", "commit", "--quiet", "-m", "hello"));
	expect_silence(
		git("clone", "--quiet", "--bare", "work", "served/repo.git"));
}

static long read_port(int fd)
{
	char line[256];
	size_t len = 0;
	const char *digits;

	while (memchr(line, '\n', len) == NULL) {
		ssize_t got = read(fd, line + len, sizeof(line) - 1 - len);

		cr_assert_gt(got, 0, "the git server did not start: %s",
			     outcome_words(program_end(server.running)));
		len += (size_t)got;
	}
	line[len] = '\0';
	digits = strpbrk(line, "0123456789");
	cr_assert_not_null(digits, "%s", line);
	return strtol(digits, NULL, 10);
}

void git_server_start(const char *user, const char *password)
{
	int in[2];
	int out[2];

	make_repository();
	cr_assert_eq(pipe2(in, O_CLOEXEC), 0);
	cr_assert_eq(pipe2(out, O_CLOEXEC), 0);
	server.running = program_start(&(struct program){
		.path = harness_python(),
		.arguments =
			WORDS(harness_source("tests/contract/git_server.py"),
			      sandbox_path("served"),
			      sandbox_path("git-server"), user, password),
		.environment = WORDS("PYTHONDONTWRITEBYTECODE=1"),
		.stdin_fd = in[0],
		.stdout_fd = out[1],
	});
	server.stdin_fd = in[1];
	(void)close(in[0]);
	(void)close(out[1]);
	server.port = read_port(out[0]);
	(void)close(out[0]);
	git_configure("[http]\n\tproxy = \"\"\n\tsslCAInfo = %s\n",
		      sandbox_path("git-server/ca.pem"));
}

void git_server_end(void)
{
	(void)close(server.stdin_fd);
	expect_silence(program_end(server.running));
}

const char *git_server_host(void)
{
	return sandbox_text("localhost:%ld", server.port);
}

const char *git_server_log(void)
{
	const char *path = sandbox_path("git-server/requests.log");
	char *text = sandbox_keep(calloc(1, 65536));
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	cr_assert_geq(fd, 0, "%s", path);
	cr_assert_geq(read(fd, text, 65535), 0);
	(void)close(fd);
	return text;
}
