/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "libhelper/edge/http_reply.h"

static struct akv_http_reply reply;

static void set_up(void)
{
	akv_http_reply_init(&reply);
}

TestSuite(http_reply, .init = set_up);

static void add(const char *line)
{
	akv_http_reply_add_header(&reply, line, strlen(line));
}

Test(http_reply, reads_retry_after_in_seconds)
{
	add("Retry-After: 7\r\n");
	cr_expect_eq(reply.retry_after_ms, 7000);
}

Test(http_reply, reads_retry_after_as_a_date)
{
	add("Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\n");
	cr_expect_eq(reply.retry_after_ms, 0, "a date that is past");
	akv_http_reply_init(&reply);
	add("Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n");
	cr_expect_gt(reply.retry_after_ms, 0);
}

Test(http_reply, prefers_milliseconds_in_any_order)
{
	add("x-ms-retry-after-ms: 250\r\n");
	add("Retry-After: 7\r\n");
	cr_expect_eq(reply.retry_after_ms, 250);
	akv_http_reply_init(&reply);
	add("Retry-After: 7\r\n");
	add("retry-after-ms: 250\r\n");
	cr_expect_eq(reply.retry_after_ms, 250);
}

Test(http_reply, ignores_a_retry_after_that_says_nothing)
{
	static const char *const lines[] = { "Retry-After:\r\n",
					     "Retry-After: -1\r\n",
					     "Retry-After: soon\r\n",
					     "Retry-After: 1e3\r\n",
					     "Retry-After: 99999999999999\r\n",
					     "Retry-After: 7 \t8\r\n" };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		add(lines[i]);
		cr_expect_eq(reply.retry_after_ms, -1, "%s", lines[i]);
	}
}

Test(http_reply, reads_the_peer_s_clock)
{
	add("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
	cr_expect_eq(reply.date_s, 784111777);
}

Test(http_reply, compares_names_without_case)
{
	add("CONTENT-TYPE:text/html\r\n");
	cr_expect_str_eq(reply.content_type, "text/html");
}

Test(http_reply, joins_several_challenges)
{
	add("WWW-Authenticate: Bearer a=\"b\"\r\n");
	add("www-authenticate: PoP realm=\"\"\r\n");
	cr_expect_str_eq(reply.challenge, "Bearer a=\"b\", PoP realm=\"\"");
}

Test(http_reply, starts_anew_with_each_status_line)
{
	add("HTTP/1.1 100 Continue\r\n");
	add("x-ms-request-id: interim\r\n");
	add("HTTP/1.1 200 OK\r\n");
	cr_expect_str_eq(reply.request_id, "");
}

Test(http_reply, ignores_what_does_not_fit)
{
	char line[512];

	memset(line, 'x', sizeof(line));
	memcpy(line, "Content-Type: ", 14);
	akv_http_reply_add_header(&reply, line, sizeof(line));
	cr_expect_str_eq(reply.content_type, "");
}

Test(http_reply, ignores_lines_that_are_no_headers)
{
	add("no colon\r\n");
	add(": no name\r\n");
	add("\r\n");
	akv_http_reply_add_header(&reply, "Date\0: x", 8);
	akv_http_reply_add_header(&reply, "", 0);
	cr_expect_eq(reply.date_s, -1);
}

Test(http_reply, bounds_the_challenges_together)
{
	char line[3000];

	memset(line, 'x', sizeof(line) - 1);
	memcpy(line, "WWW-Authenticate: ", 18);
	line[sizeof(line) - 1] = '\0';
	for (int i = 0; i < 8; i++)
		add(line);
	cr_expect_lt(strlen(reply.challenge), sizeof(reply.challenge));
}

Test(http_reply, knows_what_only_key_vault_says)
{
	add("x-ms-keyvault-region: westeurope\r\n");
	cr_expect(reply.from_key_vault);
	cr_expect_str_eq(reply.region, "westeurope");
	cr_expect_not(reply.has_role_header);
	add("x-ms-keyvault-rbac-assignment-id: 1\r\n");
	cr_expect(reply.has_role_header);
}
