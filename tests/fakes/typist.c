/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "libhelper/base/clock.h"

#include "tests/fakes/typist.h"

enum { PATIENCE_MS = 10000 };

/* One terminal a test is enough. */
static char screen[65536];
static size_t len;
static size_t seen;

int typist_open(int *slave)
{
	char name[64];
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	cr_assert_geq(master, 0, "posix_openpt: %s", strerror(errno));
	cr_assert_eq(grantpt(master), 0);
	cr_assert_eq(unlockpt(master), 0);
	cr_assert_eq(ptsname_r(master, name, sizeof(name)), 0);
	*slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	cr_assert_geq(*slave, 0, "%s: %s", name, strerror(errno));
	return master;
}

/* False when nobody has the terminal any more. */
static bool read_more(int master, int64_t until_ms)
{
	struct pollfd input = { .fd = master, .events = POLLIN };
	int64_t left_ms = until_ms - akv_clock_monotonic_ms();
	ssize_t got;

	cr_assert_eq(poll(&input, 1, left_ms > 0 ? (int)left_ms : 0), 1,
		     "the screen stays as it is:\n%s", screen);
	got = read(master, screen + len, sizeof(screen) - 1 - len);
	if (got <= 0)
		return false;
	len += (size_t)got;
	screen[len] = '\0';
	return true;
}

void typist_sees(int master, const char *text)
{
	int64_t until_ms = akv_clock_monotonic_ms() + PATIENCE_MS;
	const char *found;

	while ((found = strstr(screen + seen, text)) == NULL)
		cr_assert(read_more(master, until_ms), "no \"%s\" on:\n%s",
			  text, screen);
	seen = (size_t)(found - screen) + strlen(text);
}

const char *typist_screen(int master)
{
	int64_t until_ms = akv_clock_monotonic_ms() + PATIENCE_MS;

	while (read_more(master, until_ms))
		continue;
	return screen;
}

void typist_types(int master, const char *keys)
{
	cr_assert_eq(write(master, keys, strlen(keys)), (ssize_t)strlen(keys));
}

bool typist_is_shown(int master)
{
	struct termios settings;

	cr_assert_eq(tcgetattr(master, &settings), 0);
	return (settings.c_lflag & ECHO) != 0;
}
