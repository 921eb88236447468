/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

#include "libhelper/core/lock_file.h"
#include "libhelper/core/store_call.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_token_backends.h"
#include "tests/fakes/scratch.h"

static const struct akv_token_item item = { .key = "key" };

static struct akv_secret *value;

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("RUNTIME_DIRECTORY");
	(void)unsetenv("XDG_CACHE_HOME");
	(void)setenv("XDG_RUNTIME_DIR", scratch_path("."), 1);
	fake_clock = (struct fake_clock){ .monotonic_ms = 1000 };
	fake_token_backends_reset();
	cr_assert_eq(akv_secret_new(100, &value, NULL), AKV_OK);
}

static void tear_down(void)
{
	akv_secret_free(value);
	scratch_remove();
}

TestSuite(store_call, .init = set_up, .fini = tear_down);

static struct akv_store_call make(const struct akv_token_backend *backend,
				  bool needs_turn)
{
	return (struct akv_store_call){
		.backend = backend,
		.item = &item,
		.budget_ms = 1000,
		.needs_turn = needs_turn,
	};
}

static int hold_turn(void)
{
	int fd = akv_lock_file_open("libsecret.lock");

	cr_assert(akv_lock_file_take(fd, akv_clock_deadline_in(0)));
	return fd;
}

Test(store_call, passes_everything_on)
{
	struct akv_store_call call = make(&akv_libsecret_backend, true);

	cr_expect_eq(akv_store_call_load(&call, value),
		     AKV_TOKEN_BACKEND_ABSENT);
	cr_assert_eq(akv_secret_append_text(value, "bytes", NULL), AKV_OK);
	cr_expect_eq(akv_store_call_keep(&call, value, 3600),
		     AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(fake_libsecret_backend.life_s, 3600);
	akv_secret_truncate(value, 0);
	cr_expect_eq(akv_store_call_load(&call, value), AKV_TOKEN_BACKEND_DONE);
	cr_expect_str_eq(akv_secret_text(value), "bytes");
	cr_expect_eq(akv_store_call_forget(&call), AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(fake_libsecret_backend.budget_ms, 1000);
	cr_expect_str_eq(fake_libsecret_backend.key, "");
	cr_expect_eq(fake_clock.slept_ms, 0);
}

static void expect_turn_taken(int64_t budget_ms)
{
	int fd = akv_lock_file_open("libsecret.lock");

	(void)budget_ms;
	cr_expect_not(akv_lock_file_take(fd, akv_clock_deadline_in(0)));
	(void)close(fd);
}

Test(store_call, is_made_by_one_process_at_a_time)
{
	struct akv_store_call call = make(&akv_libsecret_backend, true);

	fake_token_backends_answer(&fake_libsecret_backend,
				   AKV_TOKEN_BACKEND_SILENT);
	fake_libsecret_backend.on_silence = expect_turn_taken;
	cr_expect_eq(akv_store_call_load(&call, value),
		     AKV_TOKEN_BACKEND_SILENT);
	cr_expect_eq(akv_store_call_keep(&call, value, 1),
		     AKV_TOKEN_BACKEND_SILENT);
	cr_expect_eq(akv_store_call_forget(&call), AKV_TOKEN_BACKEND_SILENT);
	/* and the turn is over */
	(void)close(hold_turn());
}

Test(store_call, is_skipped_without_a_turn)
{
	struct akv_store_call call = make(&akv_libsecret_backend, true);
	int fd = hold_turn();

	cr_expect_eq(akv_store_call_load(&call, value),
		     AKV_TOKEN_BACKEND_SILENT);
	cr_expect_eq(fake_libsecret_backend.loads, 0);
	cr_expect_eq(fake_clock.slept_ms, 250);
	(void)close(fd);
}

Test(store_call, is_made_out_of_turn_when_it_must_be)
{
	struct akv_store_call call = make(&akv_libsecret_backend, false);
	int fd = hold_turn();

	cr_expect_eq(akv_store_call_load(&call, value),
		     AKV_TOKEN_BACKEND_ABSENT);
	cr_expect_eq(fake_clock.slept_ms, 250);
	cr_expect_eq(fake_libsecret_backend.budget_ms, 750);
	cr_expect_eq(akv_store_call_keep(&call, value, 1),
		     AKV_TOKEN_BACKEND_DONE);
	cr_expect_eq(akv_store_call_forget(&call), AKV_TOKEN_BACKEND_DONE);
	(void)close(fd);
}

Test(store_call, of_the_kernel_needs_no_turn)
{
	struct akv_store_call call = make(&akv_kernel_keyring_backend, true);
	int fd = akv_lock_file_open("keyring.lock");

	cr_assert(akv_lock_file_take(fd, akv_clock_deadline_in(0)));
	cr_expect_eq(akv_store_call_load(&call, value),
		     AKV_TOKEN_BACKEND_ABSENT);
	cr_expect_eq(fake_clock.slept_ms, 0);
	(void)close(fd);
}

Test(store_call, is_made_where_there_is_no_place_for_locks)
{
	struct akv_store_call call = make(&akv_libsecret_backend, true);

	(void)unsetenv("XDG_RUNTIME_DIR");
	cr_expect_eq(akv_store_call_load(&call, value),
		     AKV_TOKEN_BACKEND_ABSENT);
}
