/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_LOCK_FILE_H
#define AKV_CORE_LOCK_FILE_H

#include <stdbool.h>

#include "libhelper/base/clock.h"

/*
 * Lock files (flock(2)) in the runtime directory (state_dir.h).  They are
 * never removed, because removing a file that others hold open ends the
 * exclusion.  The kernel drops the lock of a process that dies; one that is
 * stopped keeps it, so whoever waits has to be able to go on without.
 */

/*
 * akv_lock_file_open(name): a descriptor of the lock file ${name}, made when
 * missing; close(2) also drops the lock.  -1 when there is no directory that
 * we may use.
 */
int akv_lock_file_open(const char *name);

/* akv_lock_file_take(fd, deadline): wait for the lock until ${deadline}. */
bool akv_lock_file_take(int fd, struct akv_deadline deadline);

#endif
