/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/contract/git.h"

/*
 * git credential fill, approve and reject.  The cases are those of git's
 * t/t0303-credential-external.sh that apply to a helper that cannot store: the
 * vault is filled beforehand.  Like there, stdout and stderr are compared to
 * the last byte, so a helper that chatters fails.
 */
GIT_SUITE(git_credential);

static void connect_example(void)
{
	connect_host("store-pass", "https://store-user@example.com",
		     "the-store-pass");
}

static const char answer_of_example[] =
	"protocol=https\nhost=example.com\n"
	"username=store-user\npassword=the-store-pass\n";

Test(git_credential, has_no_existing_data)
{
	expect_asked("protocol=https\nhost=example.com\n\n",
		     "protocol=https\nhost=example.com\n"
		     "username=askpass-username\npassword=askpass-password\n",
		     "askpass: Username for 'https://example.com': \n"
		     "askpass: Password for "
		     "'https://askpass-username@example.com': \n");
	expect_untouched();
}

Test(git_credential, ignores_a_password_to_store)
{
	connect_example();
	expect_silence(git_approve("protocol=https\nhost=example.com\n"
				   "username=store-user\n"
				   "password=another-one\n\n"));
	expect_untouched();
	expect_fill("protocol=https\nhost=example.com\n\n", answer_of_example);
}

Test(git_credential, can_retrieve_password)
{
	connect_example();
	expect_fill("protocol=https\nhost=example.com\n\n", answer_of_example);
}

Test(git_credential, can_retrieve_password_by_url)
{
	connect_example();
	expect_fill("url=https://example.com/some/repo.git\n\n",
		    answer_of_example);
	expect_fill("url=https://store-user@example.com\n\n",
		    answer_of_example);
}

Test(git_credential, requires_matching_protocol)
{
	connect_example();
	expect_asked("protocol=http\nhost=example.com\n\n",
		     "protocol=http\nhost=example.com\n"
		     "username=askpass-username\npassword=askpass-password\n",
		     "askpass: Username for 'http://example.com': \n"
		     "askpass: Password for "
		     "'http://askpass-username@example.com': \n");
	expect_untouched();
}

Test(git_credential, requires_matching_host)
{
	connect_example();
	expect_asked("protocol=https\nhost=other.tld\n\n",
		     "protocol=https\nhost=other.tld\n"
		     "username=askpass-username\npassword=askpass-password\n",
		     "askpass: Username for 'https://other.tld': \n"
		     "askpass: Password for "
		     "'https://askpass-username@other.tld': \n");
	expect_untouched();
}

Test(git_credential, requires_matching_port)
{
	connect_example();
	expect_asked("protocol=https\nhost=example.com:8443\n"
		     "username=store-user\n\n",
		     "protocol=https\nhost=example.com:8443\n"
		     "username=store-user\npassword=askpass-password\n",
		     "askpass: Password for "
		     "'https://store-user@example.com:8443': \n");
	expect_untouched();
}

Test(git_credential, requires_matching_username)
{
	connect_example();
	expect_asked("protocol=https\nhost=example.com\nusername=other\n\n",
		     "protocol=https\nhost=example.com\n"
		     "username=other\npassword=askpass-password\n",
		     "askpass: Password for 'https://other@example.com': \n");
	expect_untouched();
}

Test(git_credential, requires_matching_path)
{
	git_configure("[credential]\n\tuseHttpPath = true\n");
	connect_host("path-pass", "https://path-user@path.tld/foo.git",
		     "the-path-pass");
	expect_fill("protocol=https\nhost=path.tld\npath=foo.git\n\n",
		    "protocol=https\nhost=path.tld\npath=foo.git\n"
		    "username=path-user\npassword=the-path-pass\n");
	expect_asked("protocol=https\nhost=path.tld\npath=bar.git\n\n",
		     "protocol=https\nhost=path.tld\npath=bar.git\n"
		     "username=askpass-username\npassword=askpass-password\n",
		     "askpass: Username for 'https://path.tld/bar.git': \n"
		     "askpass: Password for "
		     "'https://askpass-username@path.tld/bar.git': \n");
}

/* What "overwrites on store" is for a helper that cannot store. */
Test(git_credential, sees_a_new_version_at_once)
{
	connect_example();
	expect_fill("protocol=https\nhost=example.com\n\n", answer_of_example);
	cloud_put_secret("contoso", "store-pass", "the-next-pass");
	expect_fill("protocol=https\nhost=example.com\n\n",
		    "protocol=https\nhost=example.com\n"
		    "username=store-user\npassword=the-next-pass\n");
}

