/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/harness/suite.h"

E2E_SUITE(exec);

#define EXEC(...) akv("exec", __VA_ARGS__)
#define SH "--", "/bin/sh", "-c"

Test(exec, puts_a_secret_into_the_environment)
{
	expect_answer(EXEC("-c", "nightly-export", "--env", "PW", SH,
			   "printf %s \"$PW\""),
		      CLOUD_PASSWORD);
	expect_answer(EXEC("--connection", "nightly-export", "--env", "PW",
			   "--env", "PW2", SH, "printf %s \"$PW$PW2\""),
		      CLOUD_PASSWORD CLOUD_PASSWORD);
}

/* What a shell, or a parser of ours, would trip over. */
Test(exec, keeps_every_character_of_it)
{
	static const char value[] = "#'\"\\:`$(x) \t\n\r%s=;& \xc3\xa4 ";

	cloud_put_secret("contoso", "odd", value);
	config_connect("odd");
	expect_answer(
		EXEC("-c", "odd", "--env", "PW", SH, "printf '%s.' \"$PW\""),
		sandbox_text("%s.", value));
	expect_answer(EXEC("-c", "odd", "--file", "F", SH, "cat \"$F\""),
		      value);
}

Test(exec, takes_the_connection_from_the_environment)
{
	expect_answer(
		akv_with(WORDS("AKV_CONNECTION=nightly-export"),
			 WORDS("exec", "--env", "PW", SH, "printf %s \"$PW\"")),
		CLOUD_PASSWORD);
}

Test(exec, puts_a_secret_into_a_file_in_memory)
{
	static const char script[] =
		"cat $F; echo; cat $F; echo; sh -c 'cat $F'; echo;"
		"stat -Lc '%a %s' $F; readlink $F | cut -c 1-10;"
		"(echo x >$F) 2>/dev/null || echo sealed";

	expect_answer(EXEC("-c", "nightly-export", "--file", "F", SH, script),
		      CLOUD_PASSWORD "\n" CLOUD_PASSWORD "\n" CLOUD_PASSWORD
				     "\n400 28\n/memfd:akv\nsealed\n");
}

Test(exec, puts_any_bytes_into_files_and_descriptors)
{
	config_connect("nul");
	expect_bytes(EXEC("-c", "nul", "--file", "F", SH, "cat $F"),
		     "before\0after", 12);
	expect_bytes(EXEC("-c", "nul", "--fd", "3", SH, "cat <&3"),
		     "before\0after", 12);
	expect_bytes(EXEC("-c", "nul", "--stdin", "--", "/bin/cat"),
		     "before\0after", 12);
}

Test(exec, gives_a_descriptor_the_number_that_was_asked_for)
{
	expect_answer(EXEC("-c", "nightly-export", "--fd", "42", "--", "cat",
			   "/proc/self/fd/42"),
		      CLOUD_PASSWORD);
	/* the lowest ones are those that akv would use itself */
	expect_answer(EXEC("-c", "nightly-export", "--fd", "3", "--fd", "4",
			   "--fd", "5", "--fd", "6", "--fd", "7", "--fd", "8",
			   "--file", "F", SH, "cat <&3; cat <&8; cat $F"),
		      CLOUD_PASSWORD CLOUD_PASSWORD CLOUD_PASSWORD);
}

Test(exec, hands_several_over_at_once)
{
	config_connect("unicode");
	config_connect("spaces");
	expect_answer(
		EXEC("-c", "nightly-export", "--env", "A", "--secret",
		     "multi-line", "--file", "B", "-c", "unicode", "--env", "C",
		     "-c", "spaces", "--stdin", SH,
		     "printf '%s|' \"$A\"; cat $B; printf '|%s|' \"$C\"; cat"),
		CLOUD_PASSWORD "|-----BEGIN-----\nfirst\r\nsecond\n-----END---"
			       "--\n|p\xc3\xa4ssw\xc3\xb6rd \xe5\xaf\x86\xe7"
			       "\xa0\x81 \xf0\x9f\x94\x91 \xe2\x80\xa8 \xef"
			       "\xbb\xbf|  kept \t");
	cr_assert_eq(cloud_count("token_requests"), 1);
	cr_assert_eq(cloud_count("vault_requests"), 4);
}

Test(exec, fetches_a_secret_once_however_often_it_is_asked_for)
{
	config_add("\n[connection again]\nsecret = SFTP-password\n");
	expect_answer(EXEC("-c", "nightly-export", "--env", "A", "--env", "B",
			   "-c", "again", "--env", "C", SH,
			   "printf %s \"$A$B$C\""),
		      CLOUD_PASSWORD CLOUD_PASSWORD CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("vault_requests"), 1);
}

