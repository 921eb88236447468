/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_PROTOCOL_ENTRIES_H
#define AKV_TESTS_PROTOCOL_ENTRIES_H

#include <stddef.h>

#include "protocol/entry.h"

/* What the tests of formats share. */

typedef enum akv_code entries_format(const struct akv_entry *entry,
				     struct akv_secret **out,
				     struct akv_error *err);

/* entries_sample(): user bob at example.com; the value comes later. */
struct akv_entry entries_sample(void);

/* entries_expect(format, entry, value, expected): ${entry} with ${value} is
 * written as ${expected}. */
void entries_expect(entries_format *format, struct akv_entry entry,
		    const char *value, const char *expected);

/* entries_refuse(format, entry, bytes, len, reason): it is not written, and
 * the message has nothing of it. */
void entries_refuse(entries_format *format, struct akv_entry entry,
		    const char *bytes, size_t len, const char *reason);

#endif
