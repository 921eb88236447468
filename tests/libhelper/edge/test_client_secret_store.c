/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/edge/client_secret_store.h"
#include "tests/fakes/fake_libsecret.h"

static const struct akv_client_secret_owner owner = {
	.authority_host = "host",
	.tenant = "tenant",
	.client_id = "client",
};

static struct akv_error err;

static void set_up(void)
{
	(void)setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nobody/asks", 1);
	(void)unsetenv("SNAP_NAME");
}

TestSuite(client_secret_store, .init = set_up, .timeout = 30);

static enum akv_code keep(const char *text)
{
	AKV_AUTO(secret) *secret = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &secret, NULL),
		     AKV_OK);
	return akv_client_secret_store_keep(&owner, secret, &err);
}

Test(client_secret_store, keeps_finds_and_forgets)
{
	AKV_AUTO(secret) *secret = NULL;

	cr_expect_eq(keep("s3cret"), AKV_OK);
	cr_expect_str_eq(fake_libsecret.value, "s3cret");
	cr_expect_str_eq(fake_libsecret.schema, "org.akv.ClientSecret");
	cr_expect_str_eq(fake_libsecret.collection, "default");
	cr_expect_str_eq(fake_libsecret.attributes,
			 "authority_host=host tenant=tenant "
			 "client_id=client ");
	cr_assert_eq(akv_client_secret_store_load(&owner, &secret, &err),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(secret), "s3cret");
	cr_expect_eq(akv_client_secret_store_forget(&owner, &err), AKV_OK);
	cr_expect_str_eq(fake_libsecret.value, "");
	cr_expect_eq(akv_client_secret_store_forget(&owner, &err), AKV_OK);
	cr_expect_eq(fake_libsecret.live, 0);
}

static void expect_refused(enum akv_code code, const char *reason,
			   const char *words)
{
	cr_expect_eq(code, AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, reason);
	cr_expect_not_null(strstr(err.text, words), "%s", err.text);
}

static void expect_all_refused(const char *reason, const char *words)
{
	AKV_AUTO(secret) *secret = NULL;

	expect_refused(akv_client_secret_store_load(&owner, &secret, &err),
		       reason, words);
	cr_expect_null(secret);
	expect_refused(keep("s3cret"), reason, words);
	cr_expect_not_null(strstr(err.hint, "client-secret-file"));
	cr_expect_not_null(strstr(err.hint, "LoadCredentialEncrypted="));
	expect_refused(akv_client_secret_store_forget(&owner, &err), reason,
		       words);
}

Test(client_secret_store, says_that_there_is_none)
{
	AKV_AUTO(secret) *secret = NULL;

	expect_refused(akv_client_secret_store_load(&owner, &secret, &err),
		       "NoStoredSecret", "has no client secret");
	cr_expect_not_null(strstr(err.hint, "akv login"));
}

Test(client_secret_store, says_why_it_was_refused)
{
	fake_libsecret.refusal = "it is locked";
	expect_all_refused("SecretServiceRefused", "it is locked");
}

Test(client_secret_store, needs_a_session_bus)
{
	(void)unsetenv("DBUS_SESSION_BUS_ADDRESS");
	(void)unsetenv("XDG_RUNTIME_DIR");
	expect_all_refused("NoSecretService", "there is no session bus");
	cr_expect_eq(fake_libsecret.calls, 0);
}

Test(client_secret_store, needs_libsecret)
{
	fake_libsecret.is_missing = true;
	expect_all_refused("SecretServiceRefused",
			   "libsecret is not installed");
}
