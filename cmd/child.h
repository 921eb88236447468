/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_CHILD_H
#define AKV_CMD_CHILD_H

#include <stddef.h>
#include <sys/types.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"

/*
 * The program that we start: in our place, or beside us where something is
 * left to do.  It begins as if akv had not been there (base/process.h).
 */

enum {
	/* exit statuses of env(1), sudo(8) and the shells */
	AKV_CHILD_CANNOT_START = 126,
	AKV_CHILD_NOT_FOUND = 127,
};

/* A descriptor that it is given: ours, and the number it has there. */
struct akv_child_descriptor {
	int ours; /* above all of the numbers that are given */
	int number;
};

struct akv_child {
	/* ends with NULL; the first word is looked for in PATH, as execvp(3)
	 * does */
	char *const *argv;
	char *const *environment; /* ends with NULL */
	const struct akv_child_descriptor *descriptors;
	size_t descriptor_count;
};

/*
 * akv_child_become(child, status, err): it takes the place of this process,
 * and there is no way back.  Returns when it cannot be started:
 * AKV_ERR_OTHER (CommandNotFound, CannotStart) and, in ${status}, the exit
 * status of the enum above.
 */
enum akv_code akv_child_become(const struct akv_child *child, int *status,
			       struct akv_error *err) AKV_CHECKED;

/* What is done while ${child} runs: ${serve} with ${context} whenever ${fd}
 * can be read. */
struct akv_child_duty {
	int fd;
	void (*serve)(int fd, pid_t child, void *context);
	void *context;
};

/*
 * akv_child_run(child, duty, status, err): start it and do ${duty} until it
 * ends; its exit status, or 128 and the number of the signal that ended it, in
 * ${status}.  Signals that another process sends us are passed on; those of
 * the terminal it gets itself.  It is ended when we are killed.  Fails like
 * akv_child_become().
 */
enum akv_code akv_child_run(const struct akv_child *child,
			    const struct akv_child_duty *duty, int *status,
			    struct akv_error *err) AKV_CHECKED;

#endif
