/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <pthread.h>
#include <stdbool.h>

#include "libhelper/base/attr.h"
#include "libhelper/core/side_by_side.h"

enum { MANY = 200 };

static struct {
	int done[MANY];
	bool is_at_work[AKV_SIDE_BY_SIDE_MAX];
	pthread_t first;
	pthread_barrier_t all;
} world;

TestSuite(side_by_side);

static void do_job(size_t job, size_t worker, AKV_UNUSED void *context)
{
	cr_assert_lt(worker, AKV_SIDE_BY_SIDE_MAX);
	cr_expect_not(world.is_at_work[worker]);
	world.is_at_work[worker] = true;
	world.done[job]++;
	world.is_at_work[worker] = false;
}

Test(side_by_side, does_each_job_once)
{
	akv_side_by_side(MANY, do_job, NULL);
	for (int i = 0; i < MANY; i++)
		cr_expect_eq(world.done[i], 1, "job %d", i);
}

Test(side_by_side, does_nothing_for_no_job)
{
	akv_side_by_side(0, do_job, NULL);
	cr_expect_eq(world.done[0], 0);
}

static void meet(AKV_UNUSED size_t job, AKV_UNUSED size_t worker,
		 AKV_UNUSED void *context)
{
	/* nobody comes out before all are in */
	(void)pthread_barrier_wait(&world.all);
}

Test(side_by_side, does_as_many_as_it_may_at_a_time, .timeout = 20)
{
	cr_assert_eq(
		pthread_barrier_init(&world.all, NULL, AKV_SIDE_BY_SIDE_MAX),
		0);
	akv_side_by_side(AKV_SIDE_BY_SIDE_MAX, meet, NULL);
	cr_assert_eq(pthread_barrier_destroy(&world.all), 0);
}

static void note_thread(AKV_UNUSED size_t job, size_t worker,
			AKV_UNUSED void *context)
{
	cr_expect_eq(worker, 0);
	cr_expect(pthread_equal(pthread_self(), world.first));
}

Test(side_by_side, starts_no_thread_for_one_job)
{
	world.first = pthread_self();
	akv_side_by_side(1, note_thread, NULL);
}

Test(side_by_side, has_no_more_workers_than_jobs)
{
	cr_expect_eq(akv_side_by_side_workers(3), 3);
	cr_expect_eq(akv_side_by_side_workers(MANY), AKV_SIDE_BY_SIDE_MAX);
}
