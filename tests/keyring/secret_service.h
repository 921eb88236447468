/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_KEYRING_SECRET_SERVICE_H
#define AKV_TESTS_KEYRING_SECRET_SERVICE_H

#include <stddef.h>

/*
 * A Secret Service on the session bus (session_bus.h): the real gnome-keyring,
 * or one with bad habits.  At most one at a time; it dies with the test.
 */

/* What gnome-keyring finds when it starts. */
enum secret_service_login {
	SECRET_SERVICE_UNLOCKED, /* a login collection, and its password */
	SECRET_SERVICE_LOCKED,	 /* a login collection, and no password */
	SECRET_SERVICE_NEW,	 /* nothing: nobody has ever logged in */
};

/*
 * secret_service_start(login): gnome-keyring.  The test is skipped where it is
 * not installed.
 */
void secret_service_start(enum secret_service_login login);

/*
 * secret_service_start_fake(habits): fake_secret_service.c, where ${habits}
 * are explained; WORDS("locked"), or NULL for none.
 */
void secret_service_start_fake(const char *const *habits);

/* secret_service_stop(): end it, and wait until the bus knows. */
void secret_service_stop(void);

/* secret_service_pause(), secret_service_resume(): SIGSTOP and SIGCONT. */
void secret_service_pause(void);
void secret_service_resume(void);

/* secret_service_calls(member): how many calls of this method the fake got. */
size_t secret_service_calls(const char *member);

#endif
