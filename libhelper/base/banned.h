/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_BANNED_H
#define AKV_BASE_BANNED_H

/*
 * Functions that nobody here may call: naming one does not compile.  The
 * build includes this header before the first line of every file that ships,
 * so that none can forget it.  The system's own headers come first, because
 * they have to declare what we then forbid.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Write as far as the source goes, not as far as there is room.  (glibc makes
 * macros of two for clang where it fortifies.) */
#undef sprintf
#undef vsprintf
#pragma GCC poison strcpy strcat stpcpy sprintf vsprintf gets

/* Neither end the text nor say that it was cut. */
#pragma GCC poison strncpy strncat

/* Undefined for a number that does not fit: strtoll(3) says so. */
#pragma GCC poison atoi atol atoll atof scanf fscanf sscanf

/* Keep their answer in one place for all threads. */
#pragma GCC poison strtok asctime ctime gmtime localtime

/* A shell between us and what we run. */
#pragma GCC poison system popen

/* Names that somebody else can take before we open them. */
#pragma GCC poison mktemp tmpnam tempnam

/* akv_process_env() reads the environment, and it alone. */
#pragma GCC poison getenv
#ifndef AKV_MAY_READ_ENVIRONMENT /* the build says so to process.c alone */
#pragma GCC poison secure_getenv
#endif

#endif
