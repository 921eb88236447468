/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "libhelper/core/remembered_store.h"
#include "libhelper/core/token_store.h"
#include "tests/fakes/fake_token_backends.h"
#include "tests/fakes/scratch.h"

static struct akv_token_store_candidate rows[AKV_TOKEN_STORE_CANDIDATES];

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("CI");
	(void)unsetenv("STATE_DIRECTORY");
	(void)setenv("XDG_STATE_HOME", scratch_path("state"), 1);
	fake_token_backends_reset();
}

TestSuite(token_store_candidates, .init = set_up, .fini = scratch_remove);

static void break_it(struct fake_token_backend *backend, const char *why)
{
	backend->usable = false;
	backend->why = why;
}

static void expect(size_t i, const char *line)
{
	char got[512];

	(void)snprintf(got, sizeof(got), "%s %s %s: %s", rows[i].name,
		       rows[i].usable ? "works" : "fails",
		       rows[i].chosen ? "chosen" : "-", rows[i].why);
	cr_expect_str_eq(got, line);
}

Test(token_store_candidates, begin_with_libsecret)
{
	akv_token_store_candidates(AKV_TOKEN_STORE_AUTO, rows);
	expect(0, "libsecret works chosen: libsecret works; "
		  "used: the first that works here");
	expect(1, "keyring works -: keyring works; "
		  "not used: another one comes first");
	expect(2, "none works -: not used: another one comes first");
}

Test(token_store_candidates, go_on_with_the_keyring)
{
	break_it(&fake_libsecret_backend, "there is no session bus");
	akv_token_store_candidates(AKV_TOKEN_STORE_AUTO, rows);
	expect(0, "libsecret fails -: there is no session bus");
	expect(1, "keyring works chosen: keyring works; "
		  "used: the first that works here");
}

Test(token_store_candidates, end_with_none)
{
	break_it(&fake_libsecret_backend, "there is no session bus");
	break_it(&fake_keyring_backend, "the kernel refuses");
	akv_token_store_candidates(AKV_TOKEN_STORE_AUTO, rows);
	expect(0, "libsecret fails -: there is no session bus");
	expect(1, "keyring fails -: the kernel refuses");
	expect(2, "none works chosen: used: nothing else works here");
}

Test(token_store_candidates, prefer_what_worked_last_time)
{
	akv_remembered_store_set("keyring");
	akv_token_store_candidates(AKV_TOKEN_STORE_AUTO, rows);
	expect(0, "libsecret works -: libsecret works; "
		  "not used: another one comes first");
	expect(1, "keyring works chosen: keyring works; "
		  "used: it worked last time");
}

Test(token_store_candidates, pass_over_what_works_no_more)
{
	akv_remembered_store_set("keyring");
	break_it(&fake_keyring_backend, "the kernel refuses");
	akv_token_store_candidates(AKV_TOKEN_STORE_AUTO, rows);
	expect(0, "libsecret works chosen: libsecret works; "
		  "used: the first that works here");
	expect(1, "keyring fails -: the kernel refuses");
}

Test(token_store_candidates, obey_the_configuration)
{
	break_it(&fake_libsecret_backend, "there is no session bus");
	akv_token_store_candidates(AKV_TOKEN_STORE_LIBSECRET, rows);
	expect(0, "libsecret fails chosen: there is no session bus; "
		  "used: it is configured");
	expect(1, "keyring works -: keyring works; "
		  "not used: another one is configured");
	akv_token_store_candidates(AKV_TOKEN_STORE_NONE, rows);
	expect(2, "none works chosen: used: it is configured");
}

Test(token_store_candidates, are_none_where_things_are_built)
{
	(void)setenv("CI", "true", 1);
	akv_token_store_candidates(AKV_TOKEN_STORE_AUTO, rows);
	expect(0, "libsecret works -: libsecret works; "
		  "not used: CI=true, and nothing is configured");
	expect(2, "none works chosen: used: CI=true, and nothing is "
		  "configured");
}

Test(token_store_candidates, change_nothing)
{
	akv_token_store_candidates(AKV_TOKEN_STORE_AUTO, rows);
	cr_expect_eq(fake_libsecret_backend.keeps, 0);
	cr_expect_eq(fake_keyring_backend.keeps, 0);
	cr_expect_not(akv_remembered_store_get(
		(char[AKV_REMEMBERED_STORE_SIZE]){ 0 }));
}
