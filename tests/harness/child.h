/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_CHILD_H
#define AKV_TESTS_HARNESS_CHILD_H

#include <sys/types.h>

#include "tests/harness/program.h"

/* The process that program.c starts; nobody else needs this. */

struct child_descriptors {
	int fds[3];	  /* what it gets as 0 to 2; -1: closed */
	int captured_out; /* our end of its stdout; -1: not captured */
	int captured_err;
	int terminal;	 /* the other side of its terminal; -1: none */
	int controlling; /* the terminal that is to control it; -1: none */
};

struct child {
	struct child_descriptors *descriptors;
	const char *directory;
	char *const *argv;
	char *const *environment;
};

/* child_open(program, out): make what ${program} asks for. */
void child_open(const struct program *program, struct child_descriptors *out);

/* child_close(descriptors): of what is left of it. */
void child_close(struct child_descriptors *descriptors);

/* child_start(child): its process id; closes ${child->descriptors->fds}. */
pid_t child_start(const struct child *child);

#endif
