/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_SIDE_BY_SIDE_H
#define AKV_CORE_SIDE_BY_SIDE_H

#include <stddef.h>

/* Jobs that do not depend on each other, and mostly wait for a network. */

/* As many as ask a vault at a time: connections cost both ends, and a vault
 * answers so many well below its limit. */
enum { AKV_SIDE_BY_SIDE_MAX = 16 };

/*
 * A job: ${job} is its number, ${worker} that of the thread that does it.  Jobs
 * with the same ${worker} come one after the other, so what belongs to it
 * needs no lock.
 */
typedef void akv_side_by_side_run(size_t job, size_t worker, void *context);

/* akv_side_by_side_workers(jobs): how many threads akv_side_by_side() uses at
 * most: one for each job, up to AKV_SIDE_BY_SIDE_MAX. */
size_t akv_side_by_side_workers(size_t jobs);

/*
 * akv_side_by_side(jobs, run, context): call ${run} for each number below
 * ${jobs}, in this order, but side by side; returns when all are done.  The
 * caller's thread is worker 0, and the only one where there is one job or no
 * thread can be had: it cannot fail.
 */
void akv_side_by_side(size_t jobs, akv_side_by_side_run *run, void *context);

#endif
