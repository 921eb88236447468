/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_ASKPASS_GUARD_H
#define AKV_CORE_ASKPASS_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * What an askpass has answered, and to whom: a program that asks the same once
 * more was refused with the first answer, and would be with the second.
 */

/* A process, told apart from a later one that got its number. */
struct akv_askpass_caller {
	pid_t pid;	  /* 0: not known */
	uint64_t started; /* clock ticks since boot; proc(5), starttime */
};

struct akv_askpass_answered {
	struct akv_askpass_caller caller;
	uint64_t subject; /* a digest of it, not for keeping secrets */
};

enum { AKV_ASKPASS_GUARD_MAX = 64 };

/* The last answers of one process; an all-zero one knows none. */
struct akv_askpass_guard {
	struct akv_askpass_answered answers[AKV_ASKPASS_GUARD_MAX];
	uint64_t next; /* where the next one goes, modulo the size */
};

/*
 * akv_askpass_guard_parent(pid): the process that started ${pid}; by proc(5).
 * Unknown where that cannot be told.
 */
struct akv_askpass_caller akv_askpass_guard_parent(pid_t pid);

/*
 * akv_askpass_guard_enter(guard, caller, subject): is it the first time that
 * ${caller} asks for ${subject}?  From now on it is not.
 */
bool akv_askpass_guard_enter(struct akv_askpass_guard *guard,
			     struct akv_askpass_caller caller,
			     const char *subject);

/*
 * akv_askpass_guard_enter_shared(caller, subject): the same for all processes
 * of this user, in a file of the runtime directory (state_dir.h).  Where there
 * is none it is always the first time.
 */
bool akv_askpass_guard_enter_shared(struct akv_askpass_caller caller,
				    const char *subject);

/*
 * akv_askpass_guard_end_ssh(caller): end ${caller} by SIGTERM if it is ssh(1)
 * and our parent.  Without an answer it would send an empty password, which
 * servers count as one more failure and lock accounts for.
 */
void akv_askpass_guard_end_ssh(struct akv_askpass_caller caller);

#endif
