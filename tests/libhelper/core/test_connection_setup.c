/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "libhelper/base/file.h"
#include "tests/fakes/fake_connection_password_store.h"
#include "tests/fakes/scratch.h"

#include "libhelper/core/connection_setup.h"

#define VAULTS "[vault contoso]\ndefault = true\n[vault fabrikam]\n"
#define IN_VAULT "[connection x]\nsecret = s\nvault = contoso\n"
#define LOCAL "[connection x]\npassword-store = libsecret\n"

static struct akv_error err;

static void set_up(void)
{
	scratch_make();
	setenv("AKV_CONFIG", scratch_path("config"), 1);
}

TestSuite(connection_setup, .init = set_up, .fini = scratch_remove);

static struct akv_config_file *open_file(const char *text)
{
	struct akv_config_file *file = NULL;

	scratch_text("config", text);
	cr_assert_eq(
		akv_config_file_open(akv_clock_deadline_in(1000), &file, &err),
		AKV_OK, "%s", err.text);
	return file;
}

static void is_saved(const char *wanted)
{
	AKV_AUTO(secret) *text = NULL;

	cr_assert_eq(akv_file_read(scratch_path("config"), AKV_FILE_TRUSTED,
				   4096, &text, &err),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(text), wanted);
}

static struct akv_secret *secret_of(const char *text)
{
	struct akv_secret *secret = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &secret, NULL),
		     AKV_OK);
	return secret;
}

static enum akv_code make(const char *before,
			  const struct akv_connection_setup *setup)
{
	AKV_AUTO(config_file) *file = open_file(before);
	enum akv_code code = akv_connection_setup_configure(
		setup, akv_config_file_edit(file), &err);

	if (code == AKV_OK)
		code = akv_connection_setup_save(setup, file, &err);
	return code;
}

/* -- what may become of it -- */

static enum akv_code check(const char *text,
			   const struct akv_connection_setup *setup,
			   bool takes_password)
{
	AKV_AUTO(config_file) *file = open_file(text);
	AKV_AUTO(config) *config = NULL;
	const struct akv_connection_config *before;

	cr_assert_eq(akv_config_file_preview(file, &config, &err), AKV_OK, "%s",
		     err.text);
	if (akv_config_connection(config, "x", &before, NULL) != AKV_OK)
		return akv_connection_setup_check_new(config, setup, &err);
	return akv_connection_setup_check_change(before, setup, takes_password,
						 &err);
}

#define SETUP(...) \
	(&(const struct akv_connection_setup){ .name = "x", __VA_ARGS__ })

