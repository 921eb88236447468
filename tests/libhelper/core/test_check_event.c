/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "libhelper/core/check_event.h"
#include "libhelper/edge/journal.h"
#include "tests/fakes/scratch.h"

static struct akv_vault_config vault = {
	.name = (char[]){ "contoso" },
	.host = (char[]){ "contoso.vault.azure.net" },
};
static struct akv_connection_config connection = {
	.name = (char[]){ "nightly" },
	.vault = &vault,
};

static struct akv_check_row row;
static struct akv_check_notice notice;
static struct akv_error err;

/* In the place of the real one: the fields, each in a line of its own. */
static char entry[32768];
static enum akv_code journal_code;

bool akv_journal_is_there(void)
{
	return true;
}

enum akv_code akv_journal_send(const char *const *fields, size_t count,
			       struct akv_error *error)
{
	struct akv_text text;

	akv_text_init(&text, entry, sizeof(entry));
	akv_text_add(&text, "\n");
	for (size_t i = 0; i < count; i++)
		akv_text_addf(&text, "%s\n", fields[i]);
	cr_assert_not(text.cut);
	if (journal_code != AKV_OK)
		return akv_fail(error, journal_code, "JournalFailed", "full");
	return AKV_OK;
}

static void set_up(void)
{
	scratch_make();
	(void)signal(SIGPIPE, SIG_IGN);
	row = (struct akv_check_row){
		.connection = &connection,
		.secret = "sftp-password",
		.state = AKV_CHECK_DELETED,
		.deleted_at = 1,
		.recoverable_until = 86400,
		.since = 2,
	};
	akv_fail(&row.err, AKV_ERR_NOT_FOUND, "SecretDeleted",
		 "secret sftp-password in vault contoso was deleted and can be "
		 "recovered until 1970-01-02T00:00:00+00:00");
	akv_error_hint(&row.err, "one");
	akv_error_hint(&row.err, "two");
	notice = (struct akv_check_notice){ .event = AKV_CHECK_LOST,
					    .row = &row,
					    .now_s = 3 };
	journal_code = AKV_OK;
}

TestSuite(check_event, .init = set_up, .fini = scratch_remove);

#define RECOVER \
	"az keyvault secret recover --vault-name contoso --name sftp-password"
#define LOST \
	"connection nightly: secret sftp-password in vault contoso was " \
	"deleted and can be recovered until 1970-01-02T00:00:00+00:00; to " \
	"recover it: " RECOVER

static void expect_message(const char *expected)
{
	char message[AKV_CHECK_EVENT_MESSAGE_SIZE];

	akv_check_event_message(&notice, message);
	cr_expect_str_eq(message, expected);
}

static void find_again(enum akv_check_state state)
{
	notice.event = AKV_CHECK_FOUND;
	row.state = state;
	row.err = (struct akv_error){ 0 };
	row.expires_at = 86400;
}

Test(check_event, says_what_is_lost_and_how_to_get_it_back)
{
	expect_message(LOST);
}

Test(check_event, says_what_is_found_again)
{
	find_again(AKV_CHECK_ACCESSIBLE);
	expect_message("connection nightly: secret sftp-password in vault "
		       "contoso is accessible again");
	find_again(AKV_CHECK_EXPIRES_SOON);
	expect_message("connection nightly: secret sftp-password in vault "
		       "contoso is accessible again; secret sftp-password in "
		       "vault contoso expires on 1970-01-02T00:00:00+00:00");
	find_again(AKV_CHECK_ACCESSIBLE);
	row.secret = NULL;
	expect_message("connection nightly: its password is there again");
}

Test(check_event, says_what_ends)
{
	find_again(AKV_CHECK_EXPIRES_SOON);
	notice.event = AKV_CHECK_EXPIRING;
	expect_message("connection nightly: secret sftp-password in vault "
		       "contoso expires on 1970-01-02T00:00:00+00:00");
}

