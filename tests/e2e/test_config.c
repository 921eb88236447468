/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/harness/suite.h"

/* A configuration that is not in order: told by its place, and nothing sent. */
E2E_SUITE(config);

#define READ WORDS("read", "nightly-export")
#define CONNECTION "[connection nightly-export]\nsecret = sftp-password\n"

/* ${place} is what follows the path: "LINE: [GROUP] KEY". */
static void expect_refused(const char *text, const char *place,
			   const char *reason)
{
	const struct outcome *got;

	config_set("%s", text);
	got = akv_run(READ);
	expect_failure(got, 2, reason);
	cr_assert_not_null(
		strstr(got->err,
		       sandbox_text("akv: %s:%s: ", config_path(), place)),
		"the place is not %s\n%s", place, outcome_words(got));
	/* whatever is asked, and whoever asks */
	expect_failure(akv_get("connection=nightly-export\n\n"), 2, reason);
	expect_failure(akv("connection", "list"), 2, reason);
	expect_untouched();
}

Test(config, with_an_unknown_key)
{
	expect_refused("[vault contoso]\n[connection nightly-export]\n"
		       "secrte = sftp-password\n",
		       "3: [connection nightly-export] secrte", "UnknownKey");
	expect_hint(akv_run(READ), "did you mean secret?");
}

Test(config, with_an_unknown_group)
{
	expect_refused("# mine\n\n[vualt contoso]\n", "3: [vualt contoso]",
		       "UnknownGroup");
	expect_hint(akv_run(READ), "did you mean [vault contoso]?");
}

Test(config, with_two_default_vaults)
{
	expect_refused("[vault contoso]\ndefault = true\n"
		       "[vault other]\ndefault = true\n" CONNECTION,
		       "4: [vault other] default", "DuplicateDefault");
}

Test(config, with_a_connection_without_a_secret)
{
	expect_refused("[vault contoso]\n[connection nightly-export]\n"
		       "type = sftp\n",
		       "2: [connection nightly-export] secret", "MissingKey");
}

Test(config, with_a_vault_that_is_not_linked)
{
	expect_refused("[vault contoso]\n" CONNECTION "vault = other\n",
		       "4: [connection nightly-export] vault",
		       "VaultNotLinked");
}

Test(config, with_a_group_or_a_key_twice)
{
	expect_refused("[vault contoso]\n" CONNECTION CONNECTION,
		       "4: [connection nightly-export]", "DuplicateGroup");
	expect_refused("[vault contoso]\n" CONNECTION "secret = other\n",
		       "4: [connection nightly-export] secret", "DuplicateKey");
}

Test(config, with_a_vaults_uri_that_is_none)
{
	static const char *const uris[] = {
		"http://contoso.vault.azure.net/",
		"https://contoso.vault.example.com/",
		"https://contoso.vault.azure.net.example.com/",
		"https://contoso.vault.azure.net:8443/",
		"https://me@contoso.vault.azure.net/",
		"https://example.com\\\\.vault.azure.net/",
		"https://contoso.vault.azure.net/secrets/x",
		"https://contoso.vault.azure.cn/",
		"contoso",
	};

	for (size_t i = 0; i < sizeof(uris) / sizeof(uris[0]); i++) {
		const struct outcome *got;

		config_set("[vault contoso]\nuri = %s\n" CONNECTION, uris[i]);
		got = akv_run(READ);
		cr_assert_eq(got->status, 2, "%s\n%s", uris[i],
			     outcome_words(got));
		cr_assert_not_null(strstr(got->err, ":2: [vault contoso] uri"),
				   "%s", outcome_words(got));
	}
	expect_untouched();
}

Test(config, with_values_that_make_no_sense)
{
	expect_refused("[vault contoso]\n" CONNECTION
		       "[cache]\ntoken-store = wallet\n",
		       "5: [cache] token-store", "InvalidValue");
	expect_refused("[vault contoso]\n[connection nightly-export]\n"
		       "secret = under_score\n",
		       "3: [connection nightly-export] secret",
		       "InvalidSecretName");
	expect_refused("[environment]\ncloud = Azure\n",
		       "2: [environment] cloud", "UnknownCloud");
}

Test(config, with_two_ways_to_sign_in)
{
	expect_refused("[principal]\nclient-secret-file = /a\n"
		       "certificate = /b\n[vault contoso]\n" CONNECTION,
		       "3: [principal] certificate", "AmbiguousCredential");
}

Test(config, that_is_no_key_file)
{
	expect_refused("#!/bin/sh\nexec akv\n", "2", "InvalidSyntax");
}

/* -- files -- */

static void expect_file_refused(const char *reason)
{
	const struct outcome *got = akv_run(READ);

	expect_failure(got, 2, reason);
	cr_assert_not_null(strstr(got->err, config_path()), "%s",
			   outcome_words(got));
	expect_untouched();
}

Test(config, that_others_can_write)
{
	cr_assert_eq(chmod(config_path(), 0620), 0);
	expect_file_refused("FileNotPrivate");
	expect_hint(akv_run(READ), "chmod go-w ");
	cr_assert_eq(chmod(config_path(), 0602), 0);
	expect_file_refused("FileNotPrivate");
	cr_assert_eq(chmod(config_path(), 0644), 0);
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
}

Test(config, that_is_not_where_the_variable_says)
{
	cr_assert_eq(unlink(config_path()), 0);
	expect_file_refused("ConfigNotFound");
	expect_hint(akv_run(READ), "AKV_CONFIG");
}

Test(config, that_is_no_file_at_all)
{
	cr_assert_eq(unlink(config_path()), 0);
	cr_assert_eq(mkfifo(config_path(), 0600), 0);
	expect_file_refused("NotAFile");
	cr_assert_eq(unlink(config_path()), 0);
	cr_assert_eq(mkdir(config_path(), 0700), 0);
	expect_file_refused("NotAFile");
}

/* -- where it is looked for; not where the machine has one of its own -- */

static void move_config(const char *folder)
{
	if (access("/etc/akv/config", F_OK) == 0)
		cr_skip_test("this machine has /etc/akv/config");
	cr_assert_eq(mkdir(sandbox_path("%s", folder), 0700), 0);
	cr_assert_eq(mkdir(sandbox_path("%s/akv", folder), 0700), 0);
	cr_assert_eq(
		rename(config_path(), sandbox_path("%s/akv/config", folder)),
		0);
}

Test(config, is_found_at_home)
{
	move_config("home/.config");
	expect_answer(akv_with(WORDS("AKV_CONFIG"), READ), CLOUD_PASSWORD);
}

Test(config, is_found_where_xdg_config_home_says)
{
	move_config("xdg");
	expect_answer(
		akv_with(WORDS("AKV_CONFIG", sandbox_text("XDG_CONFIG_HOME=%s",
							  sandbox_path("xdg"))),
			 READ),
		CLOUD_PASSWORD);
	/* a relative one is none */
	expect_failure(
		akv_with(WORDS("AKV_CONFIG", "XDG_CONFIG_HOME=xdg"), READ), 3,
		"ConnectionNotFound");
}

Test(config, may_be_missing)
{
	const struct outcome *got = akv_with(WORDS("AKV_CONFIG"), READ);

	expect_failure(got, 3, "ConnectionNotFound");
	expect_hint(got, "none is configured: akv connection create makes one");
	expect_untouched();
}