/* Three hundred variables, of one secret. */
Test(exec, hands_three_hundred_variables_over)
{
	const char *words[700] = { "exec", "-c", "nightly-export" };
	size_t count = 3;

	for (int i = 0; i < 300; i++) {
		words[count++] = "--env";
		words[count++] = sandbox_text("NAME_%d", i);
	}
	words[count++] = "--";
	words[count++] = "/bin/sh";
	words[count++] = "-c";
	words[count++] = "env | grep -c '^NAME_[0-9]*=correct'; printf %s "
			 "\"$NAME_299\"";
	expect_answer(akv_run(words), "300\n" CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("vault_requests"), 1);
}

/* -- what is not started -- */

/* The command would leave a file behind. */
static void expect_not_started(const struct outcome *got, int status,
			       const char *reason)
{
	expect_failure(got, status, reason);
	cr_assert_neq(access(sandbox_path("started"), F_OK), 0,
		      "it was started");
}

Test(exec, starts_nothing_when_one_secret_cannot_be_had)
{
	config_connect("disabled");
	config_connect("no-such");
	expect_not_started(EXEC("-c", "no-such", "--env", "A", "-c",
				"nightly-export", "--env", "B", "--", "touch",
				"started"),
			   3, "SecretNotFound");
	expect_not_started(EXEC("-c", "nightly-export", "--env", "A", "-c",
				"disabled", "--env", "B", "--", "touch",
				"started"),
			   11, "SecretDisabled");
	expect_not_started(
		EXEC("-c", "unknown", "--env", "A", "--", "touch", "started"),
		3, "ConnectionNotFound");
	expect_not_started(EXEC("-c", "nightly-export", "--secret", "empty",
				"--env", "A", "--", "touch", "started"),
			   2, "SecretNotInConnection");
}

Test(exec, starts_nothing_when_the_vault_does_not_answer)
{
	cloud_fault("{'match': {'host': 'contoso.*'}, 'do':"
		    " {'status': 503}}");
	expect_not_started(EXEC("-c", "nightly-export", "--env", "A",
				"--timeout", "1", "--", "touch", "started"),
			   7, "ServerError");
}

Test(exec, starts_nothing_when_a_secret_does_not_fit)
{
	const struct outcome *got;

	config_connect("nul");
	got = EXEC("-c", "nul", "--env", "A", "--", "touch", "started");
	expect_not_started(got, 11, "NotText");
	expect_error(got, "akv: connection nul: the secret for A holds a NUL "
			  "byte, which no variable can (NotText)");
	expect_hint(got, "--file");
}

Test(exec, asks_nobody_before_it_knows_what_is_wanted)
{
	expect_failure(EXEC("-c", "nightly-export", "--", "true"), 2, "NoWay");
	expect_failure(EXEC("-c", "nightly-export", "--env", "A"), 2,
		       "NoCommand");
	expect_failure(EXEC("--env", "A", "--", "true"), 2, "NoConnection");
	expect_failure(EXEC("-c", "nightly-export", "--env", "A", "true"), 2,
		       "NoDashes");
	expect_failure(
		EXEC("-c", "nightly-export", "true", "--env", "A", "--", "x"),
		2, "NoDashes");
	expect_failure(EXEC("-c", "nightly-export", "--env", "LD_PRELOAD", "--",
			    "true"),
		       2, "DangerousName");
	expect_failure(
		EXEC("-c", "nightly-export", "--env", "A=b", "--", "true"), 2,
		"BadName");
	expect_failure(EXEC("-c", "nightly-export", "--env", "A", "--file", "A",
			    "--", "true"),
		       2, "GivenTwice");
	expect_failure(EXEC("-c", "nightly-export", "--fd", "2", "--", "true"),
		       2, "BadOption");
	expect_failure(EXEC("-c", "nightly-export", "--rclone", "my-remote",
			    "--", "true"),
		       2, "BadName");
	expect_untouched();
}

Test(exec, takes_no_option_of_the_command_for_its_own)
{
	expect_answer(EXEC("-c", "nightly-export", "--env", "A", "--", "echo",
			   "--version", "-c", "x", "--", "--env"),
		      "--version -c x -- --env\n");
}

/* -- the command itself -- */

static void expect_status(const struct outcome *got, int status)
{
	cr_assert_eq(got->status, status, "%s", outcome_words(got));
	cr_assert_str_eq(got->err, "", "%s", outcome_words(got));
}

