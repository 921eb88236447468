/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/harness/suite.h"

/*
 * akv systemd-credential, as systemd uses it: an end bound to the address that
 * says unit and credential, connected to a socket whose accepted half is the
 * program's standard input.  And as others would.
 */

static const struct timeval patience = { .tv_sec = 30 };

/* Who connects: SO_PEERCRED is that of connect(2). */
static uid_t caller;

static void set_up(void)
{
	suite_set_up();
	caller = geteuid();
	config_add("\n[credential payroll.service/sftp-pw]\n"
		   "connection = nightly-export\n"
		   "[credential backup@.service/lines]\n"
		   "connection = nightly-export\nsecret = multi-line\n"
		   "[connection late]\nsecret = late\n"
		   "[credential late.service/pw]\nconnection = late\n"
		   "[connection empty]\nsecret = empty\n"
		   "[credential empty.service/pw]\nconnection = empty\n");
}

TestSuite(systemd_credential, .init = set_up, .fini = suite_tear_down,
	  .timeout = 120);

/* The end of a unit, and the program at the other. */
struct unit {
	int fd;
	struct running *running;
};

/* Abstract, so that other users reach it, and of this process alone. */
static socklen_t address_of(const char *name, struct sockaddr_un *address)
{
	size_t len = strlen(name);

	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	cr_assert_lt(len, sizeof(address->sun_path));
	memcpy(address->sun_path + 1, name, len);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + len);
}

static int new_socket(const char *name)
{
	struct sockaddr_un address;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	cr_assert_geq(fd, 0);
	if (name != NULL) {
		socklen_t len = address_of(name, &address);

		cr_assert_eq(bind(fd, (struct sockaddr *)&address, len), 0,
			     "%s: %s", name, strerror(errno));
	}
	cr_assert_eq(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
				sizeof(patience)),
		     0);
	return fd;
}

static void connect_to(int fd, const char *name)
{
	struct sockaddr_un address;
	socklen_t len = address_of(name, &address);
	uid_t own = geteuid();

	cr_assert_eq(seteuid(caller), 0);
	cr_assert_eq(connect(fd, (struct sockaddr *)&address, len), 0);
	cr_assert_eq(seteuid(own), 0);
}

/* ${words} behind a number are the address; NULL: there is none. */
static struct unit start(const char *words)
{
	static unsigned int count;
	const char *number = sandbox_text("%x%04x", (unsigned int)getpid(),
					  ++count & 0xffff);
	const char *server = sandbox_text("akv-test/%s", number);
	int listener = new_socket(server);
	struct unit unit;
	int accepted;

	cr_assert_eq(listen(listener, 1), 0);
	unit.fd = new_socket(
		words != NULL ? sandbox_text("%s%s", number, words) : NULL);
	connect_to(unit.fd, server);
	accepted = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	cr_assert_geq(accepted, 0);
	unit.running = program_start(&(struct program){
		.arguments = WORDS("systemd-credential"),
		.stdin_fd = accepted,
	});
	(void)close(accepted);
	(void)close(listener);
	return unit;
}

/* All that comes until the other end is closed. */
static const char *read_all(const struct unit *unit)
{
	char bytes[4096] = "";
	size_t len = 0;

	for (;;) {
		ssize_t got =
			read(unit->fd, bytes + len, sizeof(bytes) - 1 - len);

		/* what nobody has read of a peer's is a reset at the end */
		if (got < 0)
			cr_assert_eq(errno, ECONNRESET, "%s", strerror(errno));
		if (got <= 0)
			return sandbox_text("%s", bytes);
		len += (size_t)got;
	}
}

static const struct outcome *leave(struct unit *unit)
{
	(void)close(unit->fd);
	return program_end(unit->running);
}

/* Nothing has come, and no end, which would be an empty credential. */
static void expect_held(const struct unit *unit, int for_ms)
{
	struct pollfd end = { .fd = unit->fd, .events = POLLIN };

	cr_assert_eq(poll(&end, 1, for_ms), 0);
}

static void expect_credential(const char *words, const char *value)
{
	struct unit unit = start(words);

	cr_assert_str_eq(read_all(&unit), value);
	expect_silence(leave(&unit));
}

Test(systemd_credential, is_what_the_configuration_allows)
{
	expect_credential("/unit/payroll.service/sftp-pw", CLOUD_PASSWORD);
	expect_credential("/unit/backup@sunday.service/lines",
			  "-----BEGIN-----\nfirst\r\nsecond\n-----END-----\n");
}

