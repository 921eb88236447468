/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/e2e/check_rows.h"

/* akv check --notify: a change is told once, to the user's command. */

static const char *events_path;

static void set_up(void)
{
	suite_set_up();
	events_path = sandbox_path("events");
	(void)sandbox_write("notify", 0755,
			    "#!/bin/sh\n"
			    "cat >>%s\n"
			    "echo \"$# $1\" >>%s.words\n",
			    events_path, events_path);
	config_add("\n[notify]\ncommand = %s 'a word'\n",
		   sandbox_path("notify"));
}

TestSuite(notify, .init = set_up, .fini = suite_tear_down, .timeout = 120);

/* What the command was told since the last call. */
static const char *told(void)
{
	char *events = sandbox_keep(calloc(1, 65536));
	FILE *file = fopen(events_path, "r");

	if (file == NULL)
		return "";
	(void)!fread(events, 1, 65535, file);
	(void)fclose(file);
	cr_assert_eq(unlink(events_path), 0);
	cr_assert_null(canary_find(events, strlen(events)), "%s", events);
	return events;
}

static size_t count(const char *events, const char *words)
{
	size_t found = 0;

	for (events = strstr(events, words); events != NULL;
	     events = strstr(events + 1, words))
		found++;
	return found;
}

/* One more run of the timer. */
static const char *run(int status)
{
	const struct outcome *got = akv("check", "--notify", "--timeout", "5");

	expect_status(got, status);
	return told();
}

#define EVENT(name) "\"event\":\"" name "\""

static void expect_told(const char *events, const char *event, size_t times)
{
	cr_expect_eq(count(events, event), times, "%zu times %s in\n%s", times,
		     event, events);
	cr_expect_eq(count(events, "\"event\":"), times, "%s", events);
}

Test(notify, tells_of_a_loss_once_and_of_the_return_once)
{
	const char *events;

	expect_told(run(0), EVENT("lost"), 0);
	cloud_tell("DELETE", "/vaults/contoso/secrets/sftp-password", "{}");
	events = run(3);
	expect_told(events, EVENT("lost"), 1);
	cr_expect_not_null(strstr(events, "\"connection\":\"nightly-export\""));
	cr_expect_not_null(strstr(events, "\"state\":\"deleted\""));
	cr_expect_not_null(strstr(events, "can be recovered until "));
	cr_expect_not_null(strstr(events, "\"recoverableUntil\":\"2"));
	cr_expect_not_null(strstr(events,
				  "to recover it: az keyvault secret recover "
				  "--vault-name contoso --name "
				  "sftp-password\""));
	expect_told(run(3), EVENT("lost"), 0);

	cloud_put_secret("contoso", "sftp-password", "another value");
	expect_told(run(0), EVENT("found"), 1);
	expect_told(run(0), EVENT("found"), 0);
}

Test(notify, tells_of_an_end_once)
{
	expect_told(run(0), EVENT("expiring"), 0);
	cloud_put_secret_json("contoso", "unicode",
			      "{'value': 'some value', 'attributes': "
			      "{'exp': '+86400'}}");
	expect_told(run(0), EVENT("expiring"), 1);
	expect_told(run(0), EVENT("expiring"), 0);
	cloud_put_secret_json("contoso", "unicode",
			      "{'value': 'some value', 'attributes': "
			      "{'exp': '-1'}}");
	expect_told(run(11), EVENT("lost"), 1);
}

/* The commonest cause of a lost secret is a network that is down. */
Test(notify, believes_in_an_outage_after_three_runs)
{
	expect_told(run(0), EVENT("lost"), 0);
	cloud_tell("DELETE", "/vaults/contoso", "{}");
	expect_told(run(7), EVENT("lost"), 0);
	/* who tries by hand is not counted */
	expect_status(akv("check", "--timeout", "5"), 7);
	expect_told(run(7), EVENT("lost"), 0);
	expect_told(run(7), EVENT("lost"), 3);
	expect_told(run(7), EVENT("lost"), 0);
}

