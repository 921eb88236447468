/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <pthread.h>
#include <string.h>

#include "libhelper/base/bearer.h"

static struct akv_bearer *new_bearer(void)
{
	struct akv_bearer *bearer;

	cr_assert_eq(akv_bearer_new(&bearer, NULL), AKV_OK);
	return bearer;
}

static struct akv_secret *token_of(const char *text)
{
	struct akv_secret *token;

	cr_assert_eq(akv_secret_new_from(text, strlen(text), &token, NULL),
		     AKV_OK);
	return token;
}

static void expect_token(struct akv_bearer *bearer, const char *text)
{
	const struct akv_secret *token = NULL;

	cr_assert_eq(akv_bearer_wait(bearer, akv_clock_deadline_in(60000),
				     &token, NULL),
		     AKV_OK);
	cr_assert_str_eq(akv_secret_text(token), text);
}

Test(bearer, hands_over_the_token)
{
	AKV_AUTO(bearer) *bearer = new_bearer();

	akv_bearer_deliver(bearer, token_of("token"));
	expect_token(bearer, "token");
	expect_token(bearer, "token");
}

Test(bearer, hands_over_why_there_is_none)
{
	AKV_AUTO(bearer) *bearer = new_bearer();
	const struct akv_secret *token = NULL;
	struct akv_error why;
	struct akv_error err;

	akv_fail(&why, AKV_ERR_SIGN_IN, "AADSTS7000215", "wrong secret");
	akv_error_hint(&why, "make another");
	akv_bearer_fail(bearer, &why);
	memset(&why, 'x', sizeof(why)); /* it was copied */

	cr_assert_eq(akv_bearer_wait(bearer, akv_clock_deadline_in(60000),
				     &token, &err),
		     AKV_ERR_SIGN_IN);
	cr_assert_eq(err.code, AKV_ERR_SIGN_IN);
	cr_assert_str_eq(err.reason, "AADSTS7000215");
	cr_assert_str_eq(err.text, "wrong secret");
	cr_assert_str_eq(err.hint, "make another\n");
	cr_assert_null(token);
	cr_assert_eq(akv_bearer_wait(bearer, akv_clock_deadline_in(60000),
				     &token, NULL),
		     AKV_ERR_SIGN_IN);
}

static void expect_timeout(struct akv_bearer *bearer, int64_t ms)
{
	struct akv_deadline deadline = akv_clock_deadline_in(ms);
	const struct akv_secret *token = NULL;
	struct akv_error err;

	cr_assert_eq(akv_bearer_wait(bearer, deadline, &token, &err),
		     AKV_ERR_UNREACHABLE);
	cr_assert_str_eq(err.reason, "Timeout");
	cr_assert_str_eq(err.text, "no access token in time");
	cr_assert_null(token);
	cr_assert_eq(akv_clock_left_ms(deadline), 0, "it gave up early");
}

Test(bearer, waits_no_longer_than_the_deadline)
{
	AKV_AUTO(bearer) *bearer = new_bearer();

	expect_timeout(bearer, 30);
	expect_timeout(bearer, 0);
	expect_timeout(bearer, -1000);
}

Test(bearer, takes_a_token_that_is_there_after_the_deadline)
{
	AKV_AUTO(bearer) *bearer = new_bearer();
	const struct akv_secret *token = NULL;

	akv_bearer_deliver(bearer, token_of("token"));
	cr_assert_eq(akv_bearer_wait(bearer, akv_clock_deadline_in(-1000),
				     &token, NULL),
		     AKV_OK);
}

Test(bearer, is_of_use_after_a_timeout)
{
	AKV_AUTO(bearer) *bearer = new_bearer();

	expect_timeout(bearer, 1);
	akv_bearer_deliver(bearer, token_of("late"));
	expect_token(bearer, "late");
}

static void *wait_for_token(void *bearer)
{
	const struct akv_secret *token = NULL;

	if (akv_bearer_wait(bearer, akv_clock_deadline_in(60000), &token,
			    NULL) != AKV_OK)
		return NULL;
	return strcmp(akv_secret_text(token), "token") == 0 ? bearer : NULL;
}

Test(bearer, wakes_everybody_who_waits)
{
	enum { WAITERS = 16 };
	AKV_AUTO(bearer) *bearer = new_bearer();
	pthread_t waiters[WAITERS];

	for (size_t i = 0; i < WAITERS; i++)
		cr_assert_eq(pthread_create(&waiters[i], NULL, wait_for_token,
					    bearer),
			     0);
	akv_bearer_deliver(bearer, token_of("token"));
	for (size_t i = 0; i < WAITERS; i++) {
		void *result = NULL;

		cr_assert_eq(pthread_join(waiters[i], &result), 0);
		cr_assert_eq(result, bearer);
	}
}

/* The token goes with it, and so does its mapping. */
Test(bearer, frees_what_was_delivered)
{
	struct akv_bearer *bearer = new_bearer();

	akv_bearer_deliver(bearer, token_of("token"));
	akv_bearer_free(bearer);
	akv_bearer_free(new_bearer());
	akv_bearer_free(NULL);
}
