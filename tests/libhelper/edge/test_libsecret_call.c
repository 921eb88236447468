/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>

#include "libhelper/base/clock.h"
#include "libhelper/edge/libsecret_call.h"

/* Work that ends when it is told to. */
static struct work {
	sem_t begun;
	sem_t end;
	sem_t released;
	int done;
} slow, quick;

static void init(void)
{
	struct work *const all[] = { &slow, &quick };

	for (size_t i = 0; i < 2; i++) {
		sem_init(&all[i]->begun, 0, 0);
		sem_init(&all[i]->end, 0, 0);
		sem_init(&all[i]->released, 0, 0);
	}
	/* this one need not be told */
	sem_post(&quick.end);
}

TestSuite(libsecret_call, .init = init, .timeout = 30);

static void do_work(void *context)
{
	struct work *work = context;

	sem_post(&work->begun);
	sem_wait(&work->end);
	work->done++;
}

static void release(void *context)
{
	struct work *work = context;

	sem_post(&work->released);
}

static bool run(struct work *work, int64_t budget_ms)
{
	return akv_libsecret_call_run(
		(struct akv_libsecret_call){
			.work = do_work,
			.release = release,
			.context = work,
		},
		budget_ms);
}

static bool is_released(struct work *work)
{
	return sem_trywait(&work->released) == 0;
}

Test(libsecret_call, does_what_ends_in_time)
{
	cr_assert(run(&quick, 10000));
	cr_expect_eq(quick.done, 1);
	cr_expect_not(is_released(&quick), "it is ours again");
}

Test(libsecret_call, does_one_after_the_other)
{
	for (int i = 0; i < 100; i++) {
		sem_post(&quick.end);
		cr_assert(run(&quick, 10000));
	}
	cr_expect_eq(quick.done, 100);
}

Test(libsecret_call, stops_waiting)
{
	int64_t started_ms = akv_clock_monotonic_ms();

	cr_assert_not(run(&slow, 50));
	cr_expect_geq(akv_clock_monotonic_ms() - started_ms, 49);
	cr_expect_leq(akv_clock_monotonic_ms() - started_ms, 5000);
	cr_expect_not(is_released(&slow), "somebody is working on it");
	sem_post(&slow.end);
	/* whoever did the work releases it */
	sem_wait(&slow.released);
	cr_expect_eq(slow.done, 1);
}

Test(libsecret_call, waits_first_for_what_was_given_up)
{
	cr_assert_not(run(&slow, 50));
	cr_assert_not(run(&quick, 50));
	cr_expect(is_released(&quick), "it was not begun");
	cr_expect_eq(quick.done, 0);
	sem_post(&slow.end);
	cr_assert(run(&quick, 10000));
	cr_expect_eq(quick.done, 1);
}

Test(libsecret_call, gives_up_at_once_what_has_been_silent_for_long)
{
	int64_t started_ms;

	cr_assert_not(run(&slow, 10));
	/* until it is hopeless */
	started_ms = akv_clock_monotonic_ms();
	cr_assert_not(run(&quick, 20000));
	cr_expect_leq(akv_clock_monotonic_ms() - started_ms, 4000);
	started_ms = akv_clock_monotonic_ms();
	cr_assert_not(run(&quick, 20000));
	cr_expect_leq(akv_clock_monotonic_ms() - started_ms, 1000);
	sem_post(&slow.end);
	sem_wait(&slow.released);
}

static void *run_quick(void *context)
{
	return run(context, 10000) ? context : NULL;
}

Test(libsecret_call, serves_one_thread_after_the_other)
{
	pthread_t threads[8];
	void *result;

	for (size_t i = 0; i < 8; i++) {
		sem_post(&quick.end);
		cr_assert_eq(
			pthread_create(&threads[i], NULL, run_quick, &quick),
			0);
	}
	for (size_t i = 0; i < 8; i++) {
		cr_assert_eq(pthread_join(threads[i], &result), 0);
		cr_expect_not_null(result);
	}
	cr_expect_eq(quick.done, 8);
}

static sigset_t blocked;

static void look_at_signals(AKV_UNUSED void *context)
{
	(void)pthread_sigmask(SIG_SETMASK, NULL, &blocked);
}

Test(libsecret_call, leaves_signals_to_others)
{
	cr_assert(akv_libsecret_call_run(
		(struct akv_libsecret_call){ .work = look_at_signals,
					     .release = release,
					     .context = &quick },
		10000));
	cr_expect(sigismember(&blocked, SIGTERM));
	cr_expect(sigismember(&blocked, SIGINT));
	(void)pthread_sigmask(SIG_SETMASK, NULL, &blocked);
	cr_expect_not(sigismember(&blocked, SIGTERM));
}