Test(systemd_credential, is_waited_for_until_the_vault_has_it)
{
	struct unit unit = start("/unit/late.service/pw");
	const struct outcome *got;

	cloud_wait_for("vault_requests", 3);
	expect_held(&unit, 0);
	cloud_put_secret("contoso", "late", "here-it-is");
	cr_assert_str_eq(read_all(&unit), "here-it-is");
	got = leave(&unit);
	cr_assert_eq(got->status, 0);
	/* said once, however often it was tried */
	cr_assert_eq(strncmp(got->err, "akv: late.service/pw: ", 22), 0);
	cr_assert_not_null(strstr(got->err, "(SecretNotFound)"));
	cr_assert_null(strstr(strstr(got->err, "(SecretNotFound)") + 1,
			      "(SecretNotFound)"));
}

Test(systemd_credential, is_waited_for_until_the_configuration_allows_it)
{
	struct unit unit = start("/unit/other.service/sftp-pw");

	expect_held(&unit, 200);
	config_add("[credential other.service/sftp-pw]\n"
		   "connection = nightly-export\n");
	cr_assert_str_eq(read_all(&unit), CLOUD_PASSWORD);
	cr_assert_eq(leave(&unit)->status, 0);
}

/* ${words} get nothing as long as they wait; then it was for ${reason}. */
static void expect_none(const char *words, int status, const char *reason)
{
	struct unit unit = start(words);

	expect_held(&unit, 300);
	expect_failure(leave(&unit), status, reason);
}

Test(systemd_credential, is_not_another_unit_s)
{
	expect_none("/unit/evil.service/sftp-pw", 5, "CredentialNotAllowed");
	expect_none("/unit/payroll.service/other", 5, "CredentialNotAllowed");
	expect_none("/unit/payroll.service.evil/sftp-pw", 5,
		    "CredentialNotAllowed");
	expect_none("/unit/payroll.service/sftp-pw/x", 9, "NotSystemd");
	expect_none("/unit/payroll.service", 9, "NotSystemd");
	expect_none("/payroll.service/sftp-pw", 9, "NotSystemd");
	expect_untouched();
}

Test(systemd_credential, is_never_empty)
{
	struct unit unit = start("/unit/empty.service/pw");

	cloud_wait_for("vault_requests", 2);
	expect_held(&unit, 0);
	expect_failure(leave(&unit), 11, "EmptySecret");
}

/* systemd fails the start of a unit whose credential is too large. */
Test(systemd_credential, is_too_large_when_the_program_is_stopped)
{
	struct unit unit = start("/unit/late.service/pw");
	size_t len = 0;
	ssize_t got;

	cloud_wait_for("vault_requests", 1);
	program_signal(unit.running, SIGTERM);
	do {
		char bytes[65536];

		got = read(unit.fd, bytes, sizeof(bytes));
		len += got > 0 ? (size_t)got : 0;
	} while (got > 0);
	cr_assert_gt(len, (size_t)1 << 20);
	expect_failure(leave(&unit), 3, "SecretNotFound");
}

Test(systemd_credential, is_given_to_a_peer_that_writes)
{
	struct unit unit = start("/unit/payroll.service/sftp-pw");

	(void)send(unit.fd, "GET / HTTP/1.1\r\n\r\n", 18, MSG_NOSIGNAL);
	cr_assert_str_eq(read_all(&unit), CLOUD_PASSWORD);
	(void)leave(&unit);
}

Test(systemd_credential, ends_with_a_peer_that_leaves_at_once)
{
	struct unit unit = start("/unit/late.service/pw");
	const struct outcome *got = leave(&unit);

	cr_assert_neq(got->status, 0);
	expect_within(got, 20000);
}

Test(systemd_credential, is_not_for_another_user)
{
	struct unit unit;

	if (geteuid() != 0)
		cr_skip_test("only root can be somebody else");
	caller = 65534;
	unit = start("/unit/payroll.service/sftp-pw");
	cr_assert_str_eq(read_all(&unit), "");
	expect_failure(leave(&unit), 9, "StrangePeer");
	expect_untouched();
}

Test(systemd_credential, is_not_for_a_peer_without_an_address)
{
	struct unit unit = start(NULL);

	cr_assert_str_eq(read_all(&unit), "");
	expect_failure(leave(&unit), 9, "NotSystemd");
	expect_untouched();
}

/*
 * A real systemd, as the first process of a namespace, and a unit that loads
 * the credential from a socket and keeps it in the sandbox.
 */
Test(systemd_credential, reaches_a_unit_of_systemd)
{
	const char *script = harness_source("tests/contract/systemd.sh");
	const struct outcome *got;

	if (geteuid() != 0)
		cr_skip_test("only root can start a systemd");
	config_add("[credential akv-test.service/pw]\n"
		   "connection = nightly-export\n");
	got = program_run(&(struct program){
		.path = "/bin/sh",
		.arguments = WORDS(script, akv_path(), sandbox_path("units")),
	});
	if (got->status == 77)
		cr_skip_test("no systemd can be started here");
	expect_answer(got, CLOUD_PASSWORD);
}

Test(systemd_credential, wants_a_socket)
{
	expect_failure(akv("systemd-credential"), 2, "NotASocket");
	expect_untouched();
}
