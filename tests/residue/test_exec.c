/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/residue/look.h"

/* What akv exec has in memory when a command begins, and while it stays. */
E2E_SUITE(exec);

/* execve(2) is shown one copy. */
Test(exec, of_a_variable_is_itself)
{
	const char *value = look_for(48);
	const struct outcome *got =
		look_at(WORDS("exec", "-c", "canary", "--env", "PW", "--",
			      "/bin/sh", "-c", "printf %s \"$PW\""));

	look_expect(got, look_text("execve", 1, LOOK_NO_TOKEN));
	cr_expect_str_eq(got->out, value);
}

Test(exec, of_a_file_in_memory_is_none)
{
	const char *value = look_for(48);
	const struct outcome *got =
		look_at(WORDS("exec", "-c", "canary", "--file", "F", "--stdin",
			      "--", "/bin/sh", "-c", "cat \"$F\""));

	look_expect(got, look_text("execve", 0, LOOK_NO_TOKEN));
	cr_expect_str_eq(got->out, value);
}

Test(exec, of_what_rclone_is_given_is_none)
{
	(void)look_for(48);
	look_expect(look_at(WORDS("exec", "-c", "canary", "--rclone", "r", "--",
				  "true")),
		    look_text("execve", 0, LOOK_NO_TOKEN));
}

Test(exec, of_a_command_that_is_not_there_is_none)
{
	const struct outcome *got;

	(void)look_for(48);
	got = look_at(WORDS("exec", "-c", "canary", "--env", "PW", "--",
			    "akv-no-such-command"));
	cr_expect_eq(got->status, 127, "%s", outcome_words(got));
	cr_expect_not_null(strstr(got->err, look_text("end", 0, LOOK_NO_TOKEN)),
			   "%s", got->err);
}

/* Who stays has the line that answers; the command begins with nothing of it,
 * and nothing is left of it in either where it was asked for. */
Test(exec, of_what_ssh_is_told_is_the_answer)
{
	const char *value = look_for(48);
	const struct outcome *got =
		look_at(WORDS("exec", "-c", "canary", "--ssh", "--", "/bin/sh",
			      "-c", "\"$SSH_ASKPASS\" \"$0\"", LOOK_QUESTION));

	look_expect(got, sandbox_text("%s%s%s%s",
				      look_text("stay", 1, LOOK_NO_TOKEN),
				      look_text("execve", 0, LOOK_NO_TOKEN),
				      look_text("end", 0, ""),
				      look_text("end", 0, LOOK_NO_TOKEN)));
	cr_expect_str_eq(got->out, sandbox_text("%s\n", value));
}

/* Those who fetched them side by side are gone, too. */
Test(exec, of_several_secrets_is_what_is_handed_over)
{
	(void)look_for(48);
	look_expect(look_at(WORDS("exec", "-c", "canary", "--env", "PW", "-c",
				  "nightly-export", "--ssh", "--", "true")),
		    sandbox_text("%s%s%s", look_text("stay", 1, LOOK_NO_TOKEN),
				 look_text("execve", 1, LOOK_NO_TOKEN),
				 look_text("end", 0, LOOK_NO_TOKEN)));
}
