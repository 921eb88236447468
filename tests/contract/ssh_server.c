/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/clock.h"
#include "tests/harness/suite.h"

#include "tests/contract/ssh_server.h"

enum { LOG_MAX = 65536, WAIT_MS = 20000, PAUSE_MS = 5 };

static struct {
	struct running *running;
	int stdin_fd; /* ours to close: then it ends */
	const char *port;
} server;

static void make_keys(void)
{
	expect_silence(program_run(&(struct program){
		.path = "/usr/bin/ssh-keygen",
		.arguments = WORDS("-q", "-t", "ed25519", "-N", "", "-f",
				   sandbox_path("sshd/host_key")),
	}));
}

/* Not by crypt(3), in whose place the address sanitizer puts nothing. */
static const char *hashed_password(void)
{
	const struct outcome *got = program_run(&(struct program){
		.path = "/usr/bin/openssl",
		.arguments = WORDS("passwd", "-6", "-stdin"),
		.input = CLOUD_PASSWORD "\n",
	});

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	return sandbox_text("%.*s", (int)strcspn(got->out, "\n"), got->out);
}

static void write_files(void)
{
	(void)mkdir(sandbox_path("sshd"), 0700);
	(void)mkdir(sandbox_path("served"), 0700);
	make_keys();
	(void)sandbox_write("sshd/passwd", 0600,
			    "export:x:1000:1000::%s:/bin/sh\n",
			    sandbox_path("served"));
	(void)sandbox_write("sshd/shadow", 0600, "export:%s:19000:0:::::\n",
			    hashed_password());
	(void)sandbox_write("sshd/authorized_keys", 0600, "%s", "");
	(void)sandbox_write("sshd/log", 0600, "%s", "");
	(void)sandbox_write("sshd/sshd_config", 0600,
			    "HostKey %s\nAuthorizedKeysFile %s\n"
			    "PidFile none\nUsePAM no\nStrictModes no\n"
			    "KbdInteractiveAuthentication no\n"
			    "Subsystem sftp internal-sftp\n"
			    "LogLevel VERBOSE\nPrintMotd no\n",
			    sandbox_path("sshd/host_key"),
			    sandbox_path("sshd/authorized_keys"));
}

/* "port 12345"; NULL: it has ended without a word. */
static const char *read_port(int fd)
{
	char *line = sandbox_keep(calloc(1, 64));
	size_t len = 0;

	while (strchr(line, '\n') == NULL) {
		ssize_t got = read(fd, line + len, 63 - len);

		if (got <= 0)
			return NULL;
		len += (size_t)got;
	}
	*strchr(line, '\n') = '\0';
	cr_assert_eq(strncmp(line, "port ", 5), 0, "%s", line);
	return line + 5;
}

void ssh_server_start(void)
{
	int in[2];
	int out[2];

	if (access("/usr/sbin/sshd", X_OK) != 0)
		cr_skip_test("no sshd here");
	write_files();
	cr_assert_eq(pipe2(in, O_CLOEXEC), 0);
	cr_assert_eq(pipe2(out, O_CLOEXEC), 0);
	server.running = program_start(&(struct program){
		.path = harness_source("tests/contract/ssh_server.sh"),
		.arguments = WORDS(harness_python(), sandbox_path("sshd")),
		.stdin_fd = in[0],
		.stdout_fd = out[1],
	});
	server.stdin_fd = in[1];
	(void)close(in[0]);
	(void)close(out[1]);
	server.port = read_port(out[0]);
	(void)close(out[0]);
	if (server.port == NULL)
		cr_skip_test("no namespaces here: %s",
			     outcome_words(program_end(server.running)));
}

void ssh_server_end(void)
{
	if (server.port == NULL)
		return;
	(void)close(server.stdin_fd);
	expect_silence(program_end(server.running));
}

const char *ssh_server_port(void)
{
	return server.port;
}

static const char *read_file(const char *name)
{
	char *text = sandbox_keep(calloc(1, LOG_MAX));
	int fd = open(sandbox_path("%s", name), O_RDONLY | O_CLOEXEC);

	cr_assert_geq(fd, 0, "%s", name);
	cr_assert_geq(read(fd, text, LOG_MAX - 1), 0);
	(void)close(fd);
	return text;
}

const char *ssh_server_config(const char *more)
{
	const char *key = read_file("sshd/host_key.pub");

	(void)sandbox_write("known_hosts", 0600,
			    "[127.0.0.1]:%s %s[localhost]:%s %s", server.port,
			    key, server.port, key);
	return sandbox_write("ssh_config", 0600,
			     "%sPort %s\nUserKnownHostsFile %s\n"
			     "GlobalKnownHostsFile none\nIdentityAgent none\n"
			     "IdentitiesOnly yes\nIdentityFile none\n"
			     "StrictHostKeyChecking ask\n",
			     more, server.port, sandbox_path("known_hosts"));
}

int ssh_server_count(const char *words)
{
	const char *at = read_file("sshd/log");
	int count = 0;

	while ((at = strstr(at, words)) != NULL) {
		at += strlen(words);
		count++;
	}
	return count;
}

void ssh_server_wait_for(const char *words)
{
	int64_t until_ms = akv_clock_monotonic_ms() + WAIT_MS;

	while (ssh_server_count(words) == 0) {
		cr_assert_lt(akv_clock_monotonic_ms(), until_ms, "%s", words);
		akv_clock_sleep_ms(PAUSE_MS);
	}
}
