/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/process.h"
#include "libhelper/base/text.h"

#include "libhelper/edge/libsecret_bus.h"

static void explain(char *why, size_t size, const char *reason)
{
	struct akv_text text;

	akv_text_init(&text, why, size);
	akv_text_add(&text, reason);
}

/* GLib's own test for systemd's user bus, before it launches another one. */
static bool has_user_bus(void)
{
	const char *dir = akv_process_env("XDG_RUNTIME_DIR");
	char path[PATH_MAX];
	struct akv_text text;
	struct stat bus;

	if (dir == NULL)
		return false;
	akv_text_init(&text, path, sizeof(path));
	akv_text_addf(&text, "%s/bus", dir);
	return !text.cut && stat(path, &bus) == 0 && S_ISSOCK(bus.st_mode) &&
	       bus.st_uid == geteuid();
}

bool akv_libsecret_bus_is_there(char *why, size_t size)
{
	const char *address = akv_process_env("DBUS_SESSION_BUS_ADDRESS");

	if (address != NULL) {
		/* an address is a list; any of its members may be taken */
		if (strstr(address, "autolaunch:") == NULL)
			return true;
		explain(why, size,
			"the session bus would have to be launched "
			"(DBUS_SESSION_BUS_ADDRESS says autolaunch:)");
		return false;
	}
	if (has_user_bus())
		return true;
	explain(why, size,
		"there is no session bus: DBUS_SESSION_BUS_ADDRESS is not set "
		"and $XDG_RUNTIME_DIR/bus is not there");
	return false;
}