/* What "can forget host" and "does not erase a password distinct from input"
 * are: nothing that git says reaches the vault. */
Test(git_credential, forgets_nothing)
{
	connect_example();
	expect_silence(git_reject("protocol=https\nhost=example.com\n\n"));
	expect_silence(git_reject("protocol=https\nhost=example.com\n"
				  "username=store-user\n"
				  "password=the-store-pass\n\n"));
	expect_silence(git_reject("protocol=https\nhost=example.com\n"
				  "username=store-user\n"
				  "password=not-the-store-pass\n\n"));
	expect_untouched();
	expect_fill("protocol=https\nhost=example.com\n\n", answer_of_example);
}

Test(git_credential, can_have_multiple_users)
{
	connect_host("pass1", "https://user1@example.com", "the-first-pass");
	connect_host("pass2", "https://user2@example.com", "the-second-pass");
	expect_fill("protocol=https\nhost=example.com\nusername=user1\n\n",
		    "protocol=https\nhost=example.com\n"
		    "username=user1\npassword=the-first-pass\n");
	expect_fill("protocol=https\nhost=example.com\nusername=user2\n\n",
		    "protocol=https\nhost=example.com\n"
		    "username=user2\npassword=the-second-pass\n");
}

/* git t0303, "not confused by long header".  A git that knows wwwauth[] (2.41)
 * hands it on; every other drops it. */
Test(git_credential, is_not_confused_by_long_header)
{
	static const size_t lens[] = { 1024, 4096, 8192, 65534, 65535, 65536 };

	connect_host("victim", "https://user@victim.example.com",
		     "to-be-stolen");
	for (size_t i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
		int fill = (int)lens[i] - 23 - 22;
		const char *header =
			sandbox_text("wwwauth[]=basic realm=%0*d%s", fill, 0,
				     "host=victim.example.com");
		const struct outcome *got = git_fill(sandbox_text(
			"protocol=https\nhost=badguy.example\n%s\n\n", header));

		cr_assert_eq(strlen(header), lens[i]);
		cr_assert_null(strstr(got->out, "to-be-stolen"), "%s",
			       outcome_words(got));
		cr_assert_not_null(strstr(got->out, "host=badguy.example\n"),
				   "%s", outcome_words(got));
	}
	expect_untouched();
}

Test(git_credential, answers_for_other_protocols_with_their_path)
{
	expect_fill("protocol=sftp\nhost=sftp.example.com\npath=in/box\n\n",
		    "protocol=sftp\nhost=sftp.example.com\npath=in/box\n"
		    "username=export\npassword=" CLOUD_PASSWORD "\n");
}

Test(git_credential, gives_git_every_byte_of_a_line)
{
	connect_host("odd", "https://odd@example.com", " p=a'\"\\$(x)\t%41 ");
	expect_fill("protocol=https\nhost=example.com\n\n",
		    "protocol=https\nhost=example.com\n"
		    "username=odd\npassword= p=a'\"\\$(x)\t%41 \n");
}

/* Two traps of git's own (a password of many lines; CR), and the one that they
 * have in common: git would show the rest of the secret on stderr.  That it
 * is not there is checked by the harness, for every run. */
Test(git_credential, keeps_values_that_are_no_line_away_from_git)
{
	static const char *const values[] = {
		"first-line\nsecond-line",
		"first-line\nhost=evil.example",
		"first-line\n",
		"first-line\r",
		"first-line\rsecond-line",
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		const char *name = sandbox_text("lines-%zu", i);
		const char *host = sandbox_text("%s.example.com", name);

		connect_host(name, sandbox_text("https://u@%s", host),
			     values[i]);
		canary_add("first-line", 10);
		canary_add("second-line", 11);
		expect_told_to_quit(
			git_fill(sandbox_text("protocol=https\nhost=%s\n\n",
					      host)),
			"NotOneLine");
	}
}

Test(git_credential, stops_git_where_a_match_fails)
{
	config_add("\n[connection gone]\nurl = https://u@gone.example.com\n"
		   "secret = gone\n");
	expect_told_to_quit(
		git_fill("protocol=https\nhost=gone.example.com\n\n"),
		"SecretNotFound");
}

Test(git_credential, stops_git_where_nobody_answers)
{
	connect_example();
	cloud_fault("{'match': {'host': '*.vault.azure.net'},"
		    " 'do': {'status': 403, 'body': {'error': {"
		    "'code': 'Forbidden', 'message': 'Caller is not "
		    "authorized', 'innererror': {'code': "
		    "'ForbiddenByRbac'}}}}}");
	expect_told_to_quit(git_fill("protocol=https\nhost=example.com\n\n"),
			    "ForbiddenByRbac");
}
