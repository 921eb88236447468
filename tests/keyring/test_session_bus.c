/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/clock.h"
#include "tests/harness/running.h"
#include "tests/keyring/store_suite.h"

/* A session bus that is not there, or is no help. */

STORE_SUITE(session_bus);

static void expect_unusable(const char *words)
{
	char why[256];

	cr_assert_not(akv_libsecret_backend.usable(2000, why, sizeof(why)));
	cr_assert_not_null(strstr(why, words), "%s", why);
	cr_assert_null(store_look(AKV_TOKEN_STORE_LIBSECRET, 1000));
}

Test(session_bus, may_be_missing)
{
	expect_unusable("there is no session bus");
}

Test(session_bus, may_be_gone)
{
	session_bus_use("unix:path=/nonexistent/bus");
	expect_unusable("Could not connect");
}

Test(session_bus, is_never_launched)
{
	session_bus_use("unix:path=/nonexistent/bus;autolaunch:");
	expect_unusable("would have to be launched");
}

Test(session_bus, may_have_no_secret_service)
{
	session_bus_start();
	expect_unusable("org.freedesktop.secrets");
}

Test(session_bus, is_found_in_the_runtime_directory)
{
	session_bus_start();
	session_bus_wait_for("org.freedesktop.DBus");
	secret_service_start_fake(NULL);
	session_bus_use(NULL);
	cr_assert_eq(rename(session_bus_path(), sandbox_path("run/bus")), 0);
	cr_assert(akv_libsecret_backend.usable(2000, (char[256]){ "" }, 256));
}

Test(session_bus, may_take_connections_and_say_nothing)
{
	struct akv_token_store *store = store_open(AKV_TOKEN_STORE_LIBSECRET);
	int64_t started_ms = akv_clock_monotonic_ms();

	session_bus_start_deaf();
	store_expect(store, NULL);
	store_expect(store, NULL);
	store_put(store, "a-token");
	store_expect(store, NULL);
	cr_assert_leq(akv_clock_monotonic_ms() - started_ms, 2200);
	akv_token_store_free(store);
}

static void *end_the_bus(AKV_UNUSED void *context)
{
	while (secret_service_calls("GetAll") == 0)
		akv_clock_sleep_ms(1);
	running_end_all();
	return NULL;
}

/* GIO means to end the process then (GDBusConnection:exit-on-close). */
Test(session_bus, may_end_in_the_middle)
{
	pthread_t thread;

	session_bus_start();
	secret_service_start_fake(WORDS("silent"));
	cr_assert_eq(pthread_create(&thread, NULL, end_the_bus, NULL), 0);
	cr_assert_null(store_look(AKV_TOKEN_STORE_LIBSECRET, 2000));
	(void)pthread_join(thread, NULL);
}

Test(session_bus, is_not_asked_in_a_snap)
{
	session_bus_start();
	secret_service_start_fake(NULL);
	(void)setenv("SNAP_NAME", "an-editor", 1);
	expect_unusable("Flatpak or snap");
	cr_assert_eq(secret_service_calls("GetAll"), 0);
}

Test(session_bus, is_asked_whatever_SECRET_BACKEND_says)
{
	session_bus_start();
	secret_service_start_fake(NULL);
	(void)setenv("SECRET_BACKEND", "unheard-of", 1);
	cr_assert(akv_libsecret_backend.usable(2000, (char[256]){ "" }, 256));
	cr_assert_null(getenv("SECRET_BACKEND"));
}

static const char *keep_in_the_keyring(void)
{
	struct akv_token_store *store = store_open(AKV_TOKEN_STORE_AUTO);

	store_expect(store, NULL);
	store_put(store, "a-token");
	store_expect(store, "a-token");
	STORE_CHECK(strcmp(akv_token_store_name(store), "keyring") == 0);
	akv_token_store_free(store);
	STORE_CHECK(strcmp(store_remembered(), "keyring") == 0);
	return NULL;
}

Test(session_bus, missing_leaves_the_kernel_keyring)
{
	store_in_own_keyrings(keep_in_the_keyring);
}