Test(notify, tells_what_is_lost_already_at_the_first_run)
{
	cloud_tell("POST", "/vaults/contoso", "{'grants': []}");
	/* a look by hand tells nobody, and takes nothing away */
	expect_status(akv("check"), 5);
	cr_expect_str_eq(told(), "");
	expect_told(run(5), EVENT("lost"), 3);
}

Test(notify, puts_nothing_into_the_command_line)
{
	char words[64] = "";
	FILE *file;

	cloud_tell("DELETE", "/vaults/contoso/secrets/sftp-password", "{}");
	expect_told(run(3), EVENT("lost"), 1);
	file = fopen(sandbox_text("%s.words", events_path), "r");
	cr_assert_not_null(file);
	cr_assert_not_null(fgets(words, sizeof(words), file));
	(void)fclose(file);
	cr_expect_str_eq(words, "1 a word\n");
}

Test(notify, tells_again_where_the_command_failed)
{
	const struct outcome *got;

	cloud_tell("DELETE", "/vaults/contoso/secrets/sftp-password", "{}");
	(void)sandbox_write("notify", 0755, "#!/bin/sh\nexit 9\n");
	got = akv("check", "--notify");
	expect_status(got, 3);
	cr_expect_not_null(strstr(got->err, "notify ended with status 9"), "%s",
			   outcome_words(got));
	cloud_put_secret_json("contoso", "unicode",
			      "{'value': 'some value', 'attributes': "
			      "{'exp': '+86400'}}");
	cloud_put_secret("contoso", "sftp-password", "another value");
	/* the one that was not told of, and is over, is no news; the end is */
	expect_status(akv("check", "--notify"), 1);
	(void)sandbox_write("notify", 0755, "#!/bin/sh\ncat >>%s\n",
			    events_path);
	expect_told(run(0), EVENT("expiring"), 1);
}

Test(notify, tries_once_what_cannot_be_started)
{
	const struct outcome *got;

	cloud_tell("POST", "/vaults/contoso", "{'grants': []}");
	cr_assert_eq(unlink(sandbox_path("notify")), 0);
	got = akv("check", "--notify");
	expect_status(got, 5);
	cr_expect_not_null(strstr(got->err, "by the next run: 3; the first: "
					    "cannot start "),
			   "%s", outcome_words(got));
}

Test(notify, does_not_mind_a_command_that_does_not_read)
{
	cloud_tell("DELETE", "/vaults/contoso/secrets/sftp-password", "{}");
	(void)sandbox_write("notify", 0755, "#!/bin/sh\nexec <&-\nexit 0\n");
	expect_told(run(3), EVENT("lost"), 0);
	(void)sandbox_write("notify", 0755, "#!/bin/sh\ncat >>%s\n",
			    events_path);
	expect_told(run(3), EVENT("lost"), 0);
}

Test(notify, says_when_there_is_nobody_to_tell)
{
	const struct outcome *got;

	config_default();
	cloud_tell("DELETE", "/vaults/contoso/secrets/sftp-password", "{}");
	if (access("/run/systemd/journal/socket", W_OK) == 0)
		cr_skip_test("there is a journal here");
	got = akv("check", "--notify");
	expect_status(got, 3);
	cr_expect_not_null(strstr(got->err, "nobody could be told of 1 "), "%s",
			   outcome_words(got));
}

Test(notify, survives_a_state_file_of_garbage)
{
	const char *state;

	expect_told(run(0), EVENT("lost"), 0);
	state = program_run(&(struct program){
				    .path = "/bin/sh",
				    .arguments = WORDS(
					    "-c",
					    "for f in .local/state/akv/check-*;"
					    " do echo garbage >$f; stat -c %a "
					    "$f; done"),
				    .directory = sandbox_path("home") })
			->out;
	cr_expect_str_eq(state, "600\n");
	cloud_tell("DELETE", "/vaults/contoso/secrets/sftp-password", "{}");
	expect_told(run(3), EVENT("lost"), 1);
	expect_told(run(3), EVENT("lost"), 0);
}
