/* SPDX-License-Identifier: MIT */
#ifndef AKV_REPLY_DATE_TIME_H
#define AKV_REPLY_DATE_TIME_H

#include <stdbool.h>
#include <stdint.h>

/*
 * akv_date_time_parse(text, out): ${text} as Unix seconds, in any of the forms
 * in which services of Azure write until when a token lasts: RFC 3339
 * (2026-11-23T21:07:00.5Z), 2026-11-23 21:07:00, 11/23/2026 21:07:00; in UTC
 * unless Z or an offset (+01:00), with or without a space in front, says
 * otherwise.  False, with ${out} untouched, for anything else.
 */
bool akv_date_time_parse(const char *text, int64_t *out);

#endif
