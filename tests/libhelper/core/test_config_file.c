/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libhelper/base/file.h"
#include "tests/fakes/scratch.h"

#include "libhelper/core/config_file.h"

enum { NOBODY = 65534 };

static const struct akv_config_edit_place tenant = {
	.kind = AKV_CONFIG_PRINCIPAL,
	.name = "",
	.key = AKV_PRINCIPAL_TENANT,
};

static void set_up(void)
{
	scratch_make();
	setenv("AKV_CONFIG", scratch_path("config"), 1);
}

TestSuite(config_file, .init = set_up, .fini = scratch_remove);

static struct akv_config_file *open_file(void)
{
	struct akv_config_file *file = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(
		akv_config_file_open(akv_clock_deadline_in(1000), &file, &err),
		AKV_OK, "%s", err.text);
	return file;
}

static void set_tenant(struct akv_config_file *file)
{
	cr_assert_eq(akv_config_edit_set(akv_config_file_edit(file), &tenant,
					 "a.com", NULL),
		     AKV_OK);
}

static void expect_text(const char *name, const char *text)
{
	AKV_AUTO(secret) *bytes = NULL;

	cr_assert_eq(akv_file_read(scratch_path(name), AKV_FILE_TRUSTED, 1000,
				   &bytes, NULL),
		     AKV_OK);
	cr_expect_str_eq(akv_secret_text(bytes), text);
}

static void expect_refused(const char *reason, enum akv_code code)
{
	struct akv_config_file *file = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(
		akv_config_file_open(akv_clock_deadline_in(50), &file, &err),
		code, "%s", err.text);
	cr_expect_null(file);
	cr_expect_str_eq(err.reason, reason, "%s", err.text);
}

static mode_t mode_of(const char *name)
{
	struct stat entry;

	cr_assert_eq(stat(scratch_path(name), &entry), 0);
	return entry.st_mode & 07777;
}

Test(config_file, is_changed_and_saved)
{
	AKV_AUTO(config_file) *file = NULL;

	scratch_text("config", "# mine\n[cache]\ntoken-store = none ; why\n");
	file = open_file();
	cr_expect_str_eq(akv_config_file_path(file), scratch_path("config"));
	set_tenant(file);
	cr_expect_eq(akv_config_file_save(file, NULL), AKV_OK);
	expect_text("config", "# mine\n[cache]\ntoken-store = none ; why\n\n"
			      "[principal]\ntenant = a.com\n");
}

Test(config_file, shows_what_it_would_be)
{
	AKV_AUTO(config_file) *file = NULL;
	AKV_AUTO(config) *config = NULL;

	scratch_text("config", "[cache]\ntoken-store = none\n");
	file = open_file();
	set_tenant(file);
	cr_assert_eq(akv_config_file_preview(file, &config, NULL), AKV_OK);
	cr_expect_str_eq(config->principal.tenant, "a.com");
	cr_expect_eq(config->token_store, AKV_TOKEN_STORE_NONE);
	expect_text("config", "[cache]\ntoken-store = none\n");
}

Test(config_file, is_made_with_its_directories)
{
	AKV_AUTO(config_file) *file = NULL;

	unsetenv("AKV_CONFIG");
	setenv("HOME", scratch_path("."), 1);
	(void)umask(0);
	file = open_file();
	cr_expect_neq(access(scratch_path(".config"), F_OK), 0);
	set_tenant(file);
	cr_expect_eq(akv_config_file_save(file, NULL), AKV_OK);
	expect_text(".config/akv/config", "[principal]\ntenant = a.com\n");
	cr_expect_eq(mode_of(".config"), 0700);
	cr_expect_eq(mode_of(".config/akv"), 0700);
	cr_expect_eq(mode_of(".config/akv/config"), 0600);
}

Test(config_file, is_not_touched_when_nothing_changed)
{
	AKV_AUTO(config_file) *file = open_file();

	cr_expect_eq(akv_config_file_save(file, NULL), AKV_OK);
	cr_expect_neq(access(scratch_path("config"), F_OK), 0);
}

Test(config_file, is_changed_behind_a_link)
{
	AKV_AUTO(config_file) *file = NULL;
	struct stat entry;

	scratch_text("dotfiles/akv", "# mine\n");
	cr_assert_eq(symlink("dotfiles/akv", scratch_path("config")), 0);
	file = open_file();
	set_tenant(file);
	cr_expect_eq(akv_config_file_save(file, NULL), AKV_OK);
	cr_assert_eq(lstat(scratch_path("config"), &entry), 0);
	cr_expect(S_ISLNK(entry.st_mode));
	expect_text("dotfiles/akv", "# mine\n\n[principal]\ntenant = a.com\n");
}

Test(config_file, is_refused_behind_a_link_to_nowhere)
{
	cr_assert_eq(symlink("nowhere", scratch_path("config")), 0);
	expect_refused("ConfigLinkBroken", AKV_ERR_STORE);
}

Test(config_file, is_one_process_s_at_a_time)
{
	AKV_AUTO(config_file) *file = open_file();

	expect_refused("ConfigLocked", AKV_ERR_STORE);
	akv_config_file_free(file);
	file = open_file();
}

Test(config_file, is_not_written_over_somebody_else_s_change)
{
	AKV_AUTO(config_file) *file = NULL;
	struct akv_error err = { 0 };

	scratch_text("config", "# mine\n");
	file = open_file();
	set_tenant(file);
	scratch_text("config", "# by an editor\n");
	cr_expect_eq(akv_config_file_save(file, &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "ConfigChanged");
	expect_text("config", "# by an editor\n");
}

Test(config_file, is_refused_when_it_is_not_in_order)
{
	scratch_text("config", "[cash]\n");
	expect_refused("UnknownGroup", AKV_ERR_USAGE);
	scratch_write("config", "[cache]\n", 8, 0666);
	expect_refused("FileNotPrivate", AKV_ERR_USAGE);
}

Test(config_file, is_refused_without_a_home)
{
	unsetenv("AKV_CONFIG");
	setenv("XDG_CONFIG_HOME", "", 1);
	setenv("HOME", "relative", 1);
	expect_refused("NoHome", AKV_ERR_STORE);
}

Test(config_file, is_refused_in_a_directory_of_somebody_else)
{
	AKV_AUTO(config_file) *file = NULL;
	struct akv_error err = { 0 };

	if (geteuid() != 0)
		return;
	unsetenv("AKV_CONFIG");
	setenv("HOME", scratch_path("."), 1);
	cr_assert_eq(chown(scratch_path("."), NOBODY, NOBODY), 0);
	file = open_file();
	set_tenant(file);
	cr_expect_eq(akv_config_file_save(file, &err), AKV_ERR_STORE);
	cr_expect_str_eq(err.reason, "DirectoryNotOurs");
	cr_expect_neq(access(scratch_path(".config"), F_OK), 0);

	setenv("AKV_CONFIG", scratch_path("config"), 1);
	expect_refused("DirectoryNotOurs", AKV_ERR_STORE);
}
