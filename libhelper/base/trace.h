/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_TRACE_H
#define AKV_BASE_TRACE_H

#include <stdbool.h>

#include "libhelper/base/attr.h"

/*
 * What the program is doing, for the person who asked with --debug or
 * AKV_TRACE=1: lines on stderr, each with the milliseconds since the start.
 * Takes ordinary text only; a secret does not fit by type.
 */

/* akv_trace_enable(): from now on akv_trace() writes. */
void akv_trace_enable(void);

/* akv_trace_enabled(): whether it does. */
bool akv_trace_enabled(void);

/*
 * akv_trace(fmt, ...): write one line, if enabled.  Bytes from peers are
 * escaped as in an error's text.
 */
void akv_trace(const char *fmt, ...) AKV_PRINTF(1, 2);

#endif