Test(check_event, is_a_line_of_json)
{
	AKV_AUTO(secret) *line = NULL;
	AKV_AUTO(json) *object = NULL;

	cr_assert_eq(akv_check_event_json(&notice, &line, &err), AKV_OK);
	cr_assert_eq(akv_json_parse(line, &object, NULL), AKV_OK);
	cr_expect_str_eq(akv_json_text(akv_json_member(object, "event"), NULL),
			 "lost");
	cr_expect_str_eq(akv_json_text(akv_json_member(object, "time"), NULL),
			 "1970-01-01T00:00:03+00:00");
	cr_expect_str_eq(
		akv_json_text(akv_json_member(object, "message"), NULL), LOST);
	cr_expect_str_eq(akv_json_text(akv_json_member(object, "state"), NULL),
			 "deleted");
	cr_expect_str_eq(
		akv_json_text(akv_json_member(object, "recover"), NULL),
		RECOVER);
	cr_expect_eq(strchr(akv_secret_text(line), '\n') -
			     akv_secret_text(line),
		     (long)akv_secret_len(line) - 1);
}

Test(check_event, has_structured_fields_in_the_journal)
{
	static const char *const fields[] = {
		"\nPRIORITY=3\n",
		"\nSYSLOG_IDENTIFIER=akv\n",
		"\nAKV_EVENT=lost\n",
		"\nAKV_STATE=deleted\n",
		"\nAKV_CONNECTION=nightly\n",
		"\nAKV_VAULT=contoso\n",
		"\nAKV_SECRET=sftp-password\n",
		"\nAKV_REASON=SecretDeleted\n",
		"\nAKV_RECOVERABLE_UNTIL=1970-01-02T00:00:00+00:00\n",
		"\nAKV_HINT=one\ntwo\n",
	};
	const char *id;

	cr_assert_eq(akv_check_event_log(&notice, &err), AKV_OK);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		cr_expect_not_null(strstr(entry, fields[i]), "%s in %s",
				   fields[i], entry);
	cr_expect_not_null(strstr(entry, "\nMESSAGE=" LOST "\n"));
	cr_expect_not_null(strstr(entry, "\nAKV_RECOVER=" RECOVER "\n"));
	cr_expect_null(strstr(entry, "AKV_SECRET_VERSION="));
	cr_expect_null(strstr(entry, "AKV_EXPIRES="));
	id = strstr(entry, "\nMESSAGE_ID=");
	cr_assert_not_null(id);
	cr_expect_eq(strspn(id + strlen("\nMESSAGE_ID="), "0123456789abcdef"),
		     32);
}

Test(check_event, has_one_id_for_each_kind)
{
	char ids[3][33];

	for (int i = 0; i < 3; i++) {
		const char *id;

		notice.event = (enum akv_check_event)((int)AKV_CHECK_LOST + i);
		cr_assert_eq(akv_check_event_log(&notice, &err), AKV_OK);
		id = strstr(entry, "\nMESSAGE_ID=");
		cr_assert_not_null(id);
		(void)snprintf(ids[i], sizeof(ids[i]), "%.32s",
			       id + strlen("\nMESSAGE_ID="));
	}
	cr_expect_str_neq(ids[0], ids[1]);
	cr_expect_str_neq(ids[1], ids[2]);
	cr_expect_str_neq(ids[0], ids[2]);
}

Test(check_event, says_that_the_journal_is_broken)
{
	journal_code = AKV_ERR_OTHER;
	cr_expect_eq(akv_check_event_log(&notice, &err), AKV_ERR_OTHER);
	cr_expect_str_eq(err.reason, "JournalFailed");
}

Test(check_event, starts_the_command_with_the_event_on_its_stdin)
{
	char command[512];
	char line[8192] = "";
	FILE *out;

	(void)snprintf(command, sizeof(command),
		       "/bin/sh -c 'cat >\"$1\"' x %s", scratch_path("out"));
	notice.command = command;
	cr_assert_eq(akv_check_event_run(&notice, &err), AKV_OK);
	out = fopen(scratch_path("out"), "r");
	cr_assert_not_null(out);
	cr_expect_not_null(fgets(line, sizeof(line), out));
	(void)fclose(out);
	cr_expect_not_null(strstr(line, "\"event\":\"lost\""));
	cr_expect_not_null(strstr(line, "\"connection\":\"nightly\""));
}

Test(check_event, says_how_the_command_failed)
{
	notice.command = "/bin/sh -c 'exit 9'";
	cr_expect_eq(akv_check_event_run(&notice, &err), AKV_ERR_OTHER);
	cr_expect_str_eq(err.text, "/bin/sh ended with status 9");
}
