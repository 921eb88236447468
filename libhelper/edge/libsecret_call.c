/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "libhelper/base/clock.h"

#include "libhelper/edge/libsecret_call.h"

/* A call under way. */
struct run {
	struct akv_libsecret_call call;
	struct akv_deadline hopeless;
	bool done;
	bool abandoned; /* nobody waits: whoever ends it cleans up */
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static struct run *running; /* guarded by mutex */

static void start(void)
{
	pthread_condattr_t attributes;

	/* neither fails on Linux */
	(void)pthread_condattr_init(&attributes);
	(void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&changed, &attributes);
	(void)pthread_condattr_destroy(&attributes);
}

/* Waits for a change, with the mutex held; false when the time is over. */
static bool wait_for_change(struct akv_deadline deadline)
{
	const struct timespec until = {
		.tv_sec = deadline.at_ms / 1000,
		.tv_nsec = (deadline.at_ms % 1000) * 1000000,
	};

	return pthread_cond_timedwait(&changed, &mutex, &until) == 0;
}

static void *work(void *context)
{
	struct run *run = context;
	bool abandoned;

	run->call.work(run->call.context);

	(void)pthread_mutex_lock(&mutex);
	run->done = true;
	abandoned = run->abandoned;
	if (abandoned)
		running = NULL;
	(void)pthread_cond_broadcast(&changed);
	(void)pthread_mutex_unlock(&mutex);

	if (abandoned) {
		run->call.release(run->call.context);
		free(run);
	}
	return NULL;
}

/* Signals are for the program's own threads. */
static bool start_thread(struct run *run)
{
	pthread_attr_t attributes;
	pthread_t thread;
	sigset_t all;
	sigset_t before;
	bool started;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	(void)pthread_attr_init(&attributes);
	(void)pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	started = pthread_create(&thread, &attributes, work, run) == 0;
	(void)pthread_attr_destroy(&attributes);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

static struct akv_deadline earlier(struct akv_deadline a, struct akv_deadline b)
{
	return a.at_ms < b.at_ms ? a : b;
}

/* With the mutex held: until the call before this one has ended. */
static bool wait_for_turn(struct akv_deadline deadline)
{
	while (running != NULL) {
		struct akv_deadline end =
			running->abandoned ?
				earlier(deadline, running->hopeless) :
				deadline;

		if (akv_clock_left_ms(end) == 0)
			return false;
		(void)wait_for_change(end);
	}
	return true;
}

/* With the mutex held: false when it has not ended by then. */
static bool wait_for_end(struct run *run, struct akv_deadline deadline)
{
	while (!run->done)
		if (!wait_for_change(deadline) && !run->done) {
			run->abandoned = true;
			return false;
		}
	running = NULL;
	(void)pthread_cond_broadcast(&changed);
	return true;
}

static bool run_now(struct akv_libsecret_call call,
		    struct akv_deadline deadline)
{
	struct run *run = NULL;
	bool done;

	if (wait_for_turn(deadline))
		run = calloc(1, sizeof(*run));
	if (run == NULL) {
		call.release(call.context);
		return false;
	}
	run->call = call;
	run->hopeless = akv_clock_deadline_in(AKV_LIBSECRET_CALL_HOPELESS_MS);
	if (!start_thread(run)) {
		call.release(call.context);
		free(run);
		return false;
	}
	running = run;
	done = wait_for_end(run, deadline);
	if (done)
		free(run);
	return done;
}

bool akv_libsecret_call_run(struct akv_libsecret_call call, int64_t budget_ms)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	const struct akv_deadline deadline = akv_clock_deadline_in(budget_ms);
	bool done;

	(void)pthread_once(&once, start);
	(void)pthread_mutex_lock(&mutex);
	done = run_now(call, deadline);
	(void)pthread_mutex_unlock(&mutex);
	return done;
}
