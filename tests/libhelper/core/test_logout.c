/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fakes/config_text.h"
#include "tests/fakes/fake_client_secret_store.h"
#include "tests/fakes/scratch.h"

#include "libhelper/core/logout.h"

#define TENANT "72f988bf-86f1-41af-91ab-2d7cd011db47"
#define CLIENT "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define IDS "tenant = " TENANT "\nclient-id = " CLIENT "\n"

TestSuite(logout, .init = scratch_make, .fini = scratch_remove);

static enum akv_code configure(const char *before, const char *after,
			       struct akv_error *err)
{
	AKV_AUTO(config_edit) *edit = NULL;
	AKV_AUTO(secret) *text = NULL;
	enum akv_code code;

	cr_assert_eq(akv_secret_new_from(before, strlen(before), &text, NULL),
		     AKV_OK);
	cr_assert_eq(akv_config_edit_new(text, "/one", &edit, NULL), AKV_OK);
	code = akv_logout_configure(edit, err);
	cr_expect_str_eq(akv_secret_text(akv_config_edit_text(edit)), after);
	return code;
}

Test(logout, takes_the_principal_out)
{
	cr_expect_eq(configure("# ours\n[cache]\n\n[principal]\n" IDS
			       "certificate = /c\n"
			       "send-certificate-chain = true\n\n"
			       "[environment]\n",
			       "# ours\n[cache]\n\n[environment]\n", NULL),
		     AKV_OK);
	cr_expect_eq(
		configure("[principal]\nmanaged-identity = imds\n", "", NULL),
		AKV_OK);
}

Test(logout, leaves_the_authority)
{
	cr_expect_eq(
		configure("[principal]\n" IDS
			  "authority-host = login.microsoftonline.com ; us\n",
			  "[principal]\n"
			  "authority-host = login.microsoftonline.com ; us\n",
			  NULL),
		AKV_OK);
}

static void expect_nobody(const char *text)
{
	struct akv_error err = { 0 };

	cr_expect_eq(configure(text, text, &err), AKV_ERR_OTHER);
	cr_expect_str_eq(err.reason, "NotLoggedIn");
}

Test(logout, says_when_there_is_nobody)
{
	expect_nobody("");
	expect_nobody("[principal]\n");
	expect_nobody("[principal]\n"
		      "authority-host = login.microsoftonline.com\n");
}

/* -- the client secret -- */

static enum akv_code forget(const char *text, struct akv_error *err)
{
	AKV_AUTO(config) *config = config_of(text);

	strcpy(fake_client_secret_store.value, "s3cret");
	return akv_logout_forget_secret(config, err);
}

Test(logout, forgets_the_secret_that_is_kept)
{
	cr_expect_eq(forget("[principal]\n" IDS
			    "client-secret-store = libsecret\n",
			    NULL),
		     AKV_OK);
	cr_expect_str_eq(fake_client_secret_store.value, "");
	cr_expect_str_eq(fake_client_secret_store.owner,
			 "login.microsoftonline.com " TENANT " " CLIENT);
}

Test(logout, finds_it_at_the_authority_of_the_environment)
{
	setenv("AZURE_AUTHORITY_HOST", "https://login.windows.net/", 1);
	cr_expect_eq(forget("[principal]\n" IDS
			    "client-secret-store = libsecret\n",
			    NULL),
		     AKV_OK);
	cr_expect_str_eq(fake_client_secret_store.owner,
			 "login.windows.net " TENANT " " CLIENT);
}

Test(logout, forgets_no_secret_that_is_not_said_to_be_there)
{
	cr_expect_eq(
		forget("[principal]\n" IDS "client-secret-file = /s\n", NULL),
		AKV_OK);
	cr_expect_eq(forget("", NULL), AKV_OK);
	cr_expect_str_eq(fake_client_secret_store.owner, "");
}

Test(logout, says_when_the_secret_cannot_be_removed)
{
	struct akv_error err = { 0 };

	fake_client_secret_store.refuses = true;
	cr_expect_eq(forget("[principal]\n" IDS
			    "client-secret-store = libsecret\n",
			    &err),
		     AKV_ERR_STORE);
	cr_expect_str_eq(err.text, "refused");
}
