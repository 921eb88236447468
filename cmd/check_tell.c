/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <unistd.h>

#include "cmd/report.h"
#include "libhelper/base/clock.h"
#include "libhelper/core/check_change.h"
#include "libhelper/core/check_event.h"
#include "libhelper/core/check_state.h"
#include "libhelper/core/lock_file.h"
#include "libhelper/edge/journal.h"

#include "cmd/check_tell.h"

enum {
	TURN_MS = 10000,     /* to wait for another check to have told */
	COMMANDS_MS = 60000, /* no command is started later */
};

/* Telling under way. */
struct telling {
	const struct akv_config *config;
	const struct akv_check_rows *rows;
	struct akv_check_state_file *file;
	struct akv_deadline deadline;
	bool has_journal;
	size_t untold;	      /* changes that nobody is there to be told */
	size_t failures;      /* in telling somebody who is */
	struct akv_error why; /* the first of them */
};

static int take_turn(void)
{
	int fd = akv_lock_file_open("check.lock");

	/* who cannot have a turn goes on without */
	if (fd >= 0)
		(void)akv_lock_file_take(fd, akv_clock_deadline_in(TURN_MS));
	return fd;
}

static enum akv_code too_many(struct akv_error *err)
{
	return akv_fail(err, AKV_ERR_STORE, "TooManyConnections",
			"more than %d secrets cannot be remembered",
			AKV_CHECK_RECORDS_MAX);
}

static enum akv_code remember(struct akv_check_state_file *file,
			      struct akv_check_rows *rows, bool counts,
			      struct akv_error *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct akv_check_row *row = &rows->list[i];
		const struct akv_check_key key = akv_check_row_key(row);
		struct akv_check_record *record =
			akv_check_state_record(file, &key);

		if (record == NULL)
			return too_many(err);
		akv_check_change_apply(record, row->state, rows->now_s, counts);
		row->since = record->since;
	}
	if (rows->is_all)
		akv_check_state_forget_older(file, rows->now_s);
	return AKV_OK;
}

/* -- telling -- */

static bool has_channel(const struct telling *telling,
			enum akv_check_channel channel)
{
	return channel == AKV_CHECK_JOURNAL ?
		       telling->has_journal :
		       telling->config->notify_command != NULL;
}

static enum akv_code tell(struct telling *telling,
			  enum akv_check_channel channel,
			  const struct akv_check_notice *notice,
			  struct akv_error *err)
{
	if (channel == AKV_CHECK_JOURNAL)
		return akv_check_event_log(notice, err);
	if (akv_clock_left_ms(telling->deadline) == 0)
		return akv_fail(err, AKV_ERR_OTHER, "NotifyTimedOut",
				"the command of [notify] has no time for more "
				"changes in this run");
	return akv_check_event_run(notice, err);
}

static void note_failure(struct telling *telling, const struct akv_error *err)
{
	if (telling->failures == 0)
		telling->why = *err;
	telling->failures++;
	/* what cannot be started once cannot be started a hundred times */
	if (strcmp(err->reason, "ProgramNotStarted") == 0)
		telling->deadline = akv_clock_deadline_in(0);
}

/* true: somebody who is to be told cannot be. */
static bool is_untold(struct telling *telling, struct akv_check_record *record,
		      const struct akv_check_row *row,
		      enum akv_check_channel channel)
{
	const struct akv_check_notice notice = {
		.event = akv_check_change_event(record, channel),
		.row = row,
		.now_s = telling->rows->now_s,
		.command = telling->config->notify_command,
	};
	struct akv_error err = { 0 };

	if (notice.event != AKV_CHECK_NOTHING) {
		if (!has_channel(telling, channel))
			return true;
		if (tell(telling, channel, &notice, &err) != AKV_OK) {
			note_failure(telling, &err);
			return false;
		}
	}
	akv_check_change_told(record, channel);
	return false;
}

static void tell_of(struct telling *telling, const struct akv_check_row *row)
{
	const struct akv_check_key key = akv_check_row_key(row);
	struct akv_check_record *record =
		akv_check_state_record(telling->file, &key);
	bool journal;
	bool command;

	if (record == NULL)
		return;
	journal = is_untold(telling, record, row, AKV_CHECK_JOURNAL);
	command = is_untold(telling, record, row, AKV_CHECK_COMMAND);
	if (journal && command)
		telling->untold++;
}

static enum akv_code tell_all(struct telling *telling, struct akv_error *err)
{
	telling->has_journal = akv_journal_is_there();
	telling->deadline = akv_clock_deadline_in(COMMANDS_MS);
	for (size_t i = 0; i < telling->rows->count; i++)
		tell_of(telling, &telling->rows->list[i]);
	if (telling->untold > 0)
		akv_report_warning("nobody could be told of %zu changes: there "
				   "is no journal here, and no command in "
				   "[notify]",
				   telling->untold);
	if (telling->failures == 0)
		return AKV_OK;
	akv_report_warning("notifications that failed, and are repeated by the "
			   "next run: %zu; the first: %s (%s)",
			   telling->failures, telling->why.text,
			   telling->why.reason);
	*err = telling->why;
	return AKV_ERR_OTHER;
}

/* -- all of it -- */

static enum akv_code remember_and_tell(struct telling *telling,
				       struct akv_check_rows *rows, bool notify,
				       struct akv_error *err)
{
	struct akv_error unsaved = { 0 };
	enum akv_code code = remember(telling->file, rows, notify, err);

	if (code == AKV_OK && notify)
		code = tell_all(telling, err);
	if (akv_check_state_save(telling->file, &unsaved) == AKV_OK)
		return code;
	akv_report_warning("this check will not be remembered: %s (%s)",
			   unsaved.text, unsaved.reason);
	*err = unsaved;
	return AKV_ERR_STORE;
}

enum akv_code akv_check_tell(const struct akv_config *config,
			     struct akv_check_rows *rows, bool notify,
			     struct akv_error *err)
{
	struct telling telling = { .config = config, .rows = rows };
	int turn = take_turn();
	enum akv_code code = akv_check_state_load(config, &telling.file, err);

	if (code == AKV_OK)
		code = remember_and_tell(&telling, rows, notify, err);
	akv_check_state_free(telling.file);
	if (turn >= 0)
		(void)close(turn);
	return code;
}
