/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/harness/suite.h"

E2E_SUITE(askpass);

/* The question of somebody who has set AKV_CONNECTION. */
static const struct outcome *ask_with(const char *const *environment,
				      const char *question)
{
	return program_run(&(struct program){
		.path = akv_called("akv-askpass"),
		.arguments = WORDS(question),
		.environment = environment,
	});
}

static const struct outcome *ask(const char *question)
{
	return ask_with(WORDS("AKV_CONNECTION=nightly-export"), question);
}

#define QUESTION "export@sftp.example.com's password: "

/* env(1) is the parent that asks, anew for each. */
static const struct outcome *ask_in_a_shell(const char *connection,
					    const char *script)
{
	return program_run(&(struct program){
		.path = "/bin/sh",
		.arguments = WORDS("-c", script, akv_called("akv-askpass")),
		.environment =
			WORDS(sandbox_text("AKV_CONNECTION=%s", connection)),
	});
}

Test(askpass, answers_for_its_connection)
{
	expect_answer(ask(QUESTION), CLOUD_PASSWORD "\n");
}

Test(askpass, answers_keyboard_interactive)
{
	expect_answer(ask("(export@sftp.example.com) Password: "),
		      CLOUD_PASSWORD "\n");
}

Test(askpass, answers_once)
{
	const struct outcome *got = ask_in_a_shell(
		"nightly-export",
		"\"$0\" \"" QUESTION "\" >first; \"$0\" \"" QUESTION "\"");

	expect_failure(got, 1, "Rejected");
	cr_assert_eq(cloud_count("vault_requests"), 1);
	/* whoever is another process may ask */
	expect_answer(
		program_run(&(struct program){ .path = "/bin/cat",
					       .arguments = WORDS("first") }),
		CLOUD_PASSWORD "\n");
	expect_answer(ask_in_a_shell("nightly-export",
				     "\"$0\" \"" QUESTION "\"; exit"),
		      CLOUD_PASSWORD "\n");
}

static void expect_refused(const char *question, const char *reason)
{
	expect_failure(ask(question), 1, reason);
}

Test(askpass, asks_nobody_for_what_is_not_its_own)
{
	expect_refused("Are you sure you want to continue connecting "
		       "(yes/no/[fingerprint])? ",
		       "HostKeyQuestion");
	expect_refused("The authenticity of host 'h' can't be established.",
		       "HostKeyQuestion");
	expect_refused("Enter PIN for x: ", "NotAPassword");
	expect_refused("(export@sftp.example.com) New password: ",
		       "NotAPassword");
	expect_refused("(export@sftp.example.com) \x1b[2J\x1b]0;x\aPassword: ",
		       "NotAPassword");
	expect_refused("root@sftp.example.com's password: ", "OtherHost");
	expect_refused("export@other.example.com's password: ", "OtherHost");
	expect_refused("Enter passphrase for key '/x': ", "NoPassphrase");
	expect_refused("Password for 'https://export@sftp.example.com': ",
		       "OtherHost");
	expect_refused("", "NotAPassword");
	expect_refused(sandbox_repeat("Password: ", 1000), "NotAPassword");
	expect_untouched();
}

Test(askpass, confirms_nothing)
{
	expect_failure(ask_with(WORDS("AKV_CONNECTION=nightly-export",
				      "SSH_ASKPASS_PROMPT=confirm"),
				QUESTION),
		       1, "NotAPassword");
	expect_failure(ask_with(WORDS("AKV_CONNECTION=nightly-export",
				      "SSH_ASKPASS_PROMPT=none"),
				QUESTION),
		       1, "NotAPassword");
	expect_untouched();
}

Test(askpass, wants_a_connection_and_a_question)
{
	expect_failure(ask_with(NULL, QUESTION), 2, "NoConnection");
	expect_failure(ask_with(WORDS("AKV_CONNECTION=other"), QUESTION), 3,
		       "ConnectionNotFound");
	expect_failure(program_run(&(struct program){
			       .path = akv_called("akv-askpass") }),
		       2, "NoQuestion");
	expect_untouched();
}

Test(askpass, gives_a_passphrase_to_keys_alone)
{
	cloud_put_secret("contoso", "key-passphrase", "open sesame");
	config_add("\n[connection key]\nurl = sftp://export@key.example.com\n"
		   "secret = sftp-password\nmore-secrets = key-passphrase\n"
		   "[connection only]\nsecret = key-passphrase\n");
	expect_answer(ask_with(WORDS("AKV_CONNECTION=key"),
			       "Enter passphrase for key '/x/id_rsa': "),
		      "open sesame\n");
	expect_answer(ask_with(WORDS("AKV_CONNECTION=only"),
			       "Enter passphrase for /x/id_rsa: "),
		      "open sesame\n");
	expect_failure(ask_with(WORDS("AKV_CONNECTION=only"), QUESTION), 1,
		       "NoPassword");
}

Test(askpass, cuts_nothing_short)
{
	cloud_put_secret("contoso", "too-long", sandbox_repeat("x", 1024));
	cloud_put_secret("contoso", "longest", sandbox_repeat("x", 1023));
	cloud_put_secret("contoso", "with-newline", "sesame\n");
	config_connect("too-long");
	config_connect("longest");
	config_connect("multi-line");
	config_connect("with-newline");
	expect_failure(ask_with(WORDS("AKV_CONNECTION=too-long"), QUESTION), 11,
		       "TooLong");
	expect_failure(ask_with(WORDS("AKV_CONNECTION=multi-line"), QUESTION),
		       11, "NotOneLine");
	expect_answer(ask_with(WORDS("AKV_CONNECTION=longest"), QUESTION),
		      sandbox_text("%s\n", sandbox_repeat("x", 1023)));
	expect_answer(ask_with(WORDS("AKV_CONNECTION=with-newline"), QUESTION),
		      "sesame\n");
}

Test(askpass, tells_git_who_and_with_what)
{
	config_add("\n[connection git]\nurl = https://build@git.example.com\n"
		   "secret = sftp-password\n");
	expect_answer(ask_with(WORDS("AKV_CONNECTION=git"),
			       "Username for 'https://git.example.com': "),
		      "build\n");
	cr_assert_eq(cloud_count("vault_requests"), 0);
	expect_answer(
		ask_with(WORDS("AKV_CONNECTION=git"),
			 "Password for 'https://build@git.example.com': "),
		CLOUD_PASSWORD "\n");
	expect_failure(
		ask_with(WORDS("AKV_CONNECTION=git"),
			 "Password for 'https://build@evil.example.com': "),
		1, "OtherHost");
}

Test(askpass, fails_as_everything_does)
{
	config_add("\n[connection gone]\nsecret = no-such\n");
	expect_failure(ask_with(WORDS("AKV_CONNECTION=gone"), QUESTION), 3,
		       "SecretNotFound");
}

Test(askpass, notices_that_its_akv_exec_is_gone)
{
	expect_failure(
		ask_with(WORDS("AKV_ASKPASS_SOCKET=akv-askpass-x"), QUESTION),
		1, "AskpassGone");
	expect_untouched();
}

Test(askpass, says_what_it_is)
{
	const struct outcome *got = ask("--version");

	cr_assert_eq(got->status, 0);
	cr_assert_str_eq(got->out, "akv " AKV_VERSION "\n");
	got = ask("--help");
	cr_assert_eq(got->status, 0);
	cr_assert_not_null(strstr(got->out, "akv exec"));
}
