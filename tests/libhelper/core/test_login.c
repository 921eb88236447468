/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "libhelper/base/file.h"
#include "tests/fakes/fake_client_secret_store.h"
#include "tests/fakes/scratch.h"

#include "libhelper/core/login.h"

#define TENANT "72f988bf-86f1-41af-91ab-2d7cd011db47"
#define CLIENT "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff"
#define IDS "tenant = " TENANT "\nclient-id = " CLIENT "\n"

static void set_up(void)
{
	scratch_make();
	setenv("AKV_CONFIG", scratch_path("config"), 1);
}

TestSuite(login, .init = set_up, .fini = scratch_remove);

static struct akv_config_file *open_file(void)
{
	struct akv_config_file *file = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(
		akv_config_file_open(akv_clock_deadline_in(1000), &file, &err),
		AKV_OK, "%s", err.text);
	return file;
}

static struct akv_secret *secret_of(const char *text)
{
	struct akv_secret *secret = NULL;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &secret, NULL),
		     AKV_OK);
	return secret;
}

static void configures(const struct akv_login *login, const char *before,
		       const char *after)
{
	AKV_AUTO(config_file) *file = NULL;
	struct akv_error err = { 0 };

	scratch_text("config", before);
	file = open_file();
	cr_expect_eq(
		akv_login_configure(login, akv_config_file_edit(file), &err),
		AKV_OK, "%s", err.text);
	cr_expect_str_eq(akv_secret_text(akv_config_edit_text(
				 akv_config_file_edit(file))),
			 after);
}

Test(login, says_each_way_in_its_key)
{
	AKV_AUTO(secret) *typed = secret_of("typed");
	struct akv_login login = { .tenant = TENANT, .client_id = CLIENT };

	login.client_secret_file = "/s";
	configures(&login, "", "[principal]\n" IDS "client-secret-file = /s\n");
	login.client_secret_file = NULL;
	login.client_secret = typed;
	configures(&login, "",
		   "[principal]\n" IDS "client-secret-store = libsecret\n");
	login.client_secret = NULL;
	login.federated_token_file = "/t";
	configures(&login, "",
		   "[principal]\n" IDS "federated-token-file = /t\n");
	login.federated_token_file = NULL;
	login.certificate = "/c";
	login.certificate_password_file = "/p";
	configures(&login, "",
		   "[principal]\n" IDS "certificate = /c\n"
		   "certificate-password-file = /p\n");
}

Test(login, leaves_nothing_of_another_credential)
{
	const struct akv_login login = { .managed_identity = "imds" };

	configures(&login,
		   "# ours\n[principal]\n" IDS "certificate = /c\n"
		   "certificate-password-file = /p\n"
		   "certificate-algorithm = RS256\n"
		   "send-certificate-chain = true\n"
		   "# where\nauthority-host = login.microsoftonline.com\n",
		   "# ours\n[principal]\n"
		   "# where\nauthority-host = login.microsoftonline.com\n"
		   "managed-identity = imds\n");
}

Test(login, keeps_how_certificates_are_used)
{
	const struct akv_login login = { .tenant = TENANT,
					 .client_id = CLIENT,
					 .certificate = "/new" };

	configures(&login,
		   "[principal]\n" IDS "certificate = /c ; theirs\n"
		   "certificate-password-file = /p\n"
		   "certificate-algorithm = RS256\n",
		   "[principal]\n" IDS "certificate = /new ; theirs\n"
		   "certificate-algorithm = RS256\n");
}

Test(login, refuses_what_cannot_be_configured)
{
	AKV_AUTO(config_file) *file = open_file();
	const struct akv_login login = { .tenant = TENANT,
					 .client_id = "nobody" };
	struct akv_error err = { 0 };

	cr_expect_eq(
		akv_login_configure(&login, akv_config_file_edit(file), &err),
		AKV_ERR_USAGE);
	cr_expect_str_eq(err.text, "client-id: not a GUID");
}

