/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/edge/connection_password_store.h"
#include "tests/fakes/fake_libsecret.h"

static struct akv_error err;

static void set_up(void)
{
	(void)setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nobody/asks", 1);
	(void)unsetenv("SNAP_NAME");
}

TestSuite(connection_password_store, .init = set_up, .timeout = 30);

static enum akv_code keep(const char *text)
{
	AKV_AUTO(secret) *secret = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &secret, NULL),
		     AKV_OK);
	return akv_connection_password_store_keep("old", secret, &err);
}

Test(connection_password_store, keeps_finds_and_forgets)
{
	AKV_AUTO(secret) *secret = NULL;

	cr_expect_eq(keep("s3cret"), AKV_OK);
	cr_expect_str_eq(fake_libsecret.value, "s3cret");
	cr_expect_str_eq(fake_libsecret.schema, "org.akv.ConnectionPassword");
	cr_expect_str_eq(fake_libsecret.collection, "default");
	cr_expect_str_eq(fake_libsecret.attributes, "connection=old ");
	cr_expect_str_eq(fake_libsecret.label,
			 "akv: password of the connection old");
	cr_assert_eq(akv_connection_password_store_load("old", &secret, &err),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(secret), "s3cret");
	cr_expect_eq(akv_connection_password_store_forget("old", &err), AKV_OK);
	cr_expect_str_eq(fake_libsecret.value, "");
	cr_expect_eq(fake_libsecret.live, 0);
}

Test(connection_password_store, says_that_there_is_none)
{
	AKV_AUTO(secret) *secret = NULL;

	cr_expect_eq(akv_connection_password_store_load("old", &secret, &err),
		     AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "NoStoredPassword");
	cr_expect_not_null(strstr(err.hint, "delete it and create it anew"));
}

Test(connection_password_store, says_what_to_do_without_a_secret_service)
{
	fake_libsecret.is_missing = true;
	cr_expect_eq(keep("s3cret"), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "SecretServiceRefused");
	cr_expect_not_null(strstr(err.hint, "--secret-name"));
	cr_expect_null(strstr(err.hint, "s3cret"));
}
