/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/stat.h>

#include "tests/contract/git.h"
#include "tests/contract/git_server.h"

/* git clone from a server that wants a password, which is in the vault. */

static void set_up(void)
{
	git_set_up();
	git_server_start("build", "the-build-pass");
}

static void tear_down(void)
{
	git_server_end();
	suite_tear_down();
}

TestSuite(git_clone, .init = set_up, .fini = tear_down, .timeout = 240);

static void connect_server(const char *password)
{
	connect_host("git-token",
		     sandbox_text("https://build@%s", git_server_host()),
		     password);
}

static const struct outcome *clone(void)
{
	return git("clone", "--quiet",
		   sandbox_text("https://%s/repo.git", git_server_host()),
		   "copy");
}

static bool has_copy(void)
{
	struct stat file;

	return stat(sandbox_path("copy/README"), &file) == 0 &&
	       file.st_size == 6;
}

static void expect_refused(const struct outcome *got, const char *words)
{
	cr_assert_eq(got->status, 128, "%s", outcome_words(got));
	cr_assert_not_null(strstr(got->err, words), "%s", outcome_words(got));
	cr_assert_null(strstr(got->err, "askpass"), "%s", outcome_words(got));
	cr_assert_not(has_copy());
}

Test(git_clone, clones_with_the_vaults_password)
{
	connect_server("the-build-pass");
	expect_silence(clone());
	cr_assert(has_copy());
	cr_assert_eq(
		strncmp(git_server_log(), "401 GET /repo.git/info/refs", 27), 0,
		"%s", git_server_log());
	cr_assert_not_null(strstr(git_server_log(),
				  "200 POST /repo.git/git-upload-pack\n"));
}

Test(git_clone, fetches_again)
{
	connect_server("the-build-pass");
	expect_silence(clone());
	expect_silence(git("-C", "copy", "fetch", "--quiet"));
}

/* git then says "erase"; the vault must not hear of it. */
Test(git_clone, fails_with_a_password_that_is_out_of_date)
{
	connect_server("an-old-pass");
	expect_refused(clone(), "Authentication failed");
	cr_assert_eq(cloud_journal_count("method", "GET"),
		     cloud_count("vault_requests"));

	cloud_put_secret("contoso", "git-token", "the-build-pass");
	expect_silence(clone());
	cr_assert(has_copy());
}

Test(git_clone, stops_where_the_secret_is_gone)
{
	config_add("\n[connection gone]\nurl = https://build@%s\n"
		   "secret = gone\n",
		   git_server_host());
	expect_refused(clone(), "credential helper 'akv' told us to quit");
}

Test(git_clone, asks_the_user_where_nothing_is_ours)
{
	const struct outcome *got = clone();

	cr_assert_eq(got->status, 128, "%s", outcome_words(got));
	cr_assert_eq(strncmp(got->err, "askpass: Username for ", 22), 0, "%s",
		     outcome_words(got));
	expect_untouched();
}
