/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/harness/suite.h"

/* Faults that may pass, and how long we wait for that. */
E2E_SUITE(retries);

#define READ WORDS("read", "nightly-export")

static const struct outcome *read_within(const char *seconds)
{
	return akv("read", "nightly-export", "--timeout", seconds);
}

/* Both fault plans and their effect are the vault's alone. */
static void expect_requests(long count)
{
	cr_assert_eq(cloud_count("vault_requests"), count);
	cr_assert_eq(cloud_count("token_requests"), 1);
}

static void expect_recovery_from(const char *deed)
{
	long before = cloud_count("vault_requests");

	cloud_clear_faults();
	cloud_fault("{'match': {'host': 'contoso.*', 'times': 1}, 'do': %s}",
		    deed);
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	cr_assert_eq(cloud_count("vault_requests"), before + 2, "%s", deed);
}

Test(retries, after_a_server_error)
{
	expect_recovery_from("{'status': 500}");
	expect_recovery_from("{'status': 502, 'body': '<html>Bad gateway',"
			     " 'content_type': 'text/html'}");
	expect_recovery_from("{'status': 503}");
}

Test(retries, after_a_time_out_of_the_server)
{
	expect_recovery_from("{'status': 504}");
	expect_recovery_from("{'status': 408}");
}

Test(retries, after_a_connection_that_was_lost)
{
	expect_recovery_from("{'drop': 'request'}");
	expect_recovery_from("{'drop': 'request', 'reset': true}");
}

Test(retries, after_a_reply_that_was_cut)
{
	expect_recovery_from("{'drop': 'body'}");
	expect_recovery_from("{'truncate': 'length'}");
	expect_recovery_from("{'truncate': 'chunk'}");
}

Test(retries, more_than_once)
{
	cloud_fault("{'match': {'host': 'contoso.*', 'times': 2},"
		    " 'do': {'status': 503}}");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	expect_requests(3);
}

Test(retries, three_times_and_no_more)
{
	const struct outcome *got;

	/* at once, so that it does not take its 3.5 to 7 seconds */
	cloud_fault("{'match': {'host': 'contoso.*'}, 'do': {'status': 503,"
		    " 'headers': {'retry-after-ms': '1'}}}");
	got = akv_run(READ);
	expect_failure(got, 7, "ServerError");
	expect_error(got, "akv: vault contoso answered with a server error "
			  "(503) (ServerError)");
	expect_hint(got, "try again");
	expect_requests(4);
}

Test(retries, no_longer_than_there_is_time)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'contoso.*'}, 'do': {'status': 503}}");
	got = read_within("2");
	expect_failure(got, 7, "ServerError");
	expect_within(got, 10000);
}

/* -- throttled -- */

Test(retries, after_as_long_as_the_vault_says)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'contoso.*', 'times': 1}, 'do':"
		    " {'status': 429, 'headers': {'Retry-After': '2'},"
		    " 'body': {'error': {'code': 'Throttled'}}}}");
	got = akv_run(READ);
	expect_answer(got, CLOUD_PASSWORD);
	expect_at_least(got, 2000);
	expect_requests(2);
}

Test(retries, after_a_date_that_the_vault_says)
{
	cloud_fault("{'match': {'host': 'contoso.*', 'times': 1}, 'do':"
		    " {'status': 429, 'headers': {'Retry-After':"
		    " 'Wed, 21 Oct 2015 07:28:00 GMT'}}}");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	expect_requests(2);
}

Test(retries, after_a_while_when_the_vault_says_nothing)
{
	cloud_fault("{'match': {'host': 'contoso.*', 'times': 1}, 'do':"
		    " {'status': 429, 'body': {'error': {'code': 'Throttled',"
		    " 'message': 'Request was not processed because too many"
		    " requests were received.'}}}}");
	expect_answer(akv_run(READ), CLOUD_PASSWORD);
	expect_requests(2);
}

Test(retries, not_when_the_vault_wants_more_time_than_there_is)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'contoso.*'}, 'do': {'status': 429,"
		    " 'headers': {'Retry-After': '31'},"
		    " 'body': {'error': {'code': 'Throttled'}}}}");
	got = akv_run(READ);
	expect_failure(got, 8, "Throttled");
	expect_error(got, "akv: vault contoso gets too many requests (429) and "
			  "wants us to wait 31 seconds (Throttled)");
	expect_within(got, 20000);
	expect_requests(1);
}

Test(retries, give_up_when_the_vault_stays_too_busy)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'contoso.*'}, 'do': {'status': 429,"
		    " 'body': {'error': {'code': 'Throttled'}}}}");
	got = read_within("2");
	expect_failure(got, 8, "Throttled");
	expect_hint(got, "wait");
	expect_within(got, 10000);
}

/* -- what does not pass is not asked again -- */

Test(retries, not_after_an_answer_that_is_final)
{
	static const int statuses[] = { 400, 402, 403, 409, 410, 501 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		long before = cloud_count("vault_requests");

		cloud_clear_faults();
		cloud_fault("{'match': {'host': 'contoso.*'}, 'do': {'status':"
			    " %d, 'body': {'error': {'code': 'Other',"
			    " 'message': 'x'}}}}",
			    statuses[i]);
		cr_assert_neq(akv_run(READ)->status, 0);
		cr_assert_eq(cloud_count("vault_requests"), before + 1);
	}
}
