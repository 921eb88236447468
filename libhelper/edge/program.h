/* SPDX-License-Identifier: MIT */
#ifndef AKV_EDGE_PROGRAM_H
#define AKV_EDGE_PROGRAM_H

#include <stdint.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * Starting a program of the user's, with the system's posix_spawn(3).  The one
 * file of the library that can.  There is no shell, and nothing of ours but
 * what is said here reaches the program.
 */
struct akv_program {
	/* its words, the first one an absolute path, NULL behind them */
	char *const *words;
	const struct akv_secret *input; /* on its stdin, and then the end */
	int64_t limit_ms; /* then it is killed, with all of its group */
};

/*
 * akv_program_run(program, err): start it and wait for its end.  Its stdout
 * and stderr are our stderr, it leads a process group of its own, its signals
 * are as they are by default, and of the environment it has what says who and
 * where the user is: PATH, HOME, USER, LOGNAME, SHELL, LANG, LC_ALL, TZ,
 * XDG_RUNTIME_DIR, DBUS_SESSION_BUS_ADDRESS, DISPLAY, WAYLAND_DISPLAY.  One
 * that does not read what it is given is no failure.  AKV_ERR_OTHER when it
 * cannot be started (ProgramNotStarted), ends with another status than 0 or by
 * a signal (ProgramFailed), or takes too long (ProgramTimedOut).
 */
enum akv_code akv_program_run(const struct akv_program *program,
			      struct akv_error *err) AKV_CHECKED;

#endif
