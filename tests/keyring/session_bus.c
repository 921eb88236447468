/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/harness/program.h"
#include "tests/harness/running.h"
#include "tests/harness/sandbox.h"

#include "tests/keyring/session_bus.h"

#define DBUS_DAEMON "/usr/bin/dbus-daemon"
#define GDBUS "/usr/bin/gdbus"

const char *session_bus_path(void)
{
	return sandbox_path("session-bus");
}

void session_bus_skip(const char *why)
{
	running_end_all();
	sandbox_remove();
	cr_skip_test("%s", why);
}

void session_bus_use(const char *address)
{
	program_setenv("DBUS_SESSION_BUS_ADDRESS", address);
	if (address == NULL)
		(void)unsetenv("DBUS_SESSION_BUS_ADDRESS");
	else
		(void)setenv("DBUS_SESSION_BUS_ADDRESS", address, 1);
}

/* It says its address when it listens. */
static void wait_until_ready(int fd)
{
	char byte = '\0';

	while (byte != '\n')
		cr_assert_eq(read(fd, &byte, 1), 1, "dbus-daemon is no more");
	(void)close(fd);
}

void session_bus_start(void)
{
	const char *config;
	int ends[2];

	if (access(DBUS_DAEMON, X_OK) != 0 || access(GDBUS, X_OK) != 0)
		session_bus_skip("no dbus-daemon or no gdbus here");
	if (getpwuid(getuid()) == NULL)
		session_bus_skip("dbus-daemon serves nobody without a name");
	config = sandbox_write(
		"session-bus.conf", 0600,
		"<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus "
		"Configuration 1.0//EN\" \"http://www.freedesktop.org/"
		"standards/dbus/1.0/busconfig.dtd\">\n"
		"<busconfig>\n"
		"<type>session</type>\n"
		"<listen>unix:path=%s</listen>\n"
		"<auth>EXTERNAL</auth>\n"
		"<policy context=\"default\">\n"
		"<allow send_destination=\"*\" eavesdrop=\"true\"/>\n"
		"<allow eavesdrop=\"true\"/>\n"
		"<allow own=\"*\"/>\n"
		"</policy>\n"
		"</busconfig>\n",
		session_bus_path());
	cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
	(void)program_start(&(struct program){
		.path = DBUS_DAEMON,
		.arguments =
			WORDS(sandbox_text("--config-file=%s", config),
			      "--nofork", "--nopidfile", "--print-address=1"),
		.stdout_fd = ends[1],
	});
	(void)close(ends[1]);
	wait_until_ready(ends[0]);
	session_bus_use(sandbox_text("unix:path=%s", session_bus_path()));
}

void session_bus_start_deaf(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	const char *path = session_bus_path();
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	cr_assert_lt(strlen(path), sizeof(address.sun_path));
	memcpy(address.sun_path, path, strlen(path));
	cr_assert_eq(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	/* it stays open, and nobody accepts */
	cr_assert_eq(listen(fd, 8), 0);
	session_bus_use(sandbox_text("unix:path=%s", path));
}

void session_bus_wait_for(const char *name)
{
	const struct outcome *got = program_run(&(struct program){
		.path = GDBUS,
		.arguments =
			WORDS("wait", "--session", "--timeout", "30", name),
	});

	cr_assert_eq(got->status, 0, "nobody owns %s\n%s", name,
		     outcome_words(got));
}
