/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "libhelper/core/side_by_side.h"

/* What the workers share. */
struct work {
	size_t jobs;
	atomic_size_t next;
	akv_side_by_side_run *run;
	void *context;
};

struct worker {
	struct work *work;
	size_t number;
	pthread_t thread;
	bool is_running;
};

static void *do_jobs(void *context)
{
	const struct worker *worker = context;
	struct work *work = worker->work;
	size_t job;

	while ((job = atomic_fetch_add(&work->next, 1)) < work->jobs)
		work->run(job, worker->number, work->context);
	return NULL;
}

size_t akv_side_by_side_workers(size_t jobs)
{
	return jobs < AKV_SIDE_BY_SIDE_MAX ? jobs : AKV_SIDE_BY_SIDE_MAX;
}

void akv_side_by_side(size_t jobs, akv_side_by_side_run *run, void *context)
{
	struct work work = { .jobs = jobs, .run = run, .context = context };
	struct worker workers[AKV_SIDE_BY_SIDE_MAX] = { { .work = &work } };
	size_t count = akv_side_by_side_workers(jobs);

	for (size_t i = 1; i < count; i++) {
		workers[i] = (struct worker){ .work = &work, .number = i };
		workers[i].is_running =
			pthread_create(&workers[i].thread, NULL, do_jobs,
				       &workers[i]) == 0;
	}
	(void)do_jobs(&workers[0]);
	for (size_t i = 1; i < count; i++)
		if (workers[i].is_running)
			(void)pthread_join(workers[i].thread, NULL);
}
