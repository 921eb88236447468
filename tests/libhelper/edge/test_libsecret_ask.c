/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/edge/libsecret_ask.h"
#include "tests/fakes/fake_libsecret.h"

static void set_up(void)
{
	(void)setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nobody/asks", 1);
	(void)unsetenv("SNAP_NAME");
}

TestSuite(libsecret_ask, .init = set_up, .timeout = 30);

static struct akv_libsecret_talk *new_talk(enum akv_libsecret_talk_about about)
{
	struct akv_libsecret_item item;
	struct akv_libsecret_talk *talk;

	akv_libsecret_item_access_token(NULL, &item);
	talk = akv_libsecret_talk_new(about, &item);
	cr_assert_not_null(talk);
	return talk;
}

Test(libsecret_ask, gives_the_answer)
{
	AKV_AUTO(libsecret_talk) *talk = new_talk(AKV_LIBSECRET_TALK_CLEAR);

	cr_expect_eq(akv_libsecret_ask(&talk, 10000), AKV_TOKEN_BACKEND_DONE);
	cr_expect_not_null(talk);
	fake_libsecret.refusal = "locked";
	cr_expect_eq(akv_libsecret_ask(&talk, 10000),
		     AKV_TOKEN_BACKEND_UNUSABLE);
	cr_expect_str_eq(talk->why, "locked");
}

static sem_t go_on;

static void wait_here(void)
{
	while (sem_wait(&go_on) != 0)
		continue;
}

Test(libsecret_ask, does_not_wait_for_ever)
{
	AKV_AUTO(libsecret_talk) *talk = new_talk(AKV_LIBSECRET_TALK_CLEAR);
	AKV_AUTO(libsecret_talk) *next = NULL;

	cr_assert_eq(sem_init(&go_on, 0, 0), 0);
	fake_libsecret.on_call = wait_here;
	cr_expect_eq(akv_libsecret_ask(&talk, 20), AKV_TOKEN_BACKEND_SILENT);
	cr_expect_null(talk);
	fake_libsecret.on_call = NULL;
	cr_assert_eq(sem_post(&go_on), 0);
	/* the next one comes behind it */
	next = new_talk(AKV_LIBSECRET_TALK_CLEAR);
	cr_expect_eq(akv_libsecret_ask(&next, 10000), AKV_TOKEN_BACKEND_DONE);
}

Test(libsecret_ask, needs_somebody_to_talk_to)
{
	char why[200] = "";

	cr_expect(akv_libsecret_ask_may(why, sizeof(why)));
	cr_expect_str_eq(why, "");
	(void)setenv("SNAP_NAME", "an-editor", 1);
	cr_expect_not(akv_libsecret_ask_may(why, sizeof(why)));
	cr_expect_not_null(strstr(why, "snap"));
	(void)unsetenv("SNAP_NAME");
	(void)unsetenv("DBUS_SESSION_BUS_ADDRESS");
	(void)unsetenv("XDG_RUNTIME_DIR");
	cr_expect_not(akv_libsecret_ask_may(why, sizeof(why)));
	cr_expect_not_null(strstr(why, "there is no session bus"));
}

Test(libsecret_ask, takes_no_other_backend_of_libsecret)
{
	char why[200] = "";

	(void)setenv("SECRET_BACKEND", "file", 1);
	cr_expect(akv_libsecret_ask_may(why, sizeof(why)));
	cr_expect_null(getenv("SECRET_BACKEND"));
}