Test(login, previews_a_secret_that_is_not_kept_yet)
{
	AKV_AUTO(secret) *typed = secret_of("typed");
	const struct akv_login login = { .tenant = TENANT,
					 .client_id = CLIENT,
					 .client_secret = typed };
	AKV_AUTO(config_file) *file = open_file();
	AKV_AUTO(config) *config = NULL;

	cr_assert_eq(
		akv_login_configure(&login, akv_config_file_edit(file), NULL),
		AKV_OK);
	cr_assert_eq(akv_login_preview(&login, file, &config, NULL), AKV_OK);
	cr_expect_str_eq(config->principal.client_secret_store, "libsecret");
	cr_expect_eq(config->principal.new_client_secret, typed);
	cr_expect_str_eq(fake_client_secret_store.owner, "");
}

Test(login, knows_whose_secret_it_replaces)
{
	AKV_AUTO(secret) *typed = secret_of("typed");
	char tenant[] = TENANT;
	char client[] = CLIENT;
	struct akv_principal_config config = { .tenant = tenant,
					       .client_id = client };
	struct akv_login login = { .tenant = TENANT,
				   .client_id = CLIENT,
				   .client_secret = typed };

	cr_expect(akv_login_is_about(&login, &config));
	config.client_id = tenant;
	cr_expect_not(akv_login_is_about(&login, &config));
	config.client_id = NULL;
	cr_expect_not(akv_login_is_about(&login, &config));
	config.client_id = client;
	login.client_secret = NULL;
	cr_expect_not(akv_login_is_about(&login, &config));
}

/* -- saving -- */

static enum akv_code save(struct akv_config_file *file,
			  const struct akv_secret *typed, struct akv_error *err)
{
	char host[] = "host";
	char tenant[] = TENANT;
	char client[] = CLIENT;
	const struct akv_principal principal = { .authority_host = host,
						 .tenant = tenant,
						 .client_id = client };
	const struct akv_login login = { .tenant = TENANT,
					 .client_id = CLIENT,
					 .client_secret = typed,
					 .client_secret_file =
						 typed == NULL ? "/s" : NULL };

	cr_assert_eq(
		akv_login_configure(&login, akv_config_file_edit(file), NULL),
		AKV_OK);
	return akv_login_save(&login, &principal, file, err);
}

static void expect_config(const char *text)
{
	AKV_AUTO(secret) *bytes = NULL;

	cr_assert_eq(akv_file_read(scratch_path("config"), AKV_FILE_TRUSTED,
				   1000, &bytes, NULL),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(bytes), text);
}

Test(login, saves_a_path_and_asks_no_store)
{
	AKV_AUTO(config_file) *file = open_file();

	fake_client_secret_store.refuses = true;
	cr_expect_eq(save(file, NULL, NULL), AKV_OK);
	expect_config("[principal]\n" IDS "client-secret-file = /s\n");
}

Test(login, saves_a_secret_and_where_it_is)
{
	AKV_AUTO(config_file) *file = open_file();
	AKV_AUTO(secret) *typed = secret_of("typed");

	cr_expect_eq(save(file, typed, NULL), AKV_OK);
	expect_config("[principal]\n" IDS "client-secret-store = libsecret\n");
	cr_expect_str_eq(fake_client_secret_store.value, "typed");
	cr_expect_str_eq(fake_client_secret_store.owner,
			 "host " TENANT " " CLIENT);
}

Test(login, saves_nothing_when_the_secret_cannot_be_kept)
{
	AKV_AUTO(config_file) *file = NULL;
	AKV_AUTO(secret) *typed = secret_of("typed");
	struct akv_error err = { 0 };

	scratch_text("config", "# ours\n");
	file = open_file();
	fake_client_secret_store.refuses = true;
	cr_expect_eq(save(file, typed, &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "SecretServiceRefused");
	expect_config("# ours\n");
}

/* The store has ${before}, the file cannot be written. */
static void expect_put_back(const char *before)
{
	AKV_AUTO(config_file) *file = NULL;
	AKV_AUTO(secret) *typed = secret_of("typed");
	struct akv_error err = { 0 };

	scratch_text("config", "# ours\n");
	strcpy(fake_client_secret_store.value, before);
	file = open_file();
	scratch_text("config", "# of an editor\n");
	cr_expect_eq(save(file, typed, &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "ConfigChanged");
	cr_expect_str_eq(fake_client_secret_store.value, before);
	expect_config("# of an editor\n");
}

Test(login, puts_back_what_was_kept_when_the_file_cannot_be_written)
{
	expect_put_back("old");
	expect_put_back("");
}
