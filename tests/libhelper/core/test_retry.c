/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>

#include "libhelper/core/retry.h"
#include "tests/fakes/fake_clock.h"

static struct akv_http_reply reply;
static struct akv_retry retry;

static void set_up(void)
{
	fake_clock = (struct fake_clock){ .monotonic_ms = 1000 };
	akv_http_reply_init(&reply);
	retry = (struct akv_retry){ .policy = AKV_RETRY_VAULT,
				    .deadline = { .at_ms = 31000 } };
}

TestSuite(retry, .init = set_up);

static bool transient_status(int status)
{
	reply.status = status;
	return akv_retry_is_transient(&retry, AKV_OK, NULL, &reply);
}

static bool transient_reason(const char *reason)
{
	struct akv_error err = { .code = AKV_ERR_UNREACHABLE };

	(void)snprintf(err.reason, sizeof(err.reason), "%s", reason);
	return akv_retry_is_transient(&retry, err.code, &err, &reply);
}

Test(retry, repeats_what_the_services_call_transient)
{
	static const int statuses[] = { 408, 429, 500, 502, 503, 504 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		cr_expect(transient_status(statuses[i]), "%d", statuses[i]);
}

Test(retry, does_not_repeat_what_is_final)
{
	static const int statuses[] = { 200, 301, 400, 401, 403,
					404, 405, 409, 501 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		cr_expect_not(transient_status(statuses[i]), "%d", statuses[i]);
}

Test(retry, does_not_repeat_what_will_not_pass)
{
	static const char *const reasons[] = {
		"TlsUntrusted", "TlsFailed",	 "NetworkUnreachable",
		"ProxyRefused", "ReplyTooLarge", "AADSTS7000215",
	};

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		cr_expect_not(transient_reason(reasons[i]), "%s", reasons[i]);
}

Test(retry, asks_once_more_for_a_name_that_is_not_known)
{
	cr_expect(transient_reason("NameNotResolved"));
	retry.made = 1;
	cr_expect_not(transient_reason("NameNotResolved"));
	cr_expect(transient_reason("ConnectionLost"));
}

Test(retry, gives_a_vault_three_more_chances)
{
	for (int i = 0; i < 3; i++)
		cr_expect(akv_retry_wait(&retry, &reply));
	cr_expect_not(akv_retry_wait(&retry, &reply));
}

Test(retry, gives_the_sign_in_service_one_more_chance)
{
	retry.policy = AKV_RETRY_SIGN_IN;
	cr_expect(akv_retry_wait(&retry, &reply));
	cr_expect_not(akv_retry_wait(&retry, &reply));
}

Test(retry, does_not_hurry_the_sign_in_service)
{
	retry.policy = AKV_RETRY_SIGN_IN;
	cr_expect_not(transient_status(429));
	reply.retry_after_ms = 1000;
	cr_expect(transient_status(429));
}

Test(retry, doubles_the_wait_and_leaves_half_to_chance)
{
	for (int i = 0; i < 3; i++) {
		int64_t most = 1000 << i;

		fake_clock.slept_ms = 0;
		cr_assert(akv_retry_wait(&retry, &reply));
		cr_expect_geq(fake_clock.slept_ms, most / 2);
		cr_expect_lt(fake_clock.slept_ms, most);
	}
}

Test(retry, obeys_retry_after)
{
	reply.retry_after_ms = 7000;
	cr_assert(akv_retry_wait(&retry, &reply));
	cr_expect_eq(fake_clock.slept_ms, 7000);
}

Test(retry, gives_up_at_once_when_retry_after_is_past_the_deadline)
{
	reply.retry_after_ms = 30000;
	cr_expect_not(akv_retry_wait(&retry, &reply));
	cr_expect_eq(fake_clock.slept_ms, 0);
}

/* -- managed identities -- */

Test(retry, repeats_what_a_metadata_service_says_while_it_is_updated)
{
	static const int statuses[] = { 404, 410, 429, 500, 501, 503, 511 };

	retry.policy = AKV_RETRY_IMDS;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		cr_expect(transient_status(statuses[i]), "%d", statuses[i]);
	cr_expect_not(transient_status(400));
	cr_expect_not(transient_status(403));
	cr_expect_not(transient_status(600));
}

Test(retry, takes_the_other_sources_at_their_word)
{
	retry.policy = AKV_RETRY_IDENTITY;
	cr_expect(transient_status(429));
	cr_expect(transient_status(503));
	cr_expect_not(transient_status(404));
	cr_expect_not(transient_status(410));
	cr_expect_not(transient_status(501));
}

static int count_retries(int status)
{
	int count = 0;

	retry.made = 0;
	retry.deadline.at_ms = 1000000;
	reply.status = status;
	while (akv_retry_wait(&retry, &reply))
		count++;
	return count;
}

Test(retry, outlasts_an_update_of_the_metadata_service)
{
	retry.policy = AKV_RETRY_IMDS;
	cr_expect_eq(count_retries(500), 3);
	fake_clock.slept_ms = 0;
	cr_expect_eq(count_retries(410), 7);
	cr_expect_geq(fake_clock.slept_ms, 63500);
	retry.policy = AKV_RETRY_IDENTITY;
	cr_expect_eq(count_retries(410), 3);
}

Test(retry, waits_no_longer_for_who_should_be_near)
{
	static const enum akv_retry_policy policies[] = { AKV_RETRY_IMDS,
							  AKV_RETRY_IDENTITY };

	for (size_t i = 0; i < 2; i++) {
		retry.policy = policies[i];
		retry.made = 0;
		cr_expect(transient_reason("Timeout"));
		cr_expect(transient_reason("ConnectFailed"));
		cr_expect_not(transient_reason("NetworkUnreachable"));
		cr_expect_not(transient_reason("NameNotResolved"));
		retry.made = 1;
		cr_expect_not(transient_reason("Timeout"));
		cr_expect_not(transient_reason("ConnectFailed"));
		cr_expect(transient_reason("ConnectionLost"));
	}
}
