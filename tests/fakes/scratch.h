/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_SCRATCH_H
#define AKV_TESTS_FAKES_SCRATCH_H

#include <stddef.h>
#include <sys/types.h>

/*
 * A directory of a test's own, for TestSuite(..., .init = scratch_make,
 * .fini = scratch_remove).  HOME and all XDG_* and AKV_* and AZURE_* variables
 * that decide where we look and as whom are unset.
 */

/* scratch_make(), scratch_remove(): the directory, and no directory. */
void scratch_make(void);
void scratch_remove(void);

/*
 * scratch_path(name): the path of ${name} in the directory; borrowed until the
 * fourth call after this one.
 */
const char *scratch_path(const char *name);

/*
 * scratch_write(name, bytes, len, mode): write the file ${name}, and the
 * directories in front of it; its path, borrowed as above.
 */
const char *scratch_write(const char *name, const void *bytes, size_t len,
			  mode_t mode);

/* scratch_text(name, text): the same for a text, with mode 0600. */
const char *scratch_text(const char *name, const char *text);

#endif