Test(connection_setup, makes_no_second_one_of_a_name)
{
	AKV_AUTO(config) *config = NULL;
	AKV_AUTO(config_file) *file = open_file(VAULTS IN_VAULT);

	cr_assert_eq(akv_config_file_preview(file, &config, &err), AKV_OK);
	cr_expect_eq(akv_connection_setup_check_new(config, SETUP(), &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "ConnectionExists");
}

Test(connection_setup, makes_one_of_a_new_name)
{
	cr_expect_eq(check(VAULTS, SETUP(), false), AKV_OK);
}

Test(connection_setup, has_no_way_back_from_a_vault)
{
	cr_expect_eq(check(VAULTS IN_VAULT, SETUP(), true), AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "UsesVault");
	cr_expect_not_null(strstr(err.hint, "create another"));
	cr_expect_eq(check(VAULTS IN_VAULT, SETUP(.secret = ""), false),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "UsesVault");
	cr_expect_eq(check(VAULTS IN_VAULT, SETUP(.secret = "t"), false),
		     AKV_OK);
	cr_expect_eq(fake_connection_password_store.calls, 0);
}

Test(connection_setup, has_nothing_of_a_vault_without_its_secret)
{
	cr_expect_eq(check(VAULTS LOCAL, SETUP(.version = "1"), false),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "NotInVault");
	cr_expect_eq(check(VAULTS LOCAL, SETUP(.vault = "contoso"), false),
		     AKV_ERR_USAGE);
	cr_expect_eq(check(VAULTS LOCAL,
			   SETUP(.vault = "contoso", .secret = "s"), false),
		     AKV_OK);
	cr_expect_eq(check(VAULTS LOCAL, SETUP(.url = "sftp://h"), false),
		     AKV_OK);
}

Test(connection_setup, takes_a_new_password_for_an_old_one_only)
{
	cr_expect_eq(check(LOCAL, SETUP(), true), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "NoStoredPassword");
	strcpy(fake_connection_password_store.value, "old");
	cr_expect_eq(check(LOCAL, SETUP(), true), AKV_OK);
}

Test(connection_setup, stays_in_the_file_that_it_is_in)
{
	AKV_AUTO(config_file) *file = open_file(VAULTS IN_VAULT);

	cr_expect_eq(akv_connection_setup_check_place(file, "x", &err), AKV_OK);
	cr_expect_eq(akv_connection_setup_check_place(file, "y", &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "ConnectionElsewhere");
}

/* -- what is written -- */

Test(connection_setup, writes_every_key)
{
	cr_expect_eq(make(VAULTS,
			  SETUP(.type = "sftp", .url = "sftp://h",
				.username = "", .secret = "s", .version = "1",
				.more_secrets = "t;u", .vault = "contoso")),
		     AKV_OK, "%s", err.text);
	is_saved(VAULTS "\n[connection x]\ntype = sftp\nurl = sftp://h\n"
			"username =\nsecret = s\nsecret-version = 1\n"
			"more-secrets = t;u\nvault = contoso\n");
}

Test(connection_setup, takes_out_what_is_empty)
{
	cr_expect_eq(make(VAULTS "[connection x] ; mine\ntype = a\n"
				 "secret = s\nsecret-version = 1\n",
			  SETUP(.type = "", .secret = "t")),
		     AKV_OK);
	is_saved(VAULTS "[connection x] ; mine\nsecret = t\n");
}

Test(connection_setup, keeps_a_password_before_it_writes)
{
	AKV_AUTO(secret) *password = secret_of("s3cret");

	cr_expect_eq(make("", SETUP(.password = password)), AKV_OK);
	is_saved(LOCAL);
	cr_expect_str_eq(fake_connection_password_store.connection, "x");
	cr_expect_str_eq(fake_connection_password_store.value, "s3cret");
}

Test(connection_setup, writes_nothing_when_a_password_is_not_kept)
{
	AKV_AUTO(secret) *password = secret_of("s3cret");

	fake_connection_password_store.refuses = true;
	cr_expect_eq(make("", SETUP(.password = password)), AKV_ERR_STORE);
	is_saved("");
}

Test(connection_setup, forgets_the_password_on_its_way_to_the_vault)
{
	const struct akv_connection_setup *setup =
		SETUP(.secret = "s", .vault = "contoso",
		      .leaves_password = true);

	strcpy(fake_connection_password_store.value, "old");
	cr_expect_eq(make(VAULTS LOCAL, setup), AKV_OK);
	is_saved(VAULTS IN_VAULT);
	cr_expect_str_eq(fake_connection_password_store.value, "");
	fake_connection_password_store.refuses = true;
	cr_expect_eq(make(VAULTS LOCAL, setup), AKV_ERR_STORE);
	is_saved(VAULTS LOCAL);
}

Test(connection_setup, needs_no_secret_service_in_a_vault)
{
	fake_connection_password_store.refuses = true;
	cr_expect_eq(make(VAULTS, SETUP(.secret = "s", .vault = "contoso")),
		     AKV_OK);
	is_saved(VAULTS "\n" IN_VAULT);
}

/* Somebody changes the file between reading and writing. */
Test(connection_setup, puts_the_password_back_when_nothing_is_written)
{
	const struct akv_connection_setup *setup =
		SETUP(.secret = "s", .vault = "contoso",
		      .leaves_password = true);
	AKV_AUTO(config_file) *file = open_file(VAULTS LOCAL);

	strcpy(fake_connection_password_store.value, "old");
	cr_assert_eq(akv_connection_setup_configure(
			     setup, akv_config_file_edit(file), &err),
		     AKV_OK);
	scratch_text("config", VAULTS);
	cr_expect_eq(akv_connection_setup_save(setup, file, &err),
		     AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "ConfigChanged");
	cr_expect_str_eq(fake_connection_password_store.value, "old");
}

/* -- its end -- */

static enum akv_code delete (const char *text) {
	AKV_AUTO(config_file) *file = open_file(text);
	AKV_AUTO(config) *config = NULL;
	const struct akv_connection_config * before;

	cr_assert_eq(akv_config_file_preview(file, &config, &err), AKV_OK);
	cr_assert_eq(akv_config_connection(config, "x", &before, &err), AKV_OK);
	return akv_connection_setup_delete(before, file, &err);
}

Test(connection_setup, ends_with_its_password)
{
	strcpy(fake_connection_password_store.value, "old");
	cr_expect_eq(delete (VAULTS LOCAL), AKV_OK);
	is_saved(VAULTS);
	cr_expect_str_eq(fake_connection_password_store.value, "");
	fake_connection_password_store.refuses = true;
	cr_expect_eq(delete (VAULTS LOCAL), AKV_ERR_STORE);
	is_saved(VAULTS LOCAL);
	cr_expect_eq(delete (VAULTS IN_VAULT), AKV_OK);
	is_saved(VAULTS);
}
