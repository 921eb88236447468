/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "tests/contract/git.h"

/* One helper among others, and what git(1) and its users do with helpers. */
GIT_SUITE(git_helpers);

static const char next[] =
	"[credential]\n\thelper = \"!f() { echo username=next; "
	"echo password=next-pass; echo \\\"next: $1\\\" >&2; }; f\"\n";

static void connect_example(void)
{
	connect_host("store-pass", "https://store-user@example.com",
		     "the-store-pass");
}

static const char answer_of_example[] =
	"protocol=https\nhost=example.com\n"
	"username=store-user\npassword=the-store-pass\n";

Test(git_helpers, leaves_to_the_next_what_is_not_ours)
{
	connect_example();
	git_configure("%s", next);
	expect_asked("protocol=https\nhost=other.tld\n\n",
		     "protocol=https\nhost=other.tld\n"
		     "username=next\npassword=next-pass\n",
		     "next: get\n");
}

Test(git_helpers, leaves_nothing_to_the_next_of_what_is_ours)
{
	connect_example();
	git_configure("%s", next);
	expect_fill("protocol=https\nhost=example.com\n\n", answer_of_example);
}

Test(git_helpers, leaves_nothing_to_the_next_when_ours_fails)
{
	config_add("\n[connection gone]\nurl = https://u@gone.example.com\n"
		   "secret = gone\n");
	git_configure("%s", next);
	expect_told_to_quit(
		git_fill("protocol=https\nhost=gone.example.com\n\n"),
		"SecretNotFound");
}

Test(git_helpers, completes_what_the_one_before_has_begun)
{
	connect_example();
	git_replace_helpers("[credential]\n\thelper = \"!echo "
			    "username=store-user #\"\n\thelper = akv\n");
	expect_fill("protocol=https\nhost=example.com\n\n", answer_of_example);
}

/* An own user name of the one before is a filter for us. */
Test(git_helpers, does_not_complete_what_is_somebody_elses)
{
	connect_example();
	git_replace_helpers("[credential]\n\thelper = \"!echo "
			    "username=somebody #\"\n\thelper = akv\n");
	expect_asked("protocol=https\nhost=example.com\n\n",
		     "protocol=https\nhost=example.com\n"
		     "username=somebody\npassword=askpass-password\n",
		     "askpass: Password for "
		     "'https://somebody@example.com': \n");
}

/* What the manual recommends, so that nobody else stores the password. */
Test(git_helpers, is_the_only_one_that_sees_the_password)
{
	connect_example();
	git_replace_helpers(next);
	git_configure("[credential \"https://example.com\"]\n"
		      "\thelper = \n\thelper = akv\n");
	expect_fill("protocol=https\nhost=example.com\n\n", answer_of_example);
	expect_silence(git_approve(answer_of_example));
	expect_silence(git_reject(answer_of_example));
}

Test(git_helpers, takes_options_before_the_operation)
{
	connect_example();
	git_replace_helpers("[credential]\n\thelper = akv --timeout 20\n");
	expect_fill("protocol=https\nhost=example.com\n\n", answer_of_example);
}

/* git puts the same options before every operation. */
Test(git_helpers, takes_options_before_operations_that_have_none)
{
	git_replace_helpers("[credential]\n\thelper = akv --timeout 20\n");
	expect_silence(git_approve(answer_of_example));
	expect_silence(git_reject(answer_of_example));
}

Test(git_helpers, may_be_named_by_its_path)
{
	connect_example();
	git_replace_helpers(sandbox_text("[credential]\n\thelper = %s\n",
					 akv_called("git-credential-akv")));
	expect_fill("protocol=https\nhost=example.com\n\n", answer_of_example);
}

Test(git_helpers, may_be_a_command_for_the_shell)
{
	connect_example();
	git_replace_helpers(
		sandbox_text("[credential]\n\thelper = !'%s'\n", akv_path()));
	expect_fill("protocol=https\nhost=example.com\n\n", answer_of_example);
	expect_silence(git_approve(answer_of_example));
}

Test(git_helpers, is_found_by_git)
{
	expect_words(git("credential-akv", "capability"), "version 0\n");
}

/* -- without git between -- */

Test(git_helpers, answers_git_in_gits_terms_alone)
{
	connect_example();
	expect_answer(helper("get", "capability[]=authtype\n"
				    "capability[]=state\n"
				    "protocol=https\nhost=example.com\n"
				    "wwwauth[]=Basic realm=\"x\"\n\n"),
		      "username=store-user\npassword=the-store-pass\n");
}

Test(git_helpers, is_silent_for_what_it_does_not_do)
{
	connect_example();
	expect_silence(helper("store", answer_of_example));
	expect_silence(helper("erase", answer_of_example));
	expect_silence(helper("teleport", answer_of_example));
	expect_silence(helper("store", ""));
	expect_silence(helper("erase", "no equals sign\r\n"));
	expect_untouched();
}

Test(git_helpers, announces_its_version)
{
	expect_answer(helper("capability", ""), "version 0\n");
	expect_untouched();
}

/* ${len} bytes of header with the LF; its end looks like a line. */
static const char *request_with_header(size_t len)
{
	return sandbox_text("protocol=https\nhost=badguy.example\n"
			    "wwwauth[]=basic realm=%0*d"
			    "host=victim.example.com\n\n",
			    (int)len - 1 - 23 - 22, 0);
}

Test(git_helpers, is_not_confused_by_long_header)
{
	static const size_t lens[] = { 1023, 1024, 1025, 4095,	4096, 4097,
				       8191, 8192, 8193, 65534, 65535 };

	connect_host("victim", "https://user@victim.example.com",
		     "to-be-stolen");
	for (size_t i = 0; i < sizeof(lens) / sizeof(lens[0]); i++)
		expect_silence(helper("get", request_with_header(lens[i])));
	expect_untouched();
}

Test(git_helpers, refuses_a_header_that_is_too_long)
{
	connect_host("victim", "https://user@victim.example.com",
		     "to-be-stolen");
	for (size_t len = 65536; len < 65536 + 64; len += 7) {
		const struct outcome *got =
			helper("get", request_with_header(len));

		expect_failure(got, 2, "LineTooLong");
		expect_error(got, "akv: line 3 is longer than 65535 bytes "
				  "(LineTooLong)");
	}
	expect_untouched();
}

/* A header before the host that counts: the whole request is refused. */
Test(git_helpers, refuses_all_of_a_request_with_a_line_too_long)
{
	connect_example();
	expect_failure(
		helper("get", sandbox_text("wwwauth[]=%0*d\nprotocol=https\n"
					   "host=example.com\n\n",
					   65526, 0)),
		2, "LineTooLong");
	expect_untouched();
}
