/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "libhelper/core/connection_password.h"
#include "tests/fakes/fake_connection_password_store.h"

static char name[] = "old";
static const struct akv_connection_config connection = { .name = name };

static struct akv_error err;

Test(connection_password, is_a_bundle_without_anything_else)
{
	struct akv_secret_bundle bundle = { 0 };

	strcpy(fake_connection_password_store.value, "s3cret");
	cr_assert_eq(akv_connection_password_get(&connection, &bundle, &err),
		     AKV_OK);
	cr_expect_str_eq(fake_connection_password_store.connection, "old");
	cr_expect_str_eq(akv_secret_text(bundle.value), "s3cret");
	cr_expect_str_eq(bundle.name, "");
	cr_expect_str_eq(bundle.version, "");
	cr_expect_str_eq(bundle.content_type, "");
	cr_expect_str_eq(bundle.username, "");
	cr_expect_eq(bundle.expires_at, 0);
	cr_expect_eq(bundle.not_before, 0);
	akv_secret_bundle_clear(&bundle);
}

Test(connection_password, that_is_not_there_names_the_connection)
{
	struct akv_secret_bundle bundle = { 0 };

	cr_expect_eq(akv_connection_password_get(&connection, &bundle, &err),
		     AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "NoStoredPassword");
	cr_expect_str_eq(err.text, "connection old: none");
	cr_expect_null(bundle.value);
}

static enum akv_code check(const char *text, const char *kept)
{
	AKV_AUTO(secret) *password = NULL;
	enum akv_code code;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &password, NULL),
		     AKV_OK);
	code = akv_connection_password_check(password, "stdin", &err);
	if (code == AKV_OK)
		cr_expect_str_eq(akv_secret_text(password), kept);
	return code;
}

Test(connection_password, is_one_line)
{
	cr_expect_eq(check("s3cret", "s3cret"), AKV_OK);
	cr_expect_eq(check("s3cret\n", "s3cret"), AKV_OK);
	cr_expect_eq(check(" with spaces \r\n", " with spaces "), AKV_OK);
	cr_expect_eq(check("", NULL), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "InvalidPassword");
	cr_expect_eq(check("\n", NULL), AKV_ERR_USAGE);
	cr_expect_eq(check("one\ntwo\n", NULL), AKV_ERR_USAGE);
	cr_expect_null(strstr(err.text, "one"));
	cr_expect_not_null(strstr(err.text, "stdin"));
}
