/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/fakes/config_text.h"
#include "tests/fakes/scratch.h"

TestSuite(config, .init = scratch_make, .fini = scratch_remove);

#define TWO_VAULTS "[vault contoso]\ndefault=true\n[vault fabrikam]\n"

/* /etc/akv/config is read too; a machine that tests akv has none. */
static struct akv_config *loaded(void)
{
	struct akv_config *config = NULL;
	struct akv_error err = { 0 };

	cr_assert_eq(akv_config_load(&config, &err), AKV_OK, "%s", err.text);
	return config;
}

static void load_fails(enum akv_code code, const char *reason, const char *text,
		       const char *path)
{
	struct akv_config *config = NULL;
	struct akv_error err = { 0 };
	char wanted[AKV_ERROR_TEXT_MAX];

	cr_expect_eq(akv_config_load(&config, &err), code);
	cr_expect_null(config);
	cr_expect_str_eq(err.reason, reason);
	snprintf(wanted, sizeof(wanted), "%s%s", path, text);
	cr_expect_str_eq(err.text, wanted);
}

Test(config, without_files_it_is_empty)
{
	AKV_AUTO(config) *config = NULL;

	setenv("HOME", scratch_path(""), 1);
	config = loaded();
	cr_expect_eq(config->vault_count, 0);
	cr_expect_str_eq(config->paths, "");
}

Test(config, is_in_the_home_directory)
{
	AKV_AUTO(config) *config = NULL;

	scratch_text(".config/akv/config", "[vault contoso]\n");
	setenv("HOME", scratch_path(""), 1);
	config = loaded();
	cr_assert_eq(config->vault_count, 1);
	cr_expect_str_eq(config->vaults[0].name, "contoso");
}

Test(config, is_in_the_directory_for_configurations)
{
	AKV_AUTO(config) *config = NULL;

	scratch_text(".config/akv/config", "[vault contoso]\n");
	scratch_text("xdg/akv/config", "[vault fabrikam]\n");
	setenv("HOME", scratch_path(""), 1);
	setenv("XDG_CONFIG_HOME", scratch_path("xdg"), 1);
	config = loaded();
	cr_assert_eq(config->vault_count, 1);
	cr_expect_str_eq(config->vaults[0].name, "fabrikam");
	cr_expect_str_eq(config->paths, scratch_path("xdg/akv/config"));
}

Test(config, ignores_a_relative_directory_as_the_standard_says)
{
	AKV_AUTO(config) *config = NULL;

	scratch_text(".config/akv/config", "[vault contoso]\n");
	scratch_text("xdg/akv/config", "[vault fabrikam]\n");
	setenv("HOME", scratch_path(""), 1);
	setenv("XDG_CONFIG_HOME", "xdg", 1);
	cr_assert_eq(chdir(scratch_path("")), 0);
	config = loaded();
	cr_expect_str_eq(config->vaults[0].name, "contoso");
	cr_assert_eq(chdir("/"), 0);
}

Test(config, a_relative_home_is_none)
{
	AKV_AUTO(config) *config = NULL;

	scratch_text("home/.config/akv/config", "[vault contoso]\n");
	setenv("HOME", "home", 1);
	cr_assert_eq(chdir(scratch_path("")), 0);
	config = loaded();
	cr_expect_eq(config->vault_count, 0);
	cr_assert_eq(chdir("/"), 0);
}

Test(config, a_named_file_replaces_the_others)
{
	AKV_AUTO(config) *config = NULL;

	scratch_text(".config/akv/config", "[vault contoso]\n");
	setenv("HOME", scratch_path(""), 1);
	setenv("AKV_CONFIG", scratch_text("mine", "[vault fabrikam]\n"), 1);
	config = loaded();
	cr_assert_eq(config->vault_count, 1);
	cr_expect_str_eq(config->vaults[0].name, "fabrikam");
	cr_expect_str_eq(config->paths, scratch_path("mine"));
}

Test(config, a_named_file_has_to_be_there)
{
	setenv("AKV_CONFIG", scratch_path("missing"), 1);
	load_fails(AKV_ERR_USAGE, "ConfigNotFound",
		   ": there is no such configuration file",
		   scratch_path("missing"));
}

Test(config, names_file_line_group_and_key)
{
	setenv("AKV_CONFIG",
	       scratch_text("mine",
			    "[vault contoso]\n[connection nightly-export]\n"
			    "secrt = hunter2\n"),
	       1);
	load_fails(AKV_ERR_USAGE, "UnknownKey",
		   ":3: [connection nightly-export] secrt: unknown key",
		   scratch_path("mine"));
}

Test(config, is_refused_when_others_may_write_it)
{
	setenv("AKV_CONFIG", scratch_write("mine", "", 0, 0664), 1);
	load_fails(AKV_ERR_USAGE, "FileNotPrivate", ": others may write it",
		   scratch_path("mine"));
	setenv("AKV_CONFIG", scratch_write("mine", "", 0, 0602), 1);
	load_fails(AKV_ERR_USAGE, "FileNotPrivate", ": others may write it",
		   scratch_path("mine"));
}

Test(config, may_be_read_by_others)
{
	AKV_AUTO(config) *config = NULL;

	setenv("AKV_CONFIG", scratch_write("mine", "", 0, 0644), 1);
	config = loaded();
	cr_expect_str_eq(config->paths, scratch_path("mine"));
}

Test(config, the_user_s_file_is_refused_when_others_may_write_it)
{
	scratch_write(".config/akv/config", "", 0, 0666);
	setenv("HOME", scratch_path(""), 1);
	load_fails(AKV_ERR_USAGE, "FileNotPrivate", ": others may write it",
		   scratch_path("/.config/akv/config"));
}

