/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_ENVIRONMENT_H
#define AKV_TESTS_HARNESS_ENVIRONMENT_H

#include <stddef.h>

/* What program.c gives to what it runs; nobody else needs this. */

enum { ENVIRONMENT_MAX = 64 };

/* A set of variables, with the NULL that execve(2) wants behind them. */
struct environment {
	char *entries[ENVIRONMENT_MAX + 1]; /* the sandbox's */
	size_t count;
};

/* environment_init(environment): what every run has. */
void environment_init(struct environment *environment);

/* environment_change(environment, entry): "NAME=value" sets, "NAME" removes. */
void environment_change(struct environment *environment, const char *entry);

#endif
