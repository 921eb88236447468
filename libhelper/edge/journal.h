/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_JOURNAL_H
#define AKV_EDGE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * The journal, systemd-journald.service(8), through libsystemd, which is loaded
 * by name when there is something to tell: nothing else of this program needs
 * it.
 */

enum { AKV_JOURNAL_FIELDS_MAX = 24 };

/* akv_journal_is_there(): does somebody listen on this machine? */
bool akv_journal_is_there(void);

/*
 * akv_journal_send(fields, count, err): one entry of ${count} fields, at most
 * AKV_JOURNAL_FIELDS_MAX, each "NAME=value".  AKV_ERR_OTHER (LibraryMissing,
 * JournalFailed) when it cannot be written.
 */
enum akv_code akv_journal_send(const char *const *fields, size_t count,
			       struct akv_error *err) AKV_CHECKED;

#endif
