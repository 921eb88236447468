/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_REPORT_H
#define AKV_CMD_REPORT_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * Words for people, on stderr: "akv: what happened (Reason)" and "hint: what
 * to do".  The one place that prints an error.
 */

/* akv_report_only_errors(): from now on warnings and notes are kept
 * back. */
void akv_report_only_errors(void);

/* akv_report_error(err): print ${err} and its hints. */
void akv_report_error(const struct akv_error *err);

/* akv_report_warning(fmt, ...): print one warning; no LF, no full stop. */
void akv_report_warning(const char *fmt, ...) AKV_PRINTF(1, 2);

/* akv_report_warning_of(err, what): warn of ${what} ("the object id is
 * unknown"), because of ${err}, with its hints. */
void akv_report_warning_of(const struct akv_error *err, const char *what);

/* akv_report_note(fmt, ...): the same for what is no reason to worry. */
void akv_report_note(const char *fmt, ...) AKV_PRINTF(1, 2);

#endif