Test(config, is_a_file_of_at_most_a_mebibyte)
{
	static char bytes[1024 * 1024 + 1];
	AKV_AUTO(config) *config = NULL;

	memset(bytes, '\n', sizeof(bytes));
	setenv("AKV_CONFIG",
	       scratch_write("mine", bytes, sizeof(bytes) - 1, 0600), 1);
	config = loaded();
	cr_expect_not_null(config);
	setenv("AKV_CONFIG", scratch_write("mine", bytes, sizeof(bytes), 0600),
	       1);
	load_fails(AKV_ERR_USAGE, "FileTooLarge",
		   ": is larger than 1048576 bytes", scratch_path("mine"));
	setenv("AKV_CONFIG", scratch_path("."), 1);
	load_fails(AKV_ERR_USAGE, "NotAFile", ": is not a regular file",
		   scratch_path("."));
}

Test(config, finds_a_connection_by_its_exact_name)
{
	AKV_AUTO(config) *config =
		config_of(TWO_VAULTS "[connection nightly-export]\nsecret=s\n");
	const struct akv_connection_config *found = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(
		akv_config_connection(config, "nightly-export", &found, &err),
		AKV_OK);
	cr_expect_eq(found, &config->connections[0]);

	cr_expect_eq(
		akv_config_connection(config, "Nightly-Export", &found, &err),
		AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.reason, "ConnectionNotFound");
	cr_expect_str_eq(err.text, "there is no connection Nightly-Export");
	cr_expect_str_eq(err.hint, "did you mean nightly-export?\n");

	cr_expect_eq(akv_config_connection(config, "x", &found, &err),
		     AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.hint,
			 "akv connection list shows those there are\n");
	cr_expect_eq(akv_config_connection(config, "", &found, &err),
		     AKV_ERR_NOT_FOUND);
}

Test(config, says_that_no_connection_is_configured)
{
	AKV_AUTO(config) *config = config_of("");
	const struct akv_connection_config *found = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(akv_config_connection(config, "x", &found, &err),
		     AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.hint, "none is configured: akv connection create "
				   "makes one\n");
	cr_expect_null(found);
}

Test(config, a_name_that_is_not_there_cannot_draw_on_the_terminal)
{
	AKV_AUTO(config) *config = config_of("");
	const struct akv_connection_config *found = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(akv_config_connection(config, "a\x1b[2J", &found, &err),
		     AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.text, "there is no connection a\\x1b[2J");
}

Test(config, finds_a_vault_by_its_name_in_any_case)
{
	AKV_AUTO(config) *config = config_of(TWO_VAULTS);
	const struct akv_vault_config *found = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(akv_config_vault(config, "Fabrikam", &found, &err),
		     AKV_OK);
	cr_expect_eq(found, &config->vaults[1]);
	cr_expect_eq(akv_config_vault(config, NULL, &found, &err), AKV_OK);
	cr_expect_eq(found, &config->vaults[0]);

	cr_expect_eq(akv_config_vault(config, "fabrikan", &found, &err),
		     AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.reason, "VaultNotLinked");
	cr_expect_str_eq(err.text, "the vault fabrikan is not linked");
	cr_expect_str_eq(err.hint, "did you mean fabrikam?\n");
	cr_expect_eq(akv_config_vault(config, "other", &found, &err),
		     AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.hint,
			 "akv vault list shows those that are, akv vault "
			 "link links one\n");
}

Test(config, says_why_there_is_no_default_vault)
{
	AKV_AUTO(config) *none = config_of("");
	AKV_AUTO(config) *two = config_of("[vault abc]\n[vault bcd]\n");
	const struct akv_vault_config *found = NULL;
	struct akv_error err = { 0 };

	cr_expect_eq(akv_config_vault(none, NULL, &found, &err),
		     AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.reason, "VaultNotLinked");
	cr_expect_str_eq(err.text, "no vault is linked");
	cr_expect_eq(akv_config_vault(two, NULL, &found, &err),
		     AKV_ERR_NOT_FOUND);
	cr_expect_str_eq(err.text, "no vault is named, and none is the "
				   "default");
	cr_expect_str_eq(err.hint,
			 "default = true in [vault abc] makes it so\n");
	cr_expect_null(found);
}

Test(config, knows_which_authority_is_the_cloud_s)
{
	AKV_AUTO(config) *config = config_of("");
	struct akv_error err = { 0 };

	cr_expect_eq(akv_config_check_authority(
			     config, "login.microsoftonline.com", &err),
		     AKV_OK);
	cr_expect_eq(
		akv_config_check_authority(config, "sts.windows.net", &err),
		AKV_OK);
	cr_expect_eq(akv_config_check_authority(
			     config, "login.microsoftonline.us", &err),
		     AKV_ERR_USAGE);
	cr_expect_str_eq(err.reason, "WrongCloud");
}

Test(config, knows_the_token_stores)
{
	enum akv_token_store_kind kind = AKV_TOKEN_STORE_NONE;

	cr_expect(akv_config_parse_token_store("auto", &kind));
	cr_expect_eq(kind, AKV_TOKEN_STORE_AUTO);
	cr_expect(akv_config_parse_token_store("libsecret", &kind));
	cr_expect_eq(kind, AKV_TOKEN_STORE_LIBSECRET);
	cr_expect(akv_config_parse_token_store("keyring", &kind));
	cr_expect_eq(kind, AKV_TOKEN_STORE_KEYRING);
	cr_expect(akv_config_parse_token_store("none", &kind));
	cr_expect_eq(kind, AKV_TOKEN_STORE_NONE);
	cr_expect_not(akv_config_parse_token_store("Auto", &kind));
	cr_expect_not(akv_config_parse_token_store("", &kind));
}

Test(config, freeing_none_does_nothing)
{
	akv_config_free(NULL);
}
