/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "libhelper/core/remembered_store.h"
#include "libhelper/core/store_order.h"
#include "tests/fakes/fake_token_backends.h"
#include "tests/fakes/scratch.h"

static struct akv_store_order order;

static void set_up(void)
{
	scratch_make();
	(void)unsetenv("CI");
	(void)unsetenv("STATE_DIRECTORY");
	(void)setenv("XDG_STATE_HOME", scratch_path("state"), 1);
}

TestSuite(store_order, .init = set_up, .fini = scratch_remove);

static void expect(enum akv_token_store_kind kind, const char *names)
{
	char got[64] = "";
	size_t len = 0;

	akv_store_order_init(&order, kind);
	for (size_t i = 0; i < order.count; i++)
		len += (size_t)snprintf(
			got + len, sizeof(got) - len, "%s ",
			akv_store_order_all[order.which[i]]->name);
	cr_expect_str_eq(got, names);
}

Test(store_order, is_what_is_configured)
{
	expect(AKV_TOKEN_STORE_LIBSECRET, "libsecret ");
	expect(AKV_TOKEN_STORE_KEYRING, "keyring ");
	expect(AKV_TOKEN_STORE_NONE, "");
}

Test(store_order, of_auto_begins_with_libsecret)
{
	expect(AKV_TOKEN_STORE_AUTO, "libsecret keyring ");
	cr_expect_not(order.is_remembered);
}

Test(store_order, of_auto_begins_with_what_worked_last_time)
{
	akv_remembered_store_set("keyring");
	expect(AKV_TOKEN_STORE_AUTO, "keyring libsecret ");
	cr_expect(order.is_remembered);
	akv_remembered_store_set("libsecret");
	expect(AKV_TOKEN_STORE_AUTO, "libsecret keyring ");
	cr_expect(order.is_remembered);
}

Test(store_order, takes_no_notice_of_other_words)
{
	akv_remembered_store_set("none");
	expect(AKV_TOKEN_STORE_AUTO, "libsecret keyring ");
	akv_remembered_store_set("plain-file");
	expect(AKV_TOKEN_STORE_AUTO, "libsecret keyring ");
	cr_expect_not(order.is_remembered);
}

Test(store_order, of_auto_is_empty_where_things_are_built)
{
	akv_remembered_store_set("keyring");
	(void)setenv("CI", "true", 1);
	expect(AKV_TOKEN_STORE_AUTO, "");
	cr_expect(order.is_ci);
	(void)setenv("CI", "false", 1);
	expect(AKV_TOKEN_STORE_AUTO, "keyring libsecret ");
}

Test(store_order, is_what_is_configured_also_where_things_are_built)
{
	(void)setenv("CI", "true", 1);
	expect(AKV_TOKEN_STORE_KEYRING, "keyring ");
	expect(AKV_TOKEN_STORE_LIBSECRET, "libsecret ");
}

Test(store_order, does_not_forget_for_one_choice_what_worked)
{
	akv_remembered_store_set("keyring");
	expect(AKV_TOKEN_STORE_LIBSECRET, "libsecret ");
	cr_expect_not(order.is_remembered);
}
