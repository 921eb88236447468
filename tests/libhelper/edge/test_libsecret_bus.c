/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "libhelper/edge/libsecret_bus.h"
#include "tests/fakes/scratch.h"

static char why[256];

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("DBUS_SESSION_BUS_ADDRESS");
	(void)setenv("XDG_RUNTIME_DIR", scratch_path("."), 1);
}

TestSuite(libsecret_bus, .init = set_up, .fini = scratch_remove);

static void expect_none(const char *words)
{
	cr_assert_not(akv_libsecret_bus_is_there(why, sizeof(why)));
	cr_assert_not_null(strstr(why, words), "%s", why);
}

static void make_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	memcpy(address.sun_path, path, strlen(path));
	cr_assert_eq(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	(void)close(fd);
}

Test(libsecret_bus, is_where_the_address_says)
{
	(void)setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/somewhere", 1);
	cr_assert(akv_libsecret_bus_is_there(why, sizeof(why)));
}

Test(libsecret_bus, is_not_to_be_launched)
{
	(void)setenv("DBUS_SESSION_BUS_ADDRESS", "autolaunch:", 1);
	expect_none("autolaunch:");
	(void)setenv("DBUS_SESSION_BUS_ADDRESS",
		     "unix:path=/somewhere;autolaunch:scope=user", 1);
	expect_none("autolaunch:");
}

Test(libsecret_bus, is_in_the_runtime_directory)
{
	make_socket(scratch_path("bus"));
	cr_assert(akv_libsecret_bus_is_there(why, sizeof(why)));
}

Test(libsecret_bus, is_a_socket)
{
	(void)scratch_text("bus", "no socket");
	expect_none("there is no session bus");
}

Test(libsecret_bus, is_ours)
{
	/* only root can make one that is not */
	if (geteuid() != 0)
		return;
	make_socket(scratch_path("bus"));
	cr_assert_eq(chown(scratch_path("bus"), 1, 1), 0);
	expect_none("there is no session bus");
}

Test(libsecret_bus, is_nowhere)
{
	expect_none("there is no session bus");
	(void)unsetenv("XDG_RUNTIME_DIR");
	expect_none("there is no session bus");
}
