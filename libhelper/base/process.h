/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_PROCESS_H
#define AKV_BASE_PROCESS_H

#include <stddef.h>

/*
 * What this process lets others see of it, what it takes from its
 * environment, and what a program that it starts gets of both.
 */

/*
 * akv_process_harden(): the first thing in main().  Descriptors 0, 1 and 2
 * are open (a closed one becomes /dev/null the wrong way round, so that using
 * it fails instead of reaching a file that got its number); no core file, no
 * tracing by other processes of the user; files are made private; a broken
 * pipe is an error, not a signal; variables that make libraries write secrets
 * to files or load strangers' settings are removed.
 */
void akv_process_harden(void);

/*
 * akv_process_soften(): the way back, for a program that is about to take this
 * process over, or a child: its limit of core files, the mode of new files,
 * broken pipes and closed descriptors are again as they were when
 * akv_process_harden() was called.  (execve(2) lets it be traced.)  Safe in
 * a child of fork(2).
 */
void akv_process_soften(void);

/*
 * akv_process_inherited(out, size): the variables, "NAME=value", that a
 * program which we start inherits: all that we were given, also what
 * akv_process_harden() removed, but no credential by which we sign in.  The
 * first ${size} of them into ${out}, borrowed; how many there are.
 */
size_t akv_process_inherited(char **out, size_t size);

/*
 * akv_process_env(name): the value of the environment variable ${name}, or
 * NULL when it is unset or empty, or when this program was given privileges
 * that its caller has not (secure_getenv).  Borrowed.
 */
const char *akv_process_env(const char *name);

/*
 * akv_process_forget_env(name): overwrite the value of ${name} where it lies
 * and unset it, so that neither /proc/self/environ nor a child shows it.
 */
void akv_process_forget_env(const char *name);

#endif
