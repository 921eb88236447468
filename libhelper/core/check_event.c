/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/text.h"
#include "libhelper/core/command_words.h"
#include "libhelper/edge/journal.h"
#include "libhelper/edge/program.h"

#include "libhelper/core/check_event.h"

enum {
	JSON_MAX = 16384,
	FIELD_SIZE = 2048,
	COMMAND_LIMIT_MS = 30000,
};

/* What the journal has for each: an id that never changes, by which it can be
 * searched (journalctl MESSAGE_ID=...), and syslog's priority. */
static const struct {
	const char *message_id;
	const char *priority;
} kinds[] = {
	[AKV_CHECK_NOTHING] = { "MESSAGE_ID=", "PRIORITY=7" },
	[AKV_CHECK_LOST] = { "MESSAGE_ID=4e290489234c41c6a4099547065ec753",
			     "PRIORITY=3" },
	[AKV_CHECK_FOUND] = { "MESSAGE_ID=2dfd6e653c6e49bcb465cd5fb130d752",
			      "PRIORITY=5" },
	[AKV_CHECK_EXPIRING] = { "MESSAGE_ID=bd63e5bd7d184f3fb6576cc8345c4507",
				 "PRIORITY=4" },
};

static void add_found_again(const struct akv_check_row *row,
			    struct akv_text *text)
{
	if (row->secret == NULL)
		akv_text_add(text, "its password is there again");
	else
		akv_text_addf(text, "secret %s in vault %s is accessible again",
			      row->secret, row->connection->vault->name);
}

void akv_check_event_message(const struct akv_check_notice *notice,
			     char *message)
{
	const struct akv_check_row *row = notice->row;
	struct akv_text text;

	akv_text_init(&text, message, AKV_CHECK_EVENT_MESSAGE_SIZE);
	akv_text_addf(&text, "connection %s: ", row->connection->name);
	if (notice->event == AKV_CHECK_FOUND) {
		add_found_again(row, &text);
		if (row->state != AKV_CHECK_EXPIRES_SOON)
			return;
		akv_text_add(&text, "; ");
	}
	akv_check_row_story(row, &text);
}

enum akv_code akv_check_event_json(const struct akv_check_notice *notice,
				   struct akv_secret **out,
				   struct akv_error *err)
{
	AKV_AUTO(json) *object = akv_check_row_describe(notice->row);
	AKV_AUTO(secret) *text = NULL;
	char message[AKV_CHECK_EVENT_MESSAGE_SIZE];
	char date[AKV_CLOCK_DATE_SIZE];
	enum akv_code code;

	akv_clock_date(notice->now_s, date);
	akv_check_event_message(notice, message);
	akv_json_set_text(object, "event",
			  akv_check_change_word(notice->event));
	akv_json_set_text(object, "time", date);
	akv_json_set_text(object, "message", message);
	code = akv_secret_new(JSON_MAX, &text, err);
	if (code == AKV_OK)
		code = akv_json_write(object, false, text, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(text, "\n", err);
	if (code != AKV_OK)
		return code;
	*out = text;
	text = NULL; /* the caller's now */
	return AKV_OK;
}

/* -- the journal -- */

/* The fields of an entry; the texts of those that are not fixed. */
struct entry {
	const char *fields[AKV_JOURNAL_FIELDS_MAX];
	char texts[AKV_JOURNAL_FIELDS_MAX][FIELD_SIZE];
	size_t count;
};

/* What is not known has no field; ${name} ends in =. */
static void add_field(struct entry *entry, const char *name, const char *value)
{
	struct akv_text text;

	if (value == NULL || value[0] == '\0' ||
	    entry->count == AKV_JOURNAL_FIELDS_MAX)
		return;
	akv_text_init(&text, entry->texts[entry->count], FIELD_SIZE);
	akv_text_addf(&text, "%s%s", name, value);
	entry->fields[entry->count] = entry->texts[entry->count];
	entry->count++;
}

static void add_date(struct entry *entry, const char *name, int64_t unix_s)
{
	char date[AKV_CLOCK_DATE_SIZE];

	if (unix_s == 0)
		return;
	akv_clock_date(unix_s, date);
	add_field(entry, name, date);
}

static void fill_entry(const struct akv_check_notice *notice,
		       struct entry *entry)
{
	const struct akv_check_row *row = notice->row;
	char text[AKV_CHECK_EVENT_MESSAGE_SIZE] = "";
	struct akv_text recovery;

	akv_check_event_message(notice, text);
	add_field(entry, "MESSAGE=", text);
	entry->fields[entry->count++] = kinds[notice->event].message_id;
	entry->fields[entry->count++] = kinds[notice->event].priority;
	add_field(entry, "SYSLOG_IDENTIFIER=", "akv");
	add_field(entry, "AKV_EVENT=", akv_check_change_word(notice->event));
	add_field(entry, "AKV_STATE=", akv_check_word(row->state));
	add_field(entry, "AKV_CONNECTION=", row->connection->name);
	if (row->secret != NULL)
		add_field(entry, "AKV_VAULT=", row->connection->vault->name);
	add_field(entry, "AKV_SECRET=", row->secret);
	add_field(entry, "AKV_SECRET_VERSION=", row->pinned);
	add_field(entry, "AKV_REASON=", row->err.reason);
	add_field(entry, "AKV_OBJECT_ID=", row->object_id);
	add_date(entry, "AKV_SINCE=", row->since);
	add_date(entry, "AKV_EXPIRES=", row->expires_at);
	add_date(entry, "AKV_RECOVERABLE_UNTIL=", row->recoverable_until);
	akv_text_init(&recovery, text, sizeof(text));
	akv_check_row_recovery(row, &recovery);
	add_field(entry, "AKV_RECOVER=", text);
	add_field(entry, "AKV_HINT=", row->err.hint);
}

enum akv_code akv_check_event_log(const struct akv_check_notice *notice,
				  struct akv_error *err)
{
	struct entry *entry = calloc(1, sizeof(*entry));
	enum akv_code code;

	if (entry == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	fill_entry(notice, entry);
	code = akv_journal_send(entry->fields, entry->count, err);
	free(entry);
	return code;
}

/* -- the command -- */

enum akv_code akv_check_event_run(const struct akv_check_notice *notice,
				  struct akv_error *err)
{
	AKV_AUTO(secret) *event = NULL;
	struct akv_program program = { .limit_ms = COMMAND_LIMIT_MS };
	char **words = NULL;
	enum akv_code code = akv_check_event_json(notice, &event, err);

	if (code != AKV_OK)
		return code;
	code = akv_command_words_split(notice->command, &words, err);
	if (code != AKV_OK)
		return code;
	program.words = words;
	program.input = event;
	code = akv_program_run(&program, err);
	akv_command_words_free(words);
	return code;
}
