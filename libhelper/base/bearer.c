/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "libhelper/base/bearer.h"

struct akv_bearer {
	pthread_mutex_t mutex;
	pthread_cond_t settled;
	bool is_settled;
	struct akv_secret *token; /* NULL once settled: there is none */
	struct akv_error why;
};

enum akv_code akv_bearer_new(struct akv_bearer **out, struct akv_error *err)
{
	struct akv_bearer *bearer = calloc(1, sizeof(*bearer));
	pthread_condattr_t attributes;

	if (bearer == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	/* The wait must not end early or late because somebody set the
	 * clock.  These calls fail only for invalid arguments. */
	(void)pthread_condattr_init(&attributes);
	(void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&bearer->settled, &attributes);
	(void)pthread_condattr_destroy(&attributes);
	(void)pthread_mutex_init(&bearer->mutex, NULL);
	*out = bearer;
	return AKV_OK;
}

void akv_bearer_free(struct akv_bearer *bearer)
{
	if (bearer == NULL)
		return;
	akv_secret_free(bearer->token);
	(void)pthread_cond_destroy(&bearer->settled);
	(void)pthread_mutex_destroy(&bearer->mutex);
	free(bearer);
}

static void settle(struct akv_bearer *bearer, struct akv_secret *token,
		   const struct akv_error *why)
{
	(void)pthread_mutex_lock(&bearer->mutex);
	bearer->is_settled = true;
	bearer->token = token;
	if (why != NULL)
		bearer->why = *why;
	(void)pthread_cond_broadcast(&bearer->settled);
	(void)pthread_mutex_unlock(&bearer->mutex);
}

void akv_bearer_deliver(struct akv_bearer *bearer, struct akv_secret *token)
{
	settle(bearer, token, NULL);
}

void akv_bearer_fail(struct akv_bearer *bearer, const struct akv_error *why)
{
	settle(bearer, NULL, why);
}

bool akv_bearer_has_failed(struct akv_bearer *bearer)
{
	bool has_failed;

	(void)pthread_mutex_lock(&bearer->mutex);
	has_failed = bearer->is_settled && bearer->token == NULL;
	(void)pthread_mutex_unlock(&bearer->mutex);
	return has_failed;
}

enum akv_code akv_bearer_wait(struct akv_bearer *bearer,
			      struct akv_deadline deadline,
			      const struct akv_secret **out,
			      struct akv_error *err)
{
	const struct timespec until = {
		.tv_sec = (time_t)(deadline.at_ms / 1000),
		.tv_nsec = (long)(deadline.at_ms % 1000) * 1000000,
	};
	bool is_settled;
	int status = 0;

	(void)pthread_mutex_lock(&bearer->mutex);
	while (!bearer->is_settled && status != ETIMEDOUT)
		status = pthread_cond_timedwait(&bearer->settled,
						&bearer->mutex, &until);
	is_settled = bearer->is_settled;
	(void)pthread_mutex_unlock(&bearer->mutex);

	/* settled once, then never changed: no lock is needed to look */
	if (!is_settled)
		return akv_fail(err, AKV_ERR_UNREACHABLE, "Timeout",
				"no access token in time");
	if (bearer->token == NULL) {
		if (err != NULL)
			*err = bearer->why;
		return bearer->why.code;
	}
	*out = bearer->token;
	return AKV_OK;
}
