/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fakes/fake_client_secret_store.h"

#include "libhelper/core/stored_client_secret.h"

static char host[] = "host";
static char tenant[] = "tenant";
static char client[] = "client";

static const struct akv_credential credential = { .name = "libsecret" };
static struct akv_principal principal = {
	.authority_host = host,
	.tenant = tenant,
	.client_id = client,
};

static void tear_down(void)
{
	akv_secret_free(principal.client_secret);
}

TestSuite(stored_client_secret, .fini = tear_down);

static enum akv_code load(const struct akv_secret *new_secret,
			  struct akv_error *err)
{
	const struct akv_principal_config config = {
		.new_client_secret = new_secret,
	};

	return akv_stored_client_secret_load(&credential, &config, &principal,
					     err);
}

Test(stored_client_secret, is_the_principal_s)
{
	strcpy(fake_client_secret_store.value, "s3cret");
	cr_assert_eq(load(NULL, NULL), AKV_OK);
	cr_expect_str_eq(fake_client_secret_store.owner, "host tenant client");
	cr_expect_eq(principal.kind, AKV_CREDENTIAL_CLIENT_SECRET);
	cr_expect_str_eq(akv_secret_text(principal.client_secret), "s3cret");
	/* sha256sum */
	cr_expect_str_eq(principal.fingerprint,
			 "1ec1c26b50d5d3c58d9583181af8076655fe00756bf7285940ba"
			 "3670f99fcba0");
}

Test(stored_client_secret, may_be_one_that_is_not_kept_yet)
{
	AKV_AUTO(secret) *typed = NULL;

	fake_client_secret_store.refuses = true;
	cr_assert_eq(akv_secret_new_from("typed", 5, &typed, NULL), AKV_OK);
	cr_assert_eq(load(typed, NULL), AKV_OK);
	cr_expect_str_eq(akv_secret_text(principal.client_secret), "typed");
	cr_expect_str_eq(fake_client_secret_store.owner, "");
}

Test(stored_client_secret, may_be_missing)
{
	struct akv_error err = { 0 };

	cr_expect_eq(load(NULL, &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "NoStoredSecret");
	fake_client_secret_store.refuses = true;
	cr_expect_eq(load(NULL, &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "SecretServiceRefused");
	cr_expect_null(principal.client_secret);
}

Test(stored_client_secret, may_be_no_client_secret)
{
	struct akv_error err = { 0 };

	strcpy(fake_client_secret_store.value, "one\ntwo");
	cr_expect_eq(load(NULL, &err), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidClientSecret");
}
