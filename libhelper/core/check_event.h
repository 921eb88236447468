/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_CHECK_EVENT_H
#define AKV_CORE_CHECK_EVENT_H

#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/check_change.h"
#include "libhelper/core/check_row.h"

/*
 * A change that is told: to people who read the journal, and to a command of
 * the user's.
 */
struct akv_check_notice {
	enum akv_check_event event;
	const struct akv_check_row *row;
	int64_t now_s;
	const char *command; /* as configured, for _run() */
};

enum { AKV_CHECK_EVENT_MESSAGE_SIZE = 1536 };

/* akv_check_event_message(notice, message): one sentence, with the command
 * that recovers the secret where there is one, in ${message}, which has
 * AKV_CHECK_EVENT_MESSAGE_SIZE bytes. */
void akv_check_event_message(const struct akv_check_notice *notice,
			     char *message);

/* akv_check_event_json(notice, out, err): one line of JSON, ended by LF, in
 * ${out}, the caller's. */
enum akv_code akv_check_event_json(const struct akv_check_notice *notice,
				   struct akv_secret **out,
				   struct akv_error *err) AKV_CHECKED;

/* akv_check_event_log(notice, err): write it to the journal.  Fails as
 * akv_journal_send() does. */
enum akv_code akv_check_event_log(const struct akv_check_notice *notice,
				  struct akv_error *err) AKV_CHECKED;

/* akv_check_event_run(notice, err): start ${notice->command} with the JSON on
 * its stdin.  Fails as akv_program_run() does. */
enum akv_code akv_check_event_run(const struct akv_check_notice *notice,
				  struct akv_error *err) AKV_CHECKED;

#endif
