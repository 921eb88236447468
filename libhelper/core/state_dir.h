/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_STATE_DIR_H
#define AKV_CORE_STATE_DIR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Directories of ours that are not configuration, by the XDG Base Directory
 * specification and systemd.exec(5).
 */
enum akv_state_dir {
	AKV_STATE_DIR_RUNTIME, /* locks: gone with the session or the unit */
	AKV_STATE_DIR_STATE,   /* what is remembered between runs */
};

/*
 * akv_state_dir_path(which, file, path, size): the path of ${file} in that
 * directory, in ${path} of ${size} bytes.  The directory is there, ours and
 * private (0700).  False when none can be had.
 *
 * It is akv/ in the first of these where that works, made when missing.
 * Runtime: $RUNTIME_DIRECTORY, $XDG_RUNTIME_DIR, $XDG_CACHE_HOME, ~/.cache.
 * State: $STATE_DIRECTORY, $XDG_STATE_HOME, ~/.local/state.  The last two of
 * each are made, too (0700).  One that belongs to somebody else is passed
 * over: after sudo(8) the variables may still be the caller's, who could not
 * use what we left there.
 */
bool akv_state_dir_path(enum akv_state_dir which, const char *file, char *path,
			size_t size);

/*
 * akv_state_dir_find(which, file, path, size): the same for who only reads:
 * nothing is made, and a place without our directory is passed over.
 */
bool akv_state_dir_find(enum akv_state_dir which, const char *file, char *path,
			size_t size);

#endif
