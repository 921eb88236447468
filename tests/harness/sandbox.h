/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_SANDBOX_H
#define AKV_TESTS_HARNESS_SANDBOX_H

#include <stdarg.h>
#include <stddef.h>
#include <sys/types.h>

#include "libhelper/base/attr.h"

/*
 * A directory of the test's own, with all that a program looks for in a home:
 * home/, run/ (XDG_RUNTIME_DIR), config (what AKV_CONFIG names).  Everything
 * that a harness function returns is borrowed and lives until
 * sandbox_remove().
 */

/*
 * sandbox_make(): one for this process; there is none yet.  However the
 * process ends, the sandbox goes with it.
 */
void sandbox_make(void);

/* sandbox_remove(): remove it with all that is inside. */
void sandbox_remove(void);

/* sandbox_path(fmt, ...): the path of something in it. */
const char *sandbox_path(const char *fmt, ...) AKV_PRINTF(1, 2);

/*
 * sandbox_write(name, mode, fmt, ...): make or replace a file, whatever the
 * umask; its path.
 */
const char *sandbox_write(const char *name, mode_t mode, const char *fmt, ...)
	AKV_PRINTF(3, 4);

/* sandbox_write_bytes(name, mode, bytes, len): the same for any bytes. */
const char *sandbox_write_bytes(const char *name, mode_t mode,
				const void *bytes, size_t len);

/*
 * sandbox_text(fmt, ...), sandbox_vtext(fmt, args): a formatted string that
 * outlives its block.
 */
const char *sandbox_text(const char *fmt, ...) AKV_PRINTF(1, 2);
char *sandbox_vtext(const char *fmt, va_list args) AKV_PRINTF(1, 0);

/* sandbox_repeat(piece, times): ${piece} so many times in a row. */
const char *sandbox_repeat(const char *piece, size_t times);

/* sandbox_keep(memory): have free(3) called on it at the end; returns it. */
void *sandbox_keep(void *memory);

#endif
