/* SPDX-License-Identifier: MIT */
#include "tests/harness/suite.h"

/* Requests as git makes them: by protocol, host, path and user name. */
E2E_SUITE(get_url);

static void configure(void)
{
	cloud_put_secret("contoso", "whole-host", "of-the-host");
	cloud_put_secret("contoso", "team", "of-the-team");
	cloud_put_secret("contoso", "build", "of-the-builder");
	cloud_put_secret("contoso", "port", "of-the-port");
	config_add("\n[connection host]\n"
		   "url = https://git.example.com\nsecret = whole-host\n"
		   "username = all\n"
		   "[connection team]\n"
		   "url = https://git.example.com/team\nsecret = team\n"
		   "username = team\n"
		   "[connection builder]\n"
		   "url = https://build@git.example.com/team\n"
		   "secret = build\n"
		   "[connection port]\n"
		   "url = https://git.example.com:8443\nsecret = port\n"
		   "username = port\n");
}

/* What git sees: nothing of ours but user name and password. */
static void expect_credential(const char *request, const char *username,
			      const char *password)
{
	expect_answer(
		akv_get(request),
		sandbox_text("username=%s\npassword=%s\n", username, password));
}

Test(get_url, answers_git_with_nothing_but_the_credential)
{
	expect_credential("protocol=sftp\nhost=sftp.example.com\n\n", "export",
			  CLOUD_PASSWORD);
}

Test(get_url, answers_for_a_whole_url)
{
	configure();
	expect_credential("url=sftp://export@sftp.example.com/a/b\n\n",
			  "export", CLOUD_PASSWORD);
	expect_credential("url=https://git.example.com/team/repo.git\n\n",
			  "team", "of-the-team");
}

Test(get_url, takes_the_longest_path)
{
	configure();
	expect_credential("protocol=https\nhost=git.example.com\n\n", "all",
			  "of-the-host");
	expect_credential("protocol=https\nhost=git.example.com\n"
			  "path=team/repo.git\n\n",
			  "team", "of-the-team");
	expect_credential("protocol=https\nhost=git.example.com\n"
			  "path=teamwork/repo.git\n\n",
			  "all", "of-the-host");
}

Test(get_url, filters_by_the_user_name)
{
	configure();
	expect_credential("protocol=https\nhost=git.example.com\n"
			  "path=team/repo.git\nusername=build\n\n",
			  "build", "of-the-builder");
	expect_silence(akv_get("protocol=sftp\nhost=sftp.example.com\n"
			       "username=somebody\n\n"));
}

Test(get_url, tells_ports_apart)
{
	configure();
	expect_credential("protocol=https\nhost=git.example.com:8443\n\n",
			  "port", "of-the-port");
	expect_credential("protocol=https\nhost=git.example.com:443\n\n", "all",
			  "of-the-host");
	expect_silence(akv_get("protocol=https\nhost=git.example.com:1\n\n"));
}

Test(get_url, ignores_the_case_of_protocol_and_host)
{
	expect_credential("protocol=SFTP\nhost=Sftp.Example.COM\n\n", "export",
			  CLOUD_PASSWORD);
}

Test(get_url, says_nothing_where_nothing_matches)
{
	expect_silence(akv_get("protocol=https\nhost=example.com\n\n"));
	expect_silence(akv_get("protocol=ftp\nhost=sftp.example.com\n\n"));
	expect_silence(akv_get("protocol=sftp\nhost=example.com\n\n"));
	expect_silence(akv_get("protocol=sftp\nhost=xsftp.example.com\n\n"));
	expect_silence(akv_get("\n"));
	expect_silence(akv_get(""));
	expect_untouched();
}

Test(get_url, takes_what_is_absent_for_no_wildcard)
{
	expect_silence(akv_get("protocol=sftp\n\n"));
	expect_silence(akv_get("host=sftp.example.com\n\n"));
	expect_silence(akv_get("protocol=sftp\nhost=\n\n"));
	expect_silence(akv_get("protocol=\nhost=sftp.example.com\n\n"));
	expect_silence(akv_get("username=export\n\n"));
	expect_untouched();
}

Test(get_url, forgets_what_stood_before_a_url)
{
	expect_silence(akv_get("connection=nightly-export\n"
			       "url=https://example.com\n\n"));
	expect_untouched();
}

Test(get_url, says_nothing_when_nothing_is_configured)
{
	expect_silence(akv_get_with("protocol=sftp\nhost=sftp.example.com\n\n",
				    WORDS("AKV_CONFIG"), NULL));
	expect_untouched();
}

Test(get_url, quits_when_a_match_fails)
{
	config_add("\n[connection gone]\n"
		   "url = sftp://gone.example.com\nsecret = gone\n");
	expect_quit(akv_get("protocol=sftp\nhost=gone.example.com\n\n"), 3,
		    "SecretNotFound");
}
