/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/edge/token_backend.h"
#include "tests/fakes/fake_libsecret.h"

static const struct akv_token_item item = {
	.key = "0123",
	.authority_host = "host",
	.tenant = "tenant",
	.client_id = "client",
	.audience = "audience",
	.fingerprint = "print",
};

static struct akv_secret *value;

static void set_up(void)
{
	(void)setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nobody/asks", 1);
	(void)unsetenv("SNAP_NAME");
	cr_assert_eq(akv_secret_new(64, &value, NULL), AKV_OK);
}

static void tear_down(void)
{
	akv_secret_free(value);
}

TestSuite(libsecret_backend, .init = set_up, .fini = tear_down, .timeout = 30);

static enum akv_token_backend_answer load(int64_t budget_ms)
{
	return akv_libsecret_backend.load(&item, budget_ms, value);
}

static enum akv_token_backend_answer keep(const char *text, int64_t budget_ms)
{
	cr_assert_eq(akv_secret_append_text(value, text, NULL), AKV_OK);
	return akv_libsecret_backend.keep(&item, value, 3600, budget_ms);
}

static const char *why_not(int64_t budget_ms)
{
	static char why[256];

	cr_assert_not(
		akv_libsecret_backend.usable(budget_ms, why, sizeof(why)));
	return why;
}

Test(libsecret_backend, keeps_finds_and_forgets)
{
	struct akv_token_backend_count count;

	cr_expect_eq(load(10000), AKV_TOKEN_BACKEND_ABSENT);
	cr_expect_eq(keep("bytes", 10000), AKV_TOKEN_BACKEND_DONE);
	akv_secret_truncate(value, 0);
	cr_expect_eq(load(10000), AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(akv_secret_text(value), "bytes");
	cr_expect_eq(akv_libsecret_backend.forget(&item, 10000),
		     AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(fake_libsecret.value, "");
	fake_libsecret.has_cleared = false;
	fake_libsecret.found = 1;
	cr_expect_eq(akv_libsecret_backend.forget_all(10000, &count),
		     AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(count.gone, 1);
	cr_expect_eq(fake_libsecret.live, 0);
}

Test(libsecret_backend, appends)
{
	(void)strcpy(fake_libsecret.value, "def");
	cr_assert_eq(akv_secret_append_text(value, "abc", NULL), AKV_OK);
	cr_expect_eq(load(10000), AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(akv_secret_text(value), "abcdef");
}

Test(libsecret_backend, is_usable_when_somebody_answers)
{
	char why[256];

	cr_expect(akv_libsecret_backend.usable(10000, why, sizeof(why)));
	cr_expect_str_eq(why, "the Secret Service answers");
}

Test(libsecret_backend, tells_why_it_is_not_usable)
{
	fake_libsecret.refusal = "no such service";
	cr_expect_str_eq(why_not(10000), "no such service");
	cr_expect_eq(load(10000), AKV_TOKEN_BACKEND_UNUSABLE);
	cr_expect_eq(keep("bytes", 10000), AKV_TOKEN_BACKEND_UNUSABLE);
	fake_libsecret.is_missing = true;
	cr_expect_str_eq(why_not(10000), "libsecret is not installed");
}

static void expect_not_asked(const char *words)
{
	cr_expect_not_null(strstr(why_not(10000), words));
	cr_expect_eq(load(10000), AKV_TOKEN_BACKEND_UNUSABLE);
	cr_expect_eq(keep("bytes", 10000), AKV_TOKEN_BACKEND_UNUSABLE);
	cr_expect_eq(akv_libsecret_backend.forget(&item, 10000),
		     AKV_TOKEN_BACKEND_UNUSABLE);
	cr_expect_eq(fake_libsecret.calls, 0);
}

Test(libsecret_backend, needs_a_session_bus)
{
	(void)unsetenv("DBUS_SESSION_BUS_ADDRESS");
	(void)unsetenv("XDG_RUNTIME_DIR");
	expect_not_asked("there is no session bus");
}

Test(libsecret_backend, is_not_for_snaps)
{
	(void)setenv("SNAP_NAME", "an-editor", 1);
	expect_not_asked("inside a Flatpak or snap");
}

Test(libsecret_backend, lets_nobody_choose_another_or_listen)
{
	(void)setenv("SECRET_BACKEND", "file", 1);
	(void)setenv("SECRET_FILE_TEST_PATH", "/tmp/x", 1);
	(void)setenv("SECRET_FILE_TEST_PASSWORD", "x", 1);
	(void)setenv("G_DBUS_DEBUG", "all", 1);
	cr_expect_eq(load(10000), AKV_TOKEN_BACKEND_ABSENT);
	cr_expect_null(getenv("SECRET_BACKEND"));
	cr_expect_null(getenv("SECRET_FILE_TEST_PATH"));
	cr_expect_null(getenv("SECRET_FILE_TEST_PASSWORD"));
	cr_expect_null(getenv("G_DBUS_DEBUG"));
}

Test(libsecret_backend, gets_ready_without_asking)
{
	akv_libsecret_backend.prepare();
	cr_expect_eq(load(10000), AKV_TOKEN_BACKEND_ABSENT);
	cr_expect_eq(fake_libsecret.calls, 1);
}

Test(libsecret_backend, does_not_get_ready_for_nobody)
{
	(void)unsetenv("DBUS_SESSION_BUS_ADDRESS");
	(void)unsetenv("XDG_RUNTIME_DIR");
	akv_libsecret_backend.prepare();
	cr_expect_eq(load(10000), AKV_TOKEN_BACKEND_UNUSABLE);
}

/* -- a service that does not answer -- */

static sem_t answers;

static void wait_for_answer(void)
{
	sem_wait(&answers);
}

Test(libsecret_backend, stops_waiting)
{
	sem_init(&answers, 0, 0);
	fake_libsecret.on_call = wait_for_answer;
	cr_expect_eq(load(50), AKV_TOKEN_BACKEND_SILENT);
	cr_expect_eq(keep("bytes", 50), AKV_TOKEN_BACKEND_SILENT);
	cr_expect_str_eq(why_not(50), "the Secret Service does not answer "
				      "within 50 ms");
	cr_expect_eq(fake_libsecret.calls, 1, "one call at a time");
	sem_post(&answers);
	/* the next one is answered at once */
	fake_libsecret.on_call = NULL;
	akv_secret_truncate(value, 0);
	cr_expect_eq(load(10000), AKV_TOKEN_BACKEND_ABSENT);
}
