/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/harness/suite.h"

/* Answers with status 200 that are no secret, and answers that lead away. */
E2E_SUITE(replies);

#define READ WORDS("read", "nightly-export")
#define ID "'id': 'https://contoso.vault.azure.net/secrets/sftp-password/4387'"

/* Nothing of it reaches stdout, and it is not asked again. */
static void expect_no_secret(const char *deed)
{
	const struct outcome *got;
	long before = cloud_count("vault_requests");

	cloud_clear_faults();
	cloud_fault("{'match': {'host': 'contoso.*'}, 'do': %s}", deed);
	got = akv_run(READ);
	expect_failure(got, 9, "NotASecret");
	cr_assert_eq(cloud_count("vault_requests"), before + 1, "%s", deed);
	expect_quit(akv_get("connection=nightly-export\n\n"), 9, "NotASecret");
}

Test(replies, a_captive_portal_is_no_secret)
{
	expect_no_secret("{'status': 200, 'content_type': 'text/html',"
			 " 'body': '<html>Accept our terms</html>'}");
	expect_hint(akv_run(READ), "captive portal");
	expect_no_secret("{'status': 200, 'content_type': 'text/html',"
			 " 'body': '{\\u0022value\\u0022:\\u0022x\\u0022}'}");
}

Test(replies, nothing_is_no_secret)
{
	expect_no_secret("{'status': 200, 'body': '',"
			 " 'content_type': 'application/json'}");
	expect_no_secret("{'status': 200, 'body': {}}");
	expect_no_secret("{'status': 200, 'body': []}");
	expect_no_secret("{'status': 200, 'body': {" ID "}}");
}

Test(replies, a_value_that_is_no_text_is_no_secret)
{
	expect_no_secret("{'status': 200, 'body': {'value': null, " ID "}}");
	expect_no_secret("{'status': 200, 'body': {'value': 12345, " ID "}}");
	expect_no_secret("{'status': 200, 'body': {'value': ['x'], " ID "}}");
}

Test(replies, a_value_without_its_id_is_no_secret)
{
	expect_no_secret("{'status': 200, 'body': {'value': 'stray-value'}}");
	expect_no_secret("{'status': 200, 'body': {'value': 'stray-value',"
			 " 'id': 'https://contoso.vault.azure.net/keys/x'}}");
}

/* ${json} as the body, whatever a careful writer of JSON would make of it. */
static void expect_bad_json(const char *json)
{
	expect_no_secret(sandbox_text("{'status': 200, 'content_type':"
				      " 'application/json', 'body': '%s'}",
				      json));
}

#define Q "\\u0022"
#define ID_TEXT Q "id" Q ":" Q "https://contoso.vault.azure.net/secrets/x/1" Q

Test(replies, broken_json_is_no_secret)
{
	expect_bad_json("{" Q "value" Q ":" Q "stray-value");
	expect_bad_json("{" Q "value" Q ":" Q "stray-value" Q "," ID_TEXT
			"} more");
	expect_bad_json("{" Q "value" Q ":" Q "stray-value" Q "," Q "value" Q
			":" Q "other-value" Q "," ID_TEXT "}");
	expect_bad_json("{" Q "value" Q ":" Q "\\\\ud83d" Q "," ID_TEXT "}");
	expect_bad_json("{" Q "value" Q ":" Q "a\\nb" Q "," ID_TEXT "}");
}

Test(replies, json_that_is_nested_too_deeply_is_no_secret)
{
	char deep[4001];

	memset(deep, '[', 4000);
	deep[4000] = '\0';
	expect_bad_json(deep);
}

Test(replies, bytes_that_are_no_utf_8_are_no_secret)
{
	/* {"value":"\xff\xfe",...} */
	expect_no_secret("{'status': 200, 'content_type': 'application/json',"
			 " 'body_base64': 'eyJ2YWx1ZSI6Iv/+In0='}");
}

Test(replies, one_without_an_end_is_cut_off)
{
	const struct outcome *got;

	cloud_fault("{'match': {'host': 'contoso.*'},"
		    " 'do': {'endless': true}}");
	got = akv_run(READ);
	expect_failure(got, 9, "ReplyTooLarge");
	expect_within(got, 20000);
	cr_assert_eq(cloud_count("vault_requests"), 1);
}

Test(replies, one_of_entra_without_an_end_is_cut_off)
{
	cloud_fault("{'match': {'host': 'login.*'},"
		    " 'do': {'endless': true}}");
	expect_failure(akv_run(READ), 9, "ReplyTooLarge");
	cr_assert_eq(cloud_count("vault_requests"), 0);
}

Test(replies, one_that_stays_cut_is_refused)
{
	cloud_fault("{'match': {'host': 'contoso.*'},"
		    " 'do': {'truncate': 'length'}}");
	expect_failure(akv_run(READ), 9, "ReplyCut");
	cr_assert_eq(cloud_count("vault_requests"), 2);
}

/* -- redirects -- */

static void expect_not_followed(int status, const char *target)
{
	const struct outcome *got;
	long before = cloud_count("vault_requests");

	cloud_clear_faults();
	cloud_fault("{'match': {'host': 'contoso.*'}, 'do': {'status': %d,"
		    " 'redirect': '%s'}}",
		    status, target);
	got = akv_run(READ);
	expect_failure(got, 9, "Redirected");
	cr_assert_eq(cloud_count("vault_requests"), before + 1);
}

Test(replies, a_redirect_to_another_host_is_not_followed)
{
	static const int statuses[] = { 301, 302, 303, 307, 308 };

	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		expect_not_followed(statuses[i],
				    "https://contoso-policy.vault.azure.net/"
				    "secrets/sftp-password?api-version=7.6");
	cr_assert_eq(cloud_connects_to("contoso-policy.vault.azure.net"), 0);
}

Test(replies, a_redirect_within_the_vault_is_not_followed)
{
	expect_not_followed(302, "/secrets/empty?api-version=7.6");
	expect_not_followed(308, "https://contoso.vault.azure.net/x");
}

Test(replies, a_redirect_to_plain_http_is_not_followed)
{
	expect_not_followed(302, "http://contoso.vault.azure.net/");
}