Test(exec, ends_as_the_command_does)
{
	expect_status(EXEC("-c", "nightly-export", "--env", "A", SH, "exit 42"),
		      42);
	expect_status(
		EXEC("-c", "nightly-export", "--env", "A", SH, "kill -KILL $$"),
		137);
}

Test(exec, says_why_a_command_cannot_be_started)
{
	expect_failure(EXEC("-c", "nightly-export", "--env", "A", "--",
			    "akv-no-such-command"),
		       127, "CommandNotFound");
	expect_failure(
		EXEC("-c", "nightly-export", "--env", "A", "--", "/etc/passwd"),
		126, "CannotStart");
	expect_failure(EXEC("-c", "nightly-export", "--env", "A", "--", "/"),
		       126, "CannotStart");
}

Test(exec, is_replaced_by_the_command)
{
	struct running *running = program_start(&(struct program){
		.arguments = WORDS("exec", "-c", "nightly-export", "--env", "A",
				   SH, "echo $$"),
	});
	pid_t pid = program_pid(running);

	expect_answer(program_end(running), sandbox_text("%d\n", (int)pid));
}

/* Under each place that opens descriptors of its own. */
Test(exec, leaves_no_descriptor_open)
{
	static const char *const stores[] = { "none", "keyring" };

	for (size_t i = 0; i < sizeof(stores) / sizeof(stores[0]); i++)
		expect_answer(
			akv_with(WORDS(sandbox_text("AKV_TOKEN_STORE=%s",
						    stores[i])),
				 WORDS("exec", "-c", "nightly-export", "--env",
				       "A", SH, "ls /proc/$$/fd; :")),
			"0\n1\n2\n");
}

static const char *environment_of_child(const char *const *environment)
{
	const struct outcome *got =
		akv_with(environment, WORDS("exec", "-c", "nightly-export",
					    "--env", "A", "--", "env"));

	cr_assert_eq(got->status, 0, "%s", outcome_words(got));
	return got->out;
}

Test(exec, passes_no_credential_of_ours_on)
{
	const char *variables = environment_of_child(
		WORDS("AZURE_TENANT_ID=" CLOUD_TENANT,
		      "AZURE_CLIENT_ID=" CLOUD_CLIENT,
		      "AZURE_CLIENT_SECRET=" CLOUD_CLIENT_SECRET,
		      "AZURE_CLIENT_CERTIFICATE_PASSWORD=hunter2",
		      "SYSTEM_ACCESSTOKEN=hunter2", "HTTPS_PROXY",
		      sandbox_text("HTTPS_PROXY=%s", cloud_proxy())));

	cr_expect_null(strstr(variables, "AZURE_CLIENT_SECRET"));
	cr_expect_null(strstr(variables, CLOUD_CLIENT_SECRET));
	cr_expect_null(strstr(variables, "hunter2"));
	cr_expect_not_null(strstr(variables, "AZURE_CLIENT_ID="));
	cr_expect_not_null(strstr(variables, "HTTPS_PROXY="));
	cr_expect_not_null(strstr(variables, "A=" CLOUD_PASSWORD "\n"));
	cr_expect_null(strstr(variables, "AKV_ASKPASS"));
}

Test(exec, gives_back_the_variables_that_it_did_not_want_itself)
{
	cr_expect_not_null(strstr(
		environment_of_child(WORDS("SSLKEYLOGFILE=/keys", "A=old")),
		"SSLKEYLOGFILE=/keys\n"));
	cr_expect_null(strstr(environment_of_child(WORDS("A=old")), "A=old"));
}

Test(exec, leaves_the_mask_and_the_limit_as_they_were)
{
	expect_answer(EXEC("-c", "nightly-export", "--env", "A", SH,
			   "ulimit -Sc >$HOME/limit; umask"),
		      "0022\n");
	expect_answer(program_run(&(struct program){
			      .path = "/bin/sh",
			      .arguments = WORDS("-c", "ulimit -Sc | cmp - "
						       "$HOME/limit") }),
		      "");
}

Test(exec, warns_of_a_secret_that_has_expired)
{
	const struct outcome *got;

	config_connect("expired");
	got = EXEC("-c", "expired", "--env", "A", "--", "true");
	cr_assert_eq(got->status, 0);
	cr_assert_not_null(strstr(got->err, "akv: warning: secret expired"));
}

Test(exec, gives_rclone_a_password_that_it_can_read)
{
	if (access("/usr/bin/rclone", X_OK) != 0)
		cr_skip_test("no rclone here");
	expect_answer(EXEC("-c", "nightly-export", "--rclone", "exports", SH,
			   "rclone reveal $RCLONE_CONFIG_EXPORTS_PASS"),
		      CLOUD_PASSWORD "\n");
}
